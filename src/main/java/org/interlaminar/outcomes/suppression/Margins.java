package org.interlaminar.outcomes.suppression;

import java.util.List;

/** Keys of a two-way table's totals, in the order of its rows and columns. */
public record Margins(List<String> rowTotals, List<String> columnTotals, String total) {
    public Margins {
        rowTotals = List.copyOf(rowTotals);
        columnTotals = List.copyOf(columnTotals);
    }

    /** Totals that belong to this table alone: {@code name/row}, {@code name/column} and {@code name}. */
    public static Margins own(String name, List<String> rows, List<String> columns) {
        return new Margins(
                rows.stream().map(row -> CountsBuilder.key(name, row)).toList(),
                columns.stream().map(column -> CountsBuilder.key(name, column)).toList(),
                name);
    }
}
