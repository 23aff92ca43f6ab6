package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums, solved for some of its cells: row by row, {@code basic + coefficients x others = 0} for
 * movements away from the truth. Kept from one search to the next; any solved form will do to start from, because not moving at all keeps all sums.
 */
final class Tableau {
    private static final double NOTHING = 1e-11;

    private final int columns;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Integer> basic = new ArrayList<>();

    /** @param sums whole first, then the parts, as columns; -1 for what cannot move */
    Tableau(int columns, List<int[]> sums) {
        this.columns = columns;
        int[] uses = new int[columns];
        sums.forEach(sum -> Arrays.stream(sum).filter(cell -> cell >= 0).forEach(cell -> uses[cell]++));
        for (int[] sum : sums) {
            double[] row = new double[columns];
            for (int i = 0; i < sum.length; i++) {
                if (sum[i] >= 0) {
                    row[sum[i]] = i == 0 ? -1 : 1;
                }
            }
            for (int r = 0; r < rows.size(); r++) {
                subtract(row, row[basic.get(r)], rows.get(r));
            }
            int pivot = rarest(row, uses);
            if (pivot >= 0) {
                rows.add(row);
                basic.add(pivot);
                pivot(rows.size() - 1, pivot);
            }
        }
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows.size();
    }

    int basic(int row) {
        return basic.get(row);
    }

    double[] row(int row) {
        return rows.get(row);
    }

    double at(int row, int column) {
        return rows.get(row)[column];
    }

    /** Solves the row for the column instead, and clears the column from all others. */
    void pivot(int row, int column) {
        double[] solved = rows.get(row);
        double by = solved[column];
        for (int c = 0; c < columns; c++) {
            solved[c] = solved[c] / by;
        }
        solved[column] = 1;
        for (int r = 0; r < rows.size(); r++) {
            if (r != row) {
                subtract(rows.get(r), rows.get(r)[column], solved);
                rows.get(r)[column] = 0;
            }
        }
        basic.set(row, column);
    }

    private void subtract(double[] from, double factor, double[] row) {
        if (factor == 0) {
            return;
        }
        for (int c = 0; c < columns; c++) {
            if (row[c] != 0) {
                double left = from[c] - factor * row[c];
                from[c] = Math.abs(left) < NOTHING ? 0 : left;
            }
        }
    }

    private static int rarest(double[] row, int[] uses) {
        int best = -1;
        for (int c = 0; c < row.length; c++) {
            if (Math.abs(row[c]) > 1e-7 && (best < 0 || uses[c] < uses[best])) {
                best = c;
            }
        }
        return best;
    }
}
