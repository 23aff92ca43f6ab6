package org.interlaminar.ehr.bulk;

import java.time.Duration;
import org.interlaminar.ledger.RunSummary;

/**
 * What came of one step of an export.
 *
 * @param next after this time something is to be done again
 * @param ended whether the export has ended, landed or not
 * @param run that landed it, or tells that it failed; null while it goes on
 * @param said how far it is, or why it ended, in one sentence; or null
 */
public record Step(Duration next, boolean ended, RunSummary run, String said) {
    static Step goesOn(Duration next, String said) {
        return new Step(next, false, null, said);
    }

    /** It was not begun, by no fault of anybody. */
    static Step putOff(Duration next, String why) {
        return new Step(next, true, null, why);
    }

    static Step ended(Duration next, RunSummary run, String said) {
        return new Step(next, true, run, said);
    }
}
