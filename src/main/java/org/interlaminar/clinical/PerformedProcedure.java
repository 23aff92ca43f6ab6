package org.interlaminar.clinical;

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
        String encounter)
        implements ClinicalRecord {}
