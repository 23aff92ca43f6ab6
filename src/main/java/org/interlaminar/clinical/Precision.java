package org.interlaminar.clinical;

/** How much of a date was recorded. Only {@link #DAY} and {@link #INSTANT} place a record in a window. */
public enum Precision {
    YEAR,
    MONTH,
    DAY,
    INSTANT;

    /** The word of the reporting store: an instant counts as day precision there. */
    public String word() {
        return this == INSTANT ? "day" : name().toLowerCase(java.util.Locale.ROOT);
    }
}
