package org.interlaminar.outcomes;

/**
 * One measure at one window.
 *
 * @param window the window's name in the reporting store
 * @param baseline whether it is the one before the procedure
 * @param values scores as observed, those after a re-intervention included
 * @param change follow-up minus baseline of the cases that have both; negative is an improvement when high is worse
 * @param afterReintervention how many of the scores are dated on or after a treatment failure
 * @param responders with their three denominators; all zero at baseline except the number of cases
 */
public record WindowOutcome(
        String window,
        boolean baseline,
        Estimate values,
        Estimate change,
        long afterReintervention,
        Responders responders) {

    /**
     * Cases that improved by at least the meaningful change.
     *
     * @param responders among all and among the evaluable: the same people
     * @param all all index cases
     * @param evaluable with a baseline and either a score at the window or a treatment failure before its end
     * @param amongComplete responders among the complete
     * @param complete with a baseline and scores at 3, 6 and 12 months
     */
    public record Responders(long responders, long all, long evaluable, long amongComplete, long complete) {}
}
