package org.interlaminar.clinical;

import java.math.BigDecimal;

/**
 * A numeric observation that may be an outcome score (<a href="https://hl7.org/fhir/R4/observation.html">Observation</a>).
 *
 * @param status Observation.status, or null
 * @param category survey, vital-signs ...
 * @param effective when it was true for the patient; never the time it was issued
 * @param value the number, or null when there is none
 * @param unit UCUM code, else the unit's text, else null
 * @param encounter logical id of its Encounter, or null
 * @param fromQuestionnaire true when it says it was derived from a QuestionnaireResponse
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
        String encounter,
        boolean fromQuestionnaire)
        implements ClinicalRecord {}
