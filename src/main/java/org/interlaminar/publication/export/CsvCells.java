package org.interlaminar.publication.export;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What a value looks like in a cell, under the regime. */
final class CsvCells {
    private static final int OLDEST_AGE = 90;
    private static final String STARTS_FORMULA = "=+-@\t\r";

    private final Regime regime;

    CsvCells(Regime regime) {
        this.regime = regime;
    }

    List<String> row(List<String> columns, List<Object> values) {
        List<String> cells = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            cells.add(cell(columns.get(i), values.get(i)));
        }
        return cells;
    }

    private String cell(String column, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof LocalDate date) {
            String day = date.toString();
            return regime == Regime.SAFE_HARBOR ? day.substring(0, 4) : day;
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        if (column.equals("age_at_index")
                && regime == Regime.SAFE_HARBOR
                && ((Number) value).intValue() >= OLDEST_AGE) {
            return OLDEST_AGE + "+";
        }
        return value instanceof Number ? value.toString() : text(value.toString());
    }

    /** A spreadsheet takes a text that begins like a formula for one. */
    private static String text(String text) {
        return !text.isEmpty() && STARTS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
