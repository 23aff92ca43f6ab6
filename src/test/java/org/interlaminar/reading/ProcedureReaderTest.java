package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.ICD10CM;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.reading.Read.coded;
import static org.interlaminar.reading.Read.concept;

import java.util.List;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.PerformedProcedure.Circumstances;
import org.junit.jupiter.api.Test;

class ProcedureReaderTest {
    @Test
    void readsWhyWhatWentWrongAndWhatWasUsed() throws Unreadable {
        Circumstances read = circumstances(
                """
                "reasonCode":[%1$s],"reasonReference":[{"reference":"Condition/c1"},{"reference":"Observation/o1"}],
                "complication":[%2$s],"complicationDetail":[{"reference":"https://ehr.example/Condition/c2/_history/1"}],
                "usedCode":[{"text":"trocar"}],"usedReference":[{"reference":"Device/d1","display":"kit"}],
                "focalDevice":[{"manipulated":{"reference":"Device/d2","display":"spacer"},"action":%3$s}]"""
                        .formatted(concept(ICD10CM, "M48062"), concept(ICD10CM, "G97.41"), concept(SNOMED, "1")));
        assertThat(read.reason()).isEqualTo(coded(ICD10CM, "M48.062"));
        assertThat(read.reasonConditions()).containsExactly("c1");
        assertThat(read.complication()).isEqualTo(coded(ICD10CM, "G97.41"));
        assertThat(read.complicationConditions()).containsExactly("c2");
        assertThat(read.used().texts()).containsExactly("trocar", "kit", "spacer");
        assertThat(read.used().codes()).containsExactly(new Code(SNOMED, "1"));
        assertThat(read.devices()).containsExactly("d1", "d2");
    }

    @Test
    void readsTheSameInTheFormsOfRelease5() throws Unreadable {
        Circumstances read = circumstances(
                """
                "reason":[{"concept":%1$s},{"reference":{"reference":"Condition/c1","display":"stenosis"}}],
                "complication":[{"concept":%2$s,"reference":{"reference":"Condition/c2"}}],
                "used":[{"concept":{"text":"trocar"}},{"reference":{"reference":"Device/d1","display":"kit"}}]"""
                        .formatted(concept(ICD10CM, "M48062"), concept(ICD10CM, "G97.41")));
        assertThat(read.reason()).isEqualTo(coded(ICD10CM, "M48.062"));
        assertThat(read.reasonConditions()).containsExactly("c1");
        assertThat(read.complication()).isEqualTo(coded(ICD10CM, "G97.41"));
        assertThat(read.complicationConditions()).containsExactly("c2");
        assertThat(read.used().texts()).containsExactly("trocar", "kit");
        assertThat(read.devices()).containsExactly("d1");
    }

    @Test
    void withoutThemThereAreNoCircumstances() throws Unreadable {
        assertThat(circumstances("\"status\":\"completed\"")).isEqualTo(Circumstances.NONE);
        assertThat(circumstances(
                        "\"reasonCode\":7,\"complication\":[[1]],\"usedReference\":\"x\",\"focalDevice\":[null,[]]"))
                .isEqualTo(Circumstances.NONE);
    }

    @Test
    void aReferenceIsToAConditionUnlessItSaysOtherwise() throws Unreadable {
        Circumstances read = circumstances(
                """
                "reasonReference":[{"reference":"urn:uuid:1","type":"Observation"},{"reference":"urn:uuid:2"},
                {"reference":"#inside"},{"display":"no reference"},{"type":"Condition"}]""");
        assertThat(read.reasonConditions()).isEqualTo(List.of("2"));
    }

    private static Circumstances circumstances(String elements) throws Unreadable {
        return Read.as(PerformedProcedure.class, "Procedure", elements).circumstances();
    }
}
