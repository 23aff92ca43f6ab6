package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Counts in numbers, as a reader attacks them; cells are in the order of their keys.
 *
 * @param value the truth
 * @param lowest the least that a reader believes of a cell that is not shown
 * @param open whether the cell may be hidden at all; a zero is always shown
 * @param worth null for a cell that is never shown
 * @param sums whole first, then the parts
 */
record Ground(
        List<String> keys,
        long[] value,
        long[] lowest,
        boolean[] open,
        Worth[] worth,
        List<int[]> sums,
        List<Secret> secrets) {

    int size() {
        return value.length;
    }

    boolean isShowable(int cell) {
        return worth[cell] != null;
    }

    int weight(int cell) {
        return isShowable(cell) ? worth[cell].weight() : 0;
    }

    /** Small cells that are secret, and all that are never shown. */
    boolean[] hiddenAtFirst() {
        boolean[] hidden = new boolean[size()];
        for (int cell = 0; cell < size(); cell++) {
            hidden[cell] = !isShowable(cell);
        }
        secrets.forEach(secret -> hidden[secret.cell()] = true);
        return hidden;
    }

    /**
     * Whether a reader who sees all but the hidden cells must hold the moved numbers possible. In whole numbers: nothing that
     * was found in floating point is believed before this says so.
     */
    boolean isPossible(Move move, boolean[] hidden) {
        long[] moved = new long[size()];
        for (int i = 0; i < move.cells().length; i++) {
            int cell = move.cells()[i];
            long by = move.by()[i];
            moved[cell] = by;
            if (!hidden[cell] || !open[cell] || Math.addExact(value[cell], by) < lowest[cell]) {
                return false;
            }
        }
        for (int[] sum : sums) {
            long left = -moved[sum[0]];
            for (int i = 1; i < sum.length; i++) {
                left = Math.addExact(left, moved[sum[i]]);
            }
            if (left != 0) {
                return false;
            }
        }
        return true;
    }

    static List<int[]> sumsOf(List<Sum> sums, List<String> keys) {
        List<int[]> indexed = new ArrayList<>();
        for (Sum sum : sums) {
            int[] cells = new int[sum.parts().size() + 1];
            cells[0] = Collections.binarySearch(keys, sum.whole());
            for (int i = 1; i < cells.length; i++) {
                cells[i] = Collections.binarySearch(keys, sum.parts().get(i - 1));
            }
            indexed.add(cells);
        }
        return indexed;
    }

    /** What must be protected in the counts of one publication. */
    static Ground of(Counts counts, int threshold) {
        List<Cell> cells = counts.cells();
        int n = cells.size();
        long[] value = new long[n];
        long[] lowest = new long[n];
        boolean[] open = new boolean[n];
        Worth[] worth = new Worth[n];
        List<Secret> secrets = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Cell cell = cells.get(i);
            value[i] = cell.people();
            // A reader sees zeros, so whatever is hidden in their place has somebody; of what is never shown nothing is
            // known.
            lowest[i] = cell.published() ? 1 : 0;
            open[i] = cell.people() > 0 || !cell.published();
            worth[i] = cell.published() ? cell.worth() : null;
            if (cell.people() > 0 && cell.people() < threshold) {
                secrets.add(new Secret(i, 1, threshold));
            }
        }
        return new Ground(
                counts.keys(), value, lowest, open, worth, sumsOf(counts.sums(), counts.keys()), List.copyOf(secrets));
    }
}
