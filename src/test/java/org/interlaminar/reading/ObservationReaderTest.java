package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.reading.Read.coded;
import static org.interlaminar.reading.Read.concept;
import static org.interlaminar.reading.Read.said;

import java.math.BigDecimal;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.OutcomeObservation.Component;
import org.junit.jupiter.api.Test;

class ObservationReaderTest {
    @Test
    void readsComponentsThatHaveANumber() throws Unreadable {
        OutcomeObservation read = observation(
                """
                "component":[{"valueQuantity":{"value":3.0},"code":%1$s},{"code":%1$s,"valueInteger":4},
                {"code":%1$s,"valueString":"none"}]"""
                        .formatted(concept("s", "item")));
        assertThat(read.components())
                .containsExactly(
                        new Component(coded("s", "item"), new BigDecimal("3.0")),
                        new Component(coded("s", "item"), new BigDecimal("4")));
        assertThat(read.value()).isNull();
    }

    @Test
    void readsAValueInWordsOrCodesBeforeTheNotes() throws Unreadable {
        assertThat(observation("\"note\":[{\"text\":\"seen\"}],\"valueString\":\"grade B\"")
                        .said())
                .isEqualTo(said("grade B", "seen"));
        assertThat(observation("\"valueCodeableConcept\":" + concept("s", "severe"))
                        .said())
                .isEqualTo(coded("s", "severe"));
        assertThat(observation("\"valueBoolean\":false").said()).isEqualTo(said("false"));
        assertThat(observation("\"valueString\":\" \"").said()).isEqualTo(said());
    }

    @Test
    void namesTheQuestionnairesItWasDerivedFrom() throws Unreadable {
        OutcomeObservation read = observation(
                """
                "derivedFrom":[{"reference":"QuestionnaireResponse/q1"},{"reference":"Observation/o1"},
                {"reference":"urn:uuid:1"},{"reference":"urn:uuid:2","type":"QuestionnaireResponse"}]""");
        assertThat(read.questionnaires()).containsExactly("q1", "2");
        assertThat(read.fromQuestionnaire()).isTrue();
    }

    @Test
    void aComponentThatIsNoNumberNamesItsElement() {
        assertThatThrownBy(() -> observation("\"component\":[{\"valueQuantity\":{\"value\":\"a lot\"}}]"))
                .hasMessage("Observation.component.valueQuantity.value is no number a score can have");
        assertThatThrownBy(() -> observation("\"valueInteger\":\"" + "9".repeat(1 << 20) + "\""))
                .hasMessage("Observation.valueInteger is no number a score can have");
    }

    private static OutcomeObservation observation(String elements) throws Unreadable {
        return Read.as(OutcomeObservation.class, "Observation", elements);
    }
}
