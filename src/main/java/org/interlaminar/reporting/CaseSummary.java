package org.interlaminar.reporting;

import org.interlaminar.cases.MildStatus;
import org.interlaminar.cases.PersonCase;

/** As much of a kept or derived case as is needed to say how a cohort would change. */
public record CaseSummary(String lss, String mild, boolean index, int procedures, int scores, boolean complete) {
    /** @return null when the person would not be reported */
    public static CaseSummary of(PersonCase one) {
        return one.isReported()
                ? new CaseSummary(
                        one.lss().word(),
                        one.mild().word(),
                        one.mild() == MildStatus.YES && one.index() != null,
                        one.procedures().size(),
                        one.scores().size(),
                        one.complete())
                : null;
    }
}
