package org.interlaminar.outcomes.suppression;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * From the true numbers to another set of numbers that keeps all sums.
 *
 * @param cells indexes of the cells that differ, rising
 * @param by by how much, never 0
 */
record Move(int[] cells, long[] by) {
    static final Move NONE = new Move(new int[0], new long[0]);

    static Move of(Map<Integer, Long> moved) {
        TreeMap<Integer, Long> kept = new TreeMap<>(moved);
        kept.values().removeIf(by -> by == 0);
        return new Move(
                kept.keySet().stream().mapToInt(Integer::intValue).toArray(),
                kept.values().stream().mapToLong(Long::longValue).toArray());
    }

    long of(int cell) {
        int at = Arrays.binarySearch(cells, cell);
        return at < 0 ? 0 : by[at];
    }

    boolean touches(int cell) {
        return Arrays.binarySearch(cells, cell) >= 0;
    }

    /** The way back. */
    Move back() {
        return new Move(cells, LongStream.of(by).map(one -> -one).toArray());
    }

    /** One after the other. */
    Move then(Move next) {
        Map<Integer, Long> sum = new TreeMap<>();
        for (int i = 0; i < cells.length; i++) {
            sum.put(cells[i], by[i]);
        }
        for (int i = 0; i < next.cells.length; i++) {
            sum.merge(next.cells[i], next.by[i], Long::sum);
        }
        return of(sum);
    }
}
