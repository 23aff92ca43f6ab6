package org.interlaminar.cases;

import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Finding;
import org.interlaminar.recognition.Finding.Suspicious;
import org.interlaminar.recognition.Finding.Undecided;

/**
 * What recognition, and then the rest of the chart, says of one record.
 *
 * @param line the line of a bill it is about, or null
 * @param on date of the record, or null
 */
record Recognised(ClinicalRecord record, BilledServices.Line line, PartialDate on, Finding finding) {
    Recognised now(Finding other) {
        return new Recognised(record, line, on, other);
    }

    /** @return null when nobody has to look at it */
    Review review() {
        if (finding instanceof Undecided open) {
            return new Review(
                    record.ref(),
                    open.tag().word(),
                    open.reason(),
                    open.missing().settledBy(),
                    on,
                    open.evidence());
        }
        if (finding instanceof Suspicious slip) {
            return new Review(
                    record.ref(),
                    slip.tag().word(),
                    slip.reason(),
                    slip.missing().settledBy(),
                    on,
                    slip.evidence());
        }
        return null;
    }
}
