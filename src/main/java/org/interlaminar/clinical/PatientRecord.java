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
        implements ClinicalRecord {}
