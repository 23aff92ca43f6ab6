package org.interlaminar.publication.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.reporting.Mart.Column;

/**
 * <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>. Years instead of dates and one group of the oldest under
 * safe harbor; no cell that a spreadsheet would calculate.
 */
final class CsvTable implements TableFile {
    private static final String STARTS_FORMULA = "=+-@\t\r";

    private final CsvWriter csv;
    private final List<Column> columns;
    private final Regime regime;

    CsvTable(OutputStream out, List<Column> columns, Regime regime) {
        this.csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.columns = columns;
        this.regime = regime;
        csv.writeRecord(columns.stream().map(Column::name).toList());
    }

    @Override
    public void row(List<Object> values) {
        List<String> cells = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            cells.add(cell(columns.get(i), values.get(i)));
        }
        csv.writeRecord(cells);
    }

    private String cell(Column column, Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        Object told = regime.told(column, value);
        String written = told.toString();
        if (told instanceof String) {
            return text(written);
        }
        return regime.isOldest(column, value) ? written + "+" : written;
    }

    /** A spreadsheet takes a text that begins like a formula for one. */
    private static String text(String text) {
        return !text.isEmpty() && STARTS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    @Override
    public void close() throws IOException {
        csv.flush();
    }
}
