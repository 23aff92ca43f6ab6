package org.interlaminar.outcomes.suppression;

import java.util.Arrays;

/**
 * From the true numbers to another set of numbers that keeps all sums.
 *
 * @param cells indexes of the cells that differ, rising
 * @param by by how much, never 0
 */
record Move(int[] cells, long[] by) {
    static final Move NONE = new Move(new int[0], new long[0]);

    long of(int cell) {
        int at = Arrays.binarySearch(cells, cell);
        return at < 0 ? 0 : by[at];
    }

    boolean touches(int cell) {
        return Arrays.binarySearch(cells, cell) >= 0;
    }
}
