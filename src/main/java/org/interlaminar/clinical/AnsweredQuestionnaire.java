package org.interlaminar.clinical;

import java.math.BigDecimal;
import java.util.List;

/**
 * A questionnaire somebody answered
 * (<a href="https://hl7.org/fhir/R4/questionnaireresponse.html">QuestionnaireResponse</a>), its items named by the mapped
 * Questionnaire.
 *
 * @param status in-progress, completed, amended ..., or null
 * @param questionnaire canonical URL without its version
 * @param authored when it was answered, or null
 * @param encounter logical id of its Encounter, or null
 * @param answers in their order; items the Questionnaire gives no code are not among them
 */
public record AnsweredQuestionnaire(
        SourceRef ref,
        String status,
        String questionnaire,
        PartialDate authored,
        String encounter,
        List<Answer> answers)
        implements ClinicalRecord {

    /** Whether all was answered that will be, as first handed in or as changed since. */
    public boolean isComplete() {
        return "completed".equals(status) || "amended".equals(status);
    }

    /**
     * The answer to one item.
     *
     * @param item what the Questionnaire says the item asks
     * @param linkId the item's id there
     * @param value the number or the chosen option's score, or null when it has none
     */
    public record Answer(Code item, String linkId, BigDecimal value) {}
}
