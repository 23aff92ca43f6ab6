package org.interlaminar.clinical;

/** What one landed resource version says, in our words. */
public sealed interface ClinicalRecord
        permits PatientRecord,
                RecordedCondition,
                PerformedProcedure,
                BilledServices,
                OrderedService,
                OutcomeObservation,
                AnsweredQuestionnaire,
                ImagingReport,
                RecordedEncounter,
                MedicationUse,
                RecordedDrug,
                RecordedDevice,
                RecordedAdverseEvent {
    SourceRef ref();
}
