package org.interlaminar.publication.export;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.interlaminar.reporting.Mart.Column;

/** How much of a date leaves. */
public enum Regime {
    /** Years only, ages of 90 and over as one group. */
    SAFE_HARBOR,
    /** Full dates; needs a data use agreement. */
    LIMITED_DATA_SET,
    /** Full dates and the source's ids; for operators only. */
    IDENTIFIED;

    static final int OLDEST_AGE = 90;
    private static final String AGE = "age_at_index";

    /** The regime of a word, if there is one. */
    public static Optional<Regime> of(String word) {
        return Arrays.stream(values())
                .filter(regime -> regime.word().equals(word))
                .findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isYearOnly() {
        return this == SAFE_HARBOR;
    }

    /** What is told of a value: a whole year instead of a date, 90 for every age from there on, or the value itself. */
    public Object told(Column column, Object value) {
        if (value instanceof LocalDate date && isYearOnly()) {
            return date.getYear();
        }
        return isOldest(column, value) ? (Object) OLDEST_AGE : value;
    }

    /** Whether the value is an age that is told as one of a group. */
    boolean isOldest(Column column, Object value) {
        return this == SAFE_HARBOR
                && value != null
                && column.name().equals(AGE)
                && ((Number) value).intValue() >= OLDEST_AGE;
    }
}
