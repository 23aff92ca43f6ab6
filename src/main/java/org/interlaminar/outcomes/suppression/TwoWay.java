package org.interlaminar.outcomes.suppression;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Rows by columns with all margins, as cells and sums. */
record TwoWay(String name, List<String> rows, List<String> columns, Margins margins, int[][] people) {
    TwoWay {
        boolean fits = people.length == rows.size()
                && margins.rowTotals().size() == rows.size()
                && margins.columnTotals().size() == columns.size();
        for (int[] row : people) {
            fits &= row.length == columns.size();
        }
        if (!fits) {
            throw new IllegalArgumentException("rows, columns and totals of " + name + " do not fit together");
        }
        Set<String> totals = new HashSet<>(margins.rowTotals());
        totals.addAll(margins.columnTotals());
        totals.add(margins.total());
        if (totals.size() != rows.size() + columns.size() + 1) {
            throw new IllegalArgumentException("two totals of " + name + " have the same key");
        }
    }

    void declareIn(CountsBuilder counts) {
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                counts.cell(key(r, c), people[r][c], Worth.DETAIL);
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            int row = r;
            List<String> keys = IntStream.range(0, columns.size())
                    .mapToObj(c -> key(row, c))
                    .toList();
            margin(counts, margins.rowTotals().get(r), IntStream.of(people[r]).sum(), keys);
        }
        for (int c = 0; c < columns.size(); c++) {
            int column = c;
            List<String> keys = IntStream.range(0, rows.size())
                    .mapToObj(r -> key(r, column))
                    .toList();
            int total =
                    IntStream.range(0, rows.size()).map(r -> people[r][column]).sum();
            margin(counts, margins.columnTotals().get(c), total, keys);
        }
        counts.cell(margins.total(), total(), Worth.TOTAL);
        counts.sum(margins.total(), margins.rowTotals());
        counts.sum(margins.total(), margins.columnTotals());
    }

    private static void margin(CountsBuilder counts, String key, int people, List<String> parts) {
        counts.cell(key, people, Worth.MARGIN).sum(key, parts);
    }

    private String key(int row, int column) {
        return CountsBuilder.key(name, rows.get(row), columns.get(column));
    }

    private int total() {
        int total = 0;
        for (int[] row : people) {
            total += IntStream.of(row).sum();
        }
        return total;
    }
}
