package org.interlaminar.clinical;

/**
 * An order (<a href="https://hl7.org/fhir/R4/medicationrequest.html">MedicationRequest</a>): evidence of contact, later of
 * therapy; never proof that a drug was taken.
 */
public record MedicationOrder(SourceRef ref, String status, CodedText medication, PartialDate authored)
        implements ClinicalRecord {}
