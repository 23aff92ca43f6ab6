package org.interlaminar.cases;

import java.util.Locale;

/** How a window that still lacks a score stands on some day; the most pressing first. */
public enum FollowUpState {
    /** It is open: a score of today counts for it. */
    DUE,
    /** The last one that has closed: only a score that was taken in time and has not come in can still fill it. */
    OVERDUE,
    /** It opens within {@link FollowUpCalendar#AHEAD} days. */
    UPCOMING,
    /** Closed for good: a later one has closed too, or the person has died since it opened. */
    MISSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
