package org.interlaminar.clinical;

/**
 * A drug as a resource of its own (<a href="https://hl7.org/fhir/R4/medication.html">Medication</a>), which is about nobody and
 * which records of people name.
 *
 * @param drug code and name, followed by the ingredients
 */
public record RecordedDrug(SourceRef ref, CodedText drug) implements ClinicalRecord {}
