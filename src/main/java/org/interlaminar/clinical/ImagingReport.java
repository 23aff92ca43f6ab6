package org.interlaminar.clinical;

import java.util.Set;

/**
 * A report of an examination (<a href="https://hl7.org/fhir/R4/diagnosticreport.html">DiagnosticReport</a>).
 *
 * @param status registered, preliminary, final ..., or null
 * @param conclusion codes and words of the conclusion
 * @param effective when it was true for the patient, or null
 */
public record ImagingReport(SourceRef ref, String status, CodedText code, CodedText conclusion, PartialDate effective)
        implements ClinicalRecord {
    static final Set<String> RELEASED = Set.of("final", "amended", "corrected");

    /** Whether the result is out, as first released or as changed since. */
    public boolean isFinal() {
        return status != null && RELEASED.contains(status);
    }
}
