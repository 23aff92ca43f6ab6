package org.interlaminar.clinical;

import java.util.List;

/**
 * A procedure as recorded (<a href="https://hl7.org/fhir/R4/procedure.html">Procedure</a>); whether it was performed is
 * for its status to say.
 *
 * @param status Procedure.status, or null
 * @param code what was done, followed by the notes
 * @param start when it began, or null; partial in free-text histories
 * @param end when it ended, or null
 * @param encounter logical id of its Encounter, or null
 */
public record PerformedProcedure(
        SourceRef ref,
        String status,
        CodedText code,
        CodedText bodySite,
        PartialDate start,
        PartialDate end,
        String encounter,
        Circumstances circumstances)
        implements ClinicalRecord {

    public boolean isCompleted() {
        return "completed".equals(status);
    }

    /**
     * What stands around a procedure in its own record.
     *
     * @param reason why it was done
     * @param reasonConditions logical ids of the Conditions it was done for
     * @param complication what went wrong
     * @param complicationConditions logical ids of the Conditions that say what went wrong
     * @param used devices and materials, by code or by name
     * @param devices logical ids of Devices used or implanted
     */
    public record Circumstances(
            CodedText reason,
            List<String> reasonConditions,
            CodedText complication,
            List<String> complicationConditions,
            CodedText used,
            List<String> devices) {
        public static final Circumstances NONE =
                new Circumstances(CodedText.NONE, List.of(), CodedText.NONE, List.of(), CodedText.NONE, List.of());
    }
}
