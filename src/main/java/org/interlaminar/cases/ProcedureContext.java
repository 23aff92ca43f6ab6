package org.interlaminar.cases;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the record says around a procedure. {@link #NOT_DOCUMENTED} is a value: nothing is taken for granted, and nothing is
 * judged. Clinical rules, section 3.
 *
 * @param laterality left, right, bilateral or mixed
 * @param setting ambulatory, short-stay, observation, inpatient, emergency, office ...
 * @param anaesthesia local, general, mac, regional, joined by semicolons
 * @param sedation none, minimal, moderate, deep, or given when only the drug is recorded
 * @param guidance fluoroscopy, epidurogram, ct, ultrasound, joined by semicolons
 * @param incisions number, from words only
 * @param implant yes when an implant is recorded on the day: none is expected
 * @param observationHours hours from the end of the procedure to the end of its encounter, or null
 * @param sameDayDischarge yes, no
 * @param unplannedReturn7d yes when an emergency visit or admission follows within 7 days
 * @param unplannedReturn30d the same within 30 days
 * @param ced flags of coverage with evidence development, joined by semicolons
 * @param warnings what a reviewer should know
 */
public record ProcedureContext(
        String laterality,
        String setting,
        String anaesthesia,
        String sedation,
        String guidance,
        String incisions,
        String implant,
        BigDecimal observationHours,
        String sameDayDischarge,
        String unplannedReturn7d,
        String unplannedReturn30d,
        String ced,
        List<String> warnings) {
    public static final String NOT_DOCUMENTED = "not-documented";
    static final String YES = "yes";
    static final String NO = "no";

    /** Nothing is recorded but the procedure itself. */
    static final ProcedureContext NONE = new ProcedureContext(
            NOT_DOCUMENTED,
            NOT_DOCUMENTED,
            NOT_DOCUMENTED,
            NOT_DOCUMENTED,
            NOT_DOCUMENTED,
            NOT_DOCUMENTED,
            NOT_DOCUMENTED,
            null,
            NOT_DOCUMENTED,
            NOT_DOCUMENTED,
            NOT_DOCUMENTED,
            NOT_DOCUMENTED,
            List.of());
}
