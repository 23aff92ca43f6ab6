package org.interlaminar.outcomes;

/**
 * Responders under three readings of those who are not evaluable. The two cases count everybody but those who are not due yet:
 * nothing of theirs is missing.
 *
 * @param completeCase of the evaluable
 * @param worstCase who is missing did not respond
 * @param bestCase who is missing responded
 */
public record Sensitivity(Proportion completeCase, Proportion worstCase, Proportion bestCase) {
    static Sensitivity of(long responders, long evaluable, Missing missing) {
        long absent = missing.total() - missing.notDue();
        long due = evaluable + absent;
        return new Sensitivity(
                Proportion.of(responders, evaluable),
                Proportion.of(responders, due),
                Proportion.of(responders + absent, due));
    }
}
