package org.interlaminar.clinical;

/**
 * The few facts of a <a href="https://hl7.org/fhir/R4/patient.html">Patient</a> that outcomes need.
 *
 * @param sex administrative gender code as recorded, or null
 * @param birth date of birth, or null
 * @param death date of death when one is recorded, or null
 * @param deceased true when a death is recorded with or without its date
 */
public record PatientRecord(SourceRef ref, String sex, PartialDate birth, PartialDate death, boolean deceased)
        implements ClinicalRecord {
    /** This record with the other's death, when it tells none of its own. */
    public PatientRecord withDeathOf(PatientRecord other) {
        return new PatientRecord(ref, sex, birth, death == null ? other.death : death, deceased || other.deceased);
    }
}
