package org.interlaminar.publication.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.publication.figures.PublishedFigure;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/** A figure as CSV: its headings and statistics as columns; what may not be shown says so. */
final class FigureCsv {
    private FigureCsv() {}

    static void write(PublishedFigure figure, List<Row> rows, Writer out) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(out)) {
            List<String> header = new ArrayList<>(figure.headings());
            header.addAll(figure.statistics());
            csv.writeRecord(header);
            for (Row row : rows) {
                List<String> cells = new ArrayList<>(row.labels());
                figure.statistics().forEach(statistic -> cells.add(cell(row.get(statistic))));
                csv.writeRecord(cells);
            }
        }
    }

    private static String cell(Shown<Number> value) {
        return value == null ? "" : value.text(FigureCsv::plain);
    }

    private static String plain(Number number) {
        return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }
}
