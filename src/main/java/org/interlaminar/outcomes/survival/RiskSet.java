package org.interlaminar.outcomes.survival;

/**
 * One day on which somebody's time ended.
 *
 * @param day days from the index
 * @param atRisk whose time ends on this day or later
 * @param events of these, with the event on this day
 * @param competing with the competing event
 * @param censored with neither; on the same day events come first
 */
public record RiskSet(int day, long atRisk, long events, long competing, long censored) {
    long left() {
        return events + competing + censored;
    }
}
