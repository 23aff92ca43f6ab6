package org.interlaminar.clinical;

import java.math.BigDecimal;
import java.util.List;

/**
 * An observation that may be an outcome score or a fact of imaging
 * (<a href="https://hl7.org/fhir/R4/observation.html">Observation</a>).
 *
 * @param status Observation.status, or null
 * @param category survey, vital-signs ...
 * @param effective when it was true for the patient; never the time it was issued
 * @param value the number, or null when there is none
 * @param unit UCUM code, else the unit's text, else null
 * @param said a value in words or codes, followed by the notes
 * @param components parts with a number of their own
 * @param encounter logical id of its Encounter, or null
 * @param fromQuestionnaire true when it says it was derived from a QuestionnaireResponse
 * @param questionnaires logical ids of the QuestionnaireResponses it was derived from
 */
public record OutcomeObservation(
        SourceRef ref,
        String status,
        CodedText code,
        CodedText category,
        CodedText bodySite,
        PartialDate effective,
        BigDecimal value,
        String unit,
        CodedText said,
        List<Component> components,
        String encounter,
        boolean fromQuestionnaire,
        List<String> questionnaires)
        implements ClinicalRecord {

    /** Whether the result is out, as first released or as changed since. */
    public boolean isFinal() {
        return status != null && ImagingReport.RELEASED.contains(status);
    }

    /** A part of an observation, such as one item of a questionnaire. */
    public record Component(CodedText code, BigDecimal value) {}
}
