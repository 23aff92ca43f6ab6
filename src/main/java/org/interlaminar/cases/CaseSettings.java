package org.interlaminar.cases;

import java.util.List;
import org.interlaminar.recognition.OdiScale;

/**
 * What a study or a site may decide about its cases.
 *
 * @param windows follow-up windows, baseline first, not overlapping
 * @param nonSurgicalReinterventionIsFailure whether a lumbar epidural injection, ablation or stimulation after the index
 *     counts as treatment failure, as it did in the trials
 * @param odiScale how the person's source writes an Oswestry score that does not say its scale
 */
public record CaseSettings(
        List<FollowUpWindow> windows, boolean nonSurgicalReinterventionIsFailure, OdiScale odiScale) {
    public static final CaseSettings DEFAULTS = new CaseSettings(FollowUpWindow.DEFAULTS, true, OdiScale.UNKNOWN);
}
