package org.interlaminar.clinical;

/**
 * A visit or stay (<a href="https://hl7.org/fhir/R4/encounter.html">Encounter</a>), read in R4's and R5's shapes.
 *
 * @param id logical id, as references name it
 * @param setting class code such as AMB or IMP, or null
 */
public record RecordedEncounter(
        SourceRef ref, String id, String status, String setting, CodedText type, PartialDate start, PartialDate end)
        implements ClinicalRecord {}
