package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.ICD10CM;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.reading.Read.coded;
import static org.interlaminar.reading.Read.concept;

import org.interlaminar.clinical.RecordedEncounter;
import org.junit.jupiter.api.Test;

class EncounterReaderTest {
    @Test
    void readsKindReasonAndDiagnoses() throws Unreadable {
        RecordedEncounter visit = Read.as(
                RecordedEncounter.class,
                "Encounter",
                """
                "serviceType":%1$s,"type":[{"text":"Pain clinic visit"}],"reasonCode":[%2$s],
                "reasonReference":[{"reference":"Condition/c3"}],
                "diagnosis":[{"condition":{"reference":"Condition/c1"},"rank":1},{"condition":{"reference":"Procedure/p"}},
                {"condition":{"reference":"Condition/c2"}}]"""
                        .formatted(concept(SNOMED, "394882004"), concept(ICD10CM, "M54.5")));
        assertThat(visit.type()).isEqualTo(coded(SNOMED, "394882004", "Pain clinic visit"));
        assertThat(visit.reason()).isEqualTo(coded(ICD10CM, "M54.5"));
        assertThat(visit.diagnoses()).containsExactly("c1", "c2", "c3");
    }

    @Test
    void readsTheSameInTheFormsOfRelease5() throws Unreadable {
        RecordedEncounter visit = Read.as(
                RecordedEncounter.class,
                "Encounter",
                """
                "serviceType":[{"concept":%1$s}],"type":[{"text":"Pain clinic visit"}],
                "reason":[{"use":[{"text":"chief"}],"value":[{"concept":%2$s},{"reference":{"reference":"Condition/c3"}}]}],
                "diagnosis":[{"condition":[{"reference":{"reference":"Condition/c1"}},
                {"reference":{"reference":"Condition/c2","display":"stenosis"}}]}]"""
                        .formatted(concept(SNOMED, "394882004"), concept(ICD10CM, "M54.5")));
        assertThat(visit.type()).isEqualTo(coded(SNOMED, "394882004", "Pain clinic visit"));
        assertThat(visit.reason()).isEqualTo(coded(ICD10CM, "M54.5"));
        assertThat(visit.diagnoses()).containsExactly("c1", "c2", "c3");
    }
}
