package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.reading.Read.day;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.interlaminar.clinical.AnsweredQuestionnaire;
import org.interlaminar.clinical.AnsweredQuestionnaire.Answer;
import org.interlaminar.clinical.Code;
import org.interlaminar.fixture.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionnaireResponseReaderTest {
    private static final String FORM = "\"questionnaire\":\"http://forms.example/q|2\"";
    private static final FhirProfiles PROFILES = profiles();

    @Test
    void readsAnswersAtAnyDepthThatTheQuestionnaireNames() throws Unreadable {
        String items =
                """
                "item":[{"linkId":"group","item":[{"linkId":"1","answer":[{"valueInteger":3,
                "item":[{"linkId":"2","answer":[{"valueDecimal":0.5}]}]}],"item":[{"linkId":"3","answer":[{"valueInteger":1}]}]}]},
                {"linkId":"unknown","answer":[{"valueInteger":9}]},{"linkId":"2"}]""";
        for (String elements : new String[] {FORM + "," + items, items + "," + FORM}) {
            assertThat(answered(elements).answers())
                    .containsExactly(answer("1", "3"), answer("2", "0.5"), answer("3", "1"));
        }
    }

    @Test
    void readsWhoseItIsAndWhen() throws Unreadable {
        AnsweredQuestionnaire read = answered(
                FORM
                        + ",\"status\":\"completed\",\"authored\":\"2025-01-02\",\"encounter\":{\"reference\":\"Encounter/e1\"}");
        assertThat(read.status()).isEqualTo("completed");
        assertThat(read.questionnaire()).isEqualTo("http://forms.example/q");
        assertThat(read.authored()).isEqualTo(day("2025-01-02"));
        assertThat(read.encounter()).isEqualTo("e1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"valueInteger\":4 | 4",
                "\"valueDecimal\":2.50 | 2.50",
                "\"valueQuantity\":{\"value\":7,\"unit\":\"x\"} | 7",
                "\"valueBoolean\":true | 1",
                "\"valueBoolean\":false | 0",
                "\"valueCoding\":{\"code\":\"2\"} | 2",
                "\"valueCoding\":{\"code\":\"LA6568-5\"} |",
                "\"valueCoding\":{\"code\":\"373066001\"} |",
                "\"valueCoding\":{\"code\":\"9\",\"extension\":[{\"url\":\"http://other.example\",\"valueDecimal\":8},"
                        + "{\"valueDecimal\":3,\"url\":\"http://hl7.org/fhir/StructureDefinition/ordinalValue\"}]} | 3",
                "\"valueCoding\":{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/itemWeight\","
                        + "\"valueDecimal\":1}],\"code\":\"x\"} | 1",
                "\"valueString\":\"much\" |"
            })
    void readsTheNumberOfAnAnswer(String answer, String value) throws Unreadable {
        assertThat(answered(FORM + ",\"item\":[{\"linkId\":\"1\",\"answer\":[{" + answer + "}]}]")
                        .answers())
                .containsExactly(answer("1", value));
    }

    @Test
    void aFormNobodyMappedHasNoAnswers() throws Unreadable {
        String items = "\"item\":[{\"linkId\":\"1\",\"answer\":[{\"valueInteger\":4}]}]";
        assertThat(answered(items).answers()).isEmpty();
        assertThat(answered("\"questionnaire\":\"http://forms.example/other\"," + items)
                        .answers())
                .isEmpty();
    }

    @Test
    void anAnswerThatIsNoNumberNamesItsElement() {
        assertThatThrownBy(() ->
                        answered(FORM + ",\"item\":[{\"linkId\":\"1\",\"answer\":[{\"valueInteger\":\"four\"}]}]"))
                .hasMessage("QuestionnaireResponse.item.answer.valueInteger is no number a score can have");
    }

    @Test
    void nestingWithoutEndIsSetAside() {
        String deep = "\"item\":[{\"linkId\":\"1\",".repeat(300);
        assertThatThrownBy(() -> answered(FORM + "," + deep + "\"x\":1" + "}]".repeat(300)))
                .isInstanceOfSatisfying(
                        Unreadable.class, e -> assertThat(e.why()).isEqualTo(Unreadable.Cause.BAD_JSON));
    }

    private static Answer answer(String linkId, String value) {
        return new Answer(new Code("urn:item", "i" + linkId), linkId, value == null ? null : new BigDecimal(value));
    }

    private static AnsweredQuestionnaire answered(String elements) throws Unreadable {
        return Read.as(PROFILES, AnsweredQuestionnaire.class, "QuestionnaireResponse", elements);
    }

    private static FhirProfiles profiles() {
        TreeMap<String, byte[]> files = new TreeMap<>(Profiles.files("confidentiality"));
        files.put(
                "Questionnaire-q.json",
                """
                {"resourceType":"Questionnaire","url":"http://forms.example/q","item":[
                {"linkId":"1","code":[{"system":"urn:item","code":"i1"}]},
                {"linkId":"2","code":[{"system":"urn:item","code":"i2"}]},
                {"linkId":"3","code":[{"system":"urn:item","code":"i3"}]}]}"""
                        .getBytes(StandardCharsets.UTF_8));
        return new FhirProfiles(files);
    }
}
