package org.interlaminar.outcomes;

/**
 * Follow-up minus baseline of the people who have both; negative is an improvement when high is worse. Scores are taken as
 * observed, those after a re-intervention included. All four estimates are of the same people.
 *
 * @param baseline what they had before
 * @param followUp what they had at the window
 * @param change the difference, with Student's t interval
 * @param quartiles of the difference, null when there is nobody
 * @param waterfall the differences themselves, one for each person
 */
public record PairedChange(
        Estimate baseline, Estimate followUp, Estimate change, Quartiles quartiles, SortedValues waterfall) {
    public long n() {
        return change.n();
    }
}
