package org.interlaminar.clinical;

import java.math.BigDecimal;

/**
 * A drug that was ordered, told of, dispensed or given
 * (<a href="https://hl7.org/fhir/R4/medicationrequest.html">MedicationRequest</a>, MedicationStatement, MedicationDispense,
 * MedicationAdministration). Only {@link Way#GIVEN} proves that it was taken.
 *
 * @param status of its resource, or null
 * @param medication drug by code and name; when another resource tells it, the name the reference gives it, or empty
 * @param medicationId logical id of the Medication resource that names the drug, or null
 * @param start when it was ordered, handed out or given, or when its use began, or null
 * @param end when its use ended, or null
 * @param dosage what was to be taken
 */
public record MedicationUse(
        SourceRef ref,
        Way way,
        String status,
        CodedText medication,
        String medicationId,
        PartialDate start,
        PartialDate end,
        Dosage dosage)
        implements ClinicalRecord {

    /** What the record proves. */
    public enum Way {
        ORDERED,
        TOLD,
        DISPENSED,
        GIVEN
    }

    /**
     * How much, how often.
     *
     * @param amount of one dose, or null
     * @param unit of the amount: mg, mcg, tablet ..., or null
     * @param perDay doses a day, or null; the most for a drug taken as needed
     */
    public record Dosage(BigDecimal amount, String unit, BigDecimal perDay) {
        public static final Dosage NOT_TOLD = new Dosage(null, null, null);
    }
}
