package org.interlaminar.reading;

import java.util.List;
import org.interlaminar.clinical.ClinicalRecord;

/**
 * What a resource says, and whether analysts may know.
 *
 * @param labels codes of its confidentiality labels that hold it back; empty when it is not held back
 */
public record Labelled(ClinicalRecord record, List<String> labels) {
    public boolean isHeldBack() {
        return !labels.isEmpty();
    }
}
