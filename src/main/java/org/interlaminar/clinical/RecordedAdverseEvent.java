package org.interlaminar.clinical;

import java.util.List;

/**
 * Something untoward that happened (<a href="https://hl7.org/fhir/R4/adverseevent.html">AdverseEvent</a>).
 *
 * @param status of the record where the release has one (R5), or null
 * @param actuality actual or potential, or null
 * @param event what happened
 * @param on when it occurred, else when it was detected or recorded, or null
 * @param conditions logical ids of the Conditions it resulted in
 * @param suspects logical ids of the Procedures suspected to have caused it
 */
public record RecordedAdverseEvent(
        SourceRef ref,
        String status,
        String actuality,
        CodedText event,
        PartialDate on,
        List<String> conditions,
        List<String> suspects)
        implements ClinicalRecord {
    /** Whether it says that it happened to the patient. */
    public boolean isActual() {
        return !"potential".equals(actuality) && !"entered-in-error".equals(status);
    }
}
