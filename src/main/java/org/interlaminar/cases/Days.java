package org.interlaminar.cases;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.interlaminar.clinical.PartialDate;

/** Distances and overlaps of dates that may be vague. */
final class Days {
    private static final LocalDate EARLIEST = LocalDate.of(1, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    private Days() {}

    static long between(LocalDate from, PartialDate to) {
        return ChronoUnit.DAYS.between(from, to.first());
    }

    /** Whether the day lies within a period of day precision; an open end is the day of the start. */
    static boolean isIn(PartialDate on, PartialDate start, PartialDate end) {
        if (start == null || !start.hasDay()) {
            return false;
        }
        LocalDate last = end == null || !end.hasDay() ? start.first() : end.first();
        return !on.first().isBefore(start.first()) && !on.first().isAfter(last);
    }

    /**
     * Whether a date meets an active interval that is widened at both ends. Every possible day of a vague date counts; an
     * interval without a start or an end is open there.
     */
    static boolean meets(PartialDate on, PartialDate start, PartialDate end, int reach) {
        LocalDate from = start == null ? EARLIEST : start.first().minusDays(reach);
        LocalDate to = end == null ? LATEST : end.last().plusDays(reach);
        return !on.last().isBefore(from) && !on.first().isAfter(to);
    }
}
