package org.interlaminar.outcomes;

/**
 * Who had an event by a day. Nobody is counted as free of it without having been observed until then.
 *
 * @param endpoint what happened
 * @param day last day that counts, from the index (day 0) on
 * @param proportion people with at least one event, of those with one or observed until the day
 * @param people all index cases: the observed and the three that follow
 * @param died before the day, without the event
 * @param lost last seen before the day, though the cut-off lies on it or later
 * @param notDue the cut-off lies before the day
 */
public record EventProportion(
        Endpoint endpoint, int day, Proportion proportion, long people, long died, long lost, long notDue) {
    public Completeness completeness() {
        return new Completeness(proportion.of(), proportion.of() + lost);
    }
}
