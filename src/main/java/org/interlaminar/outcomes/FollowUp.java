package org.interlaminar.outcomes;

import java.util.List;
import org.interlaminar.outcomes.survival.MedianTime;

/**
 * How long and how completely people were followed.
 *
 * @param people all index cases
 * @param median time of follow-up by reverse Kaplan-Meier: the end of observation is the event, death censors
 * @param observedDays person-days observed, of people whose cut-off is known
 * @param potentialDays person-days until their death or the cut-off
 * @param until how many of the living were still observed, at the landmarks of the plan
 */
public record FollowUp(long people, MedianTime median, long observedDays, long potentialDays, List<Until> until) {
    /** Observed until a day, of those alive on it and for whom it lies within the cut-off. */
    public record Until(int day, Completeness completeness) {}

    /**
     * The completeness index of <a href="https://doi.org/10.1016/S0140-6736(02)08272-7">Clark (2002)</a>: observed through
     * potential person-time, 0 to 1; null without any.
     */
    public Double completenessIndex() {
        return potentialDays == 0 ? null : (double) observedDays / potentialDays;
    }
}
