package org.interlaminar.clinical;

/**
 * A diagnosis on the problem list or of an encounter
 * (<a href="https://hl7.org/fhir/us/core/StructureDefinition-us-core-condition-encounter-diagnosis.html">US Core</a>).
 *
 * @param clinicalStatus code such as active or resolved, or null
 * @param verificationStatus code such as confirmed or refuted, or null: encounter diagnoses need not carry one
 * @param bodySite sites named on the condition
 * @param onset when it began, else when it was recorded, else null
 * @param abatement when it ended, or null
 * @param encounter logical id of its Encounter, or null
 */
public record RecordedCondition(
        SourceRef ref,
        CodedText code,
        String clinicalStatus,
        String verificationStatus,
        CodedText bodySite,
        PartialDate onset,
        PartialDate abatement,
        String encounter)
        implements ClinicalRecord {

    /** Whether somebody took it back: refuted, or entered in error. */
    public boolean isWithdrawn() {
        return "refuted".equals(verificationStatus) || "entered-in-error".equals(verificationStatus);
    }
}
