package org.interlaminar.outcomes.survival;

/**
 * Where the curve stands from one day on.
 *
 * @param day days from the index
 * @param atRisk whose time ends on this day or later
 * @param events on this day
 * @param censored on this day, competing events included
 * @param survival still without the event after this day, 0 to 1
 * @param standardError of survival, by Greenwood's formula; null once survival is 0
 * @param interval by log-log; null while survival is 1 and once it is 0
 */
public record SurvivalPoint(
        int day, long atRisk, long events, long censored, double survival, Double standardError, Interval interval) {
    /** With the event by this day: the complement of survival. */
    public double risk() {
        return 1 - survival;
    }

    /** Of {@link #risk()}, or null. */
    public Interval riskInterval() {
        return interval == null ? null : new Interval(1 - interval.high(), 1 - interval.low());
    }
}
