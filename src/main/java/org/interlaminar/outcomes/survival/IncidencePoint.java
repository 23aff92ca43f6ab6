package org.interlaminar.outcomes.survival;

/**
 * Where people are after one day: with the event, dead before it, or neither. The three add up to 1.
 *
 * @param day days from the index
 * @param atRisk whose time ends on this day or later
 * @param events on this day
 * @param competing competing events on this day
 * @param event with the event by this day
 * @param other with the competing event by this day
 */
public record IncidencePoint(int day, long atRisk, long events, long competing, Incidence event, Incidence other) {
    /** With neither. */
    public double free() {
        return 1 - event.probability() - other.probability();
    }
}
