package org.interlaminar.clinical;

import java.util.List;

/**
 * A visit or stay (<a href="https://hl7.org/fhir/R4/encounter.html">Encounter</a>), read in R4's and R5's shapes.
 *
 * @param id logical id, as references name it
 * @param setting class code such as AMB or IMP, or null
 * @param type kind of visit, followed by the kind of service
 * @param reason why, in codes or words
 * @param diagnoses logical ids of the Conditions it was about
 */
public record RecordedEncounter(
        SourceRef ref,
        String id,
        String status,
        String setting,
        CodedText type,
        CodedText reason,
        List<String> diagnoses,
        PartialDate start,
        PartialDate end)
        implements ClinicalRecord {}
