package org.interlaminar.clinical;

/** What one landed resource version says, in our words. */
public sealed interface ClinicalRecord
        permits PatientRecord,
                RecordedCondition,
                PerformedProcedure,
                OutcomeObservation,
                RecordedEncounter,
                MedicationOrder {
    SourceRef ref();
}
