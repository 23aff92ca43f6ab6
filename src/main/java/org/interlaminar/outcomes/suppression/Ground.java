package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Counts in numbers, as a reader attacks them; cells are in the order of their keys.
 *
 * @param value the truth
 * @param lowest the least that a reader believes of a cell that is not shown: nobody or one, or what it was
 * @param open whether the cell may be hidden at all; a zero is always shown
 * @param losable by how many people it may become fewer today
 * @param lendable how many people more it may be because of what was hidden in an earlier publication; -1 where that was shown
 * @param worth null for a cell that is never shown
 * @param sums whole first, then the parts
 */
record Ground(
        List<String> keys,
        long[] value,
        long[] lowest,
        boolean[] open,
        long[] losable,
        long[] lendable,
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
        return hiddenAtFirst(new boolean[size()]);
    }

    /** What is hidden already; and of what was not shown before, nothing has to be hidden at first. */
    boolean[] hiddenAtFirst(boolean[] already) {
        boolean[] hidden = already.clone();
        for (int cell = 0; cell < size(); cell++) {
            hidden[cell] |= !isShowable(cell);
        }
        secrets.stream().filter(secret -> !isLent(secret.cell())).forEach(secret -> hidden[secret.cell()] = true);
        return hidden;
    }

    /**
     * Whether a reader who sees all but the hidden cells must hold the moved numbers possible. In whole numbers: nothing that
     * was found in floating point is believed before this says so.
     */
    boolean isPossible(Proof proof, boolean[] hidden) {
        Move lent = proof.lent();
        for (int i = 0; i < lent.cells().length; i++) {
            if (lent.by()[i] > lendable[lent.cells()[i]] || !isLent(lent.cells()[i])) {
                return false;
            }
        }
        Move own = proof.own();
        for (int i = 0; i < own.cells().length; i++) {
            int cell = own.cells()[i];
            if (!hidden[cell] || !open[cell] || -own.by()[i] > losable[cell]) {
                return false;
            }
        }
        Move move = proof.move();
        for (int i = 0; i < move.cells().length; i++) {
            if (Math.addExact(value[move.cells()[i]], move.by()[i]) < lowest[move.cells()[i]]) {
                return false;
            }
        }
        return keepsSums(proof.lent()) && keepsSums(proof.own());
    }

    private boolean keepsSums(Move move) {
        long[] moved = new long[size()];
        for (int i = 0; i < move.cells().length; i++) {
            moved[move.cells()[i]] = move.by()[i];
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

    /** Whether sums may lead on from here. */
    boolean isOpen(int cell) {
        return open[cell] || isLent(cell);
    }

    /** Whether it may move by what was hidden in an earlier publication. */
    boolean isLent(int cell) {
        return lendable[cell] >= 0;
    }

    private static long[] losable(long[] value, long[] lowest) {
        long[] losable = new long[value.length];
        Arrays.setAll(losable, cell -> value[cell] - lowest[cell]);
        return losable;
    }

    private static long[] notLendable(int cells) {
        long[] lendable = new long[cells];
        Arrays.fill(lendable, -1);
        return lendable;
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

    /**
     * What must be protected in the counts of one publication. Who grew is taken to have lost nobody: most readers will
     * believe it.
     */
    static Ground of(Counts counts, int threshold, Memory memory) {
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
            int seen = memory.mostShown(cell.key(), cell.people());
            lowest[i] = Math.max(cell.published() ? 1 : 0, seen);
            // A number that was shown already protects nobody: it will be guessed to be what it was.
            boolean known = seen == cell.people() && seen >= threshold;
            open[i] = (cell.people() > 0 || !cell.published()) && !known;
            worth[i] = cell.published() ? cell.worth() : null;
            if (cell.people() > 0 && cell.people() < threshold) {
                secrets.add(new Secret(i, 1, threshold));
            }
        }
        return new Ground(
                counts.keys(),
                value,
                lowest,
                open,
                losable(value, lowest),
                notLendable(n),
                worth,
                sumsOf(counts.sums(), counts.keys()),
                List.copyOf(secrets));
    }
}
