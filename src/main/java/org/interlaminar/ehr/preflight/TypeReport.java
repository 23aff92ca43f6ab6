package org.interlaminar.ehr.preflight;

import java.util.List;

/** What was found for one type, and how it can be had. */
public record TypeReport(String type, List<Check> checks, Plan plan) {
    /** Whether somebody should look at it, or change a setting. */
    public boolean needsSomebody() {
        return !plan.settings().isEmpty() || checks.stream().anyMatch(Check::needsSomebody);
    }
}
