package org.interlaminar.publication.pages;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/**
 * Statistics of published rows as pages show them: 47; −12.3; 56 %; −20.8 to −11.6. What may not be shown is "hidden", what
 * there is nothing to say about a dash.
 */
public final class Shows {
    private static final String NOTHING = "–";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Figures figures = new Figures();

    /** Whether there is something to say that may not be shown. */
    public boolean hides(Row row, String statistic) {
        return value(row, statistic) != null && value(row, statistic).isHidden();
    }

    /** Whether a number can be told. */
    public boolean knows(Row row, String statistic) {
        return value(row, statistic) != null && !value(row, statistic).isHidden();
    }

    public String count(Row row, String statistic) {
        Shown<Number> value = value(row, statistic);
        return value == null ? NOTHING : value.text(number -> figures.count(number.longValue()));
    }

    public String decimal(Row row, String statistic, int places) {
        Shown<Number> value = value(row, statistic);
        return value == null ? NOTHING : value.text(number -> figures.decimal(exact(number), places));
    }

    /** A share between 0 and 1 in whole percent. */
    public String percent(Row row, String statistic) {
        Shown<Number> value = value(row, statistic);
        return value == null ? NOTHING : value.text(share -> percents(share) + " %");
    }

    /** Of a published number or none. */
    public String interval(Row row, String low, String high, int places) {
        return knows(row, low) && knows(row, high)
                ? decimal(row, low, places) + " to " + decimal(row, high, places)
                : "";
    }

    /** An interval of shares between 0 and 1, in whole percent. */
    public String shares(Row row, String low, String high) {
        return knows(row, low) && knows(row, high)
                ? row.get(low).text(Shows::percents) + " to " + row.get(high).text(Shows::percents) + " %"
                : "";
    }

    /** For drawing: the plain number, and empty when there is none to draw. */
    public String data(Row row, String statistic) {
        return knows(row, statistic) ? row.get(statistic).text(number -> figures.data(exact(number))) : "";
    }

    /** A row that there is not says nothing. */
    private static Shown<Number> value(Row row, String statistic) {
        return row == null ? null : row.get(statistic);
    }

    private static String percents(Number share) {
        return exact(share).multiply(HUNDRED).setScale(0, RoundingMode.HALF_UP).toPlainString();
    }

    private static BigDecimal exact(Number number) {
        return new BigDecimal(number.toString());
    }
}
