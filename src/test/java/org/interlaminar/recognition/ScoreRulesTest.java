package org.interlaminar.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.LOINC;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.SPINE_PROMS;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAgo;
import static org.interlaminar.fixture.PatientStory.inMonth;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.undated;

import java.math.BigDecimal;
import java.util.Optional;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.Terminology.Route;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.fixture.When;
import org.interlaminar.recognition.ScoreRules.Answered;
import org.interlaminar.recognition.ScoreRules.Impossible;
import org.interlaminar.recognition.ScoreRules.NotAScore;
import org.interlaminar.recognition.ScoreRules.Scored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreRulesTest {
    private static final When SOME_DAY = daysAgo(30);

    private final ScoreRules rules = new ScoreRules(Profiles.terminology());

    @ParameterizedTest
    @EnumSource(OdiScale.class)
    void anOswestryScoreInPercentIsItself(OdiScale ofSource) {
        for (String unit : new String[] {"%", "percent", "Percentage"}) {
            assertOdi(aPatient().withOdi(42, SOME_DAY).unit(unit), ofSource, "42", "percent");
        }
    }

    @ParameterizedTest
    @EnumSource(OdiScale.class)
    void anOswestryScoreOfFiftyIsConverted(OdiScale ofSource) {
        assertOdi(aPatient().withRawOdi(21, SOME_DAY), ofSource, "42", "percent");
        assertOdi(aPatient().withRawOdi(50, SOME_DAY), ofSource, "100", "percent");
        assertOdi(aPatient().withOdiOfUnknownScale(21, SOME_DAY).unit("points of 50"), ofSource, "42", "percent");
        assertOdi(aPatient().withOdiOfUnknownScale(21, SOME_DAY).said("ODI score (/ 50)"), ofSource, "42", "percent");
        assertThat(recognise(aPatient().withRawOdi(51, SOME_DAY), ofSource)).isInstanceOf(Impossible.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = OdiScale.class,
            names = {"PERCENT", "UNKNOWN"})
    void anythingAboveFiftyIsPercent(OdiScale ofSource) {
        assertOdi(aPatient().withOdiOfUnknownScale(51, SOME_DAY), ofSource, "51", "percent");
        assertOdi(aPatient().withOdiOfUnknownScale(50.5, SOME_DAY).unit("{score}"), ofSource, "50.5", "percent");
        assertOdi(aPatient().withOdiOfUnknownScale(100, SOME_DAY), ofSource, "100", "percent");
    }

    @Test
    void upToFiftyWithoutAUnitOnlyTheSourceKnows() {
        for (PatientStory story : new PatientStory[] {
            aPatient().withOdiOfUnknownScale(42, SOME_DAY),
            aPatient().withOdiOfUnknownScale(42, SOME_DAY).unit("{score}")
        }) {
            assertOdi(story, OdiScale.UNKNOWN, "42", "scale_unknown");
            assertOdi(story, OdiScale.PERCENT, "42", "percent");
            assertOdi(story, OdiScale.RAW, "84", "percent");
        }
        assertOdi(aPatient().withOdiOfUnknownScale(50, SOME_DAY), OdiScale.UNKNOWN, "50", "scale_unknown");
        assertOdi(aPatient().withOdiOfUnknownScale(0, SOME_DAY), OdiScale.UNKNOWN, "0", "scale_unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.1", "-0.5", "420"})
    void anOswestryScoreOutOfRangeIsImpossible(String value) {
        assertThat(recognise(aPatient().withOdi(new BigDecimal(value), SOME_DAY), OdiScale.UNKNOWN))
                .isInstanceOf(Impossible.class);
    }

    @Test
    void painIsKeptApartBySite() {
        assertScored(aPatient().withPain(6, SOME_DAY).inTheBack(), "NRS", "back");
        assertScored(aPatient().withPain(6, SOME_DAY).bodySite(SNOMED, "37822005"), "NRS", "back");
        assertScored(aPatient().withPain(6, SOME_DAY).inTheLeg(), "NRS", "leg");
        assertScored(aPatient().withPain(6, SOME_DAY), "NRS", "unspecified");
        assertScored(aPatient().withPain(6, SOME_DAY).bodySite(SNOMED, "69536005"), "NRS", "unspecified");
    }

    @Test
    void aNursingVitalSignIsNoOutcomeScore() {
        assertThat(recognise(aPatient().withPain(2, SOME_DAY).asVitalSign().inTheLeg(), OdiScale.UNKNOWN))
                .isInstanceOfSatisfying(
                        NotAScore.class, no -> assertThat(no.reason()).contains("nursing vital sign"));
        assertScored(aPatient().withPain(2, SOME_DAY).asVitalSign().inTheLeg().fromQuestionnaire(), "NRS", "leg");
    }

    @ParameterizedTest
    @CsvSource({"0,true", "10,true", "10.5,false", "-1,false", "11,false"})
    void painGoesFromNoneToTen(String value, boolean possible) {
        Answered answer = recognise(aPatient().withPain(new BigDecimal(value), SOME_DAY), OdiScale.UNKNOWN);
        assertThat(answer).isInstanceOf(possible ? Scored.class : Impossible.class);
    }

    @ParameterizedTest
    @CsvSource({
        "symptom-severity,1,true", "symptom-severity,5,true", "symptom-severity,5.1,false",
                "symptom-severity,0.9,false",
        "physical-function,1,true", "physical-function,4,true", "physical-function,4.1,false", "satisfaction,4,true",
        "satisfaction,4.1,false", "satisfaction,0,false"
    })
    void claudicationDomainsHaveTheirOwnRanges(String domain, String value, boolean possible) {
        PatientStory story = aPatient().withZcq(domain, new BigDecimal(value), SOME_DAY);
        assertThat(recognise(story, OdiScale.UNKNOWN)).isInstanceOf(possible ? Scored.class : Impossible.class);
        if (possible) {
            assertThat(assertScored(story, "ZCQ", domain).evidence().match()).satisfies(match -> {
                assertThat(match.route()).isEqualTo(Route.SITE_MAP);
                assertThat(match.recorded().system()).isEqualTo(SPINE_PROMS);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"registered", "preliminary", "cancelled", "entered-in-error", "unknown"})
    void onlyFinalObservationsCount(String status) {
        assertThat(recognise(aPatient().withOdi(42, SOME_DAY).status(status), OdiScale.UNKNOWN))
                .isInstanceOf(NotAScore.class);
        assertThat(recognise(aPatient().withOdi(420, SOME_DAY).status(status), OdiScale.UNKNOWN))
                .isInstanceOf(NotAScore.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"final", "amended", "corrected"})
    void amendedAndCorrectedObservationsCount(String status) {
        assertThat(recognise(aPatient().withOdi(42, SOME_DAY).status(status), OdiScale.UNKNOWN))
                .isInstanceOf(Scored.class);
    }

    @Test
    void aScoreNeedsADayAndANumber() {
        for (When when : new When[] {undated(), inYear(2025), inMonth(2025, 3)}) {
            assertThat(recognise(aPatient().withOdi(42, when), OdiScale.UNKNOWN))
                    .isInstanceOf(NotAScore.class);
        }
        assertThat(recognise(
                        aPatient().withOdi(42, SOME_DAY).changed(node -> node.remove("valueQuantity")),
                        OdiScale.UNKNOWN))
                .isInstanceOf(NotAScore.class);
    }

    @Test
    void otherObservationsSayNothing() {
        assertThat(rules.recognise(
                        Profiles.last(
                                OutcomeObservation.class, aPatient().withObservation(LOINC, "8480-6", 120, SOME_DAY)),
                        OdiScale.UNKNOWN,
                        null))
                .isEmpty();
    }

    private void assertOdi(PatientStory story, OdiScale ofSource, String value, String unit) {
        assertThat(recognise(story, ofSource)).as(story.ndjson()).isInstanceOfSatisfying(Scored.class, scored -> {
            assertThat(scored.instrument().name()).isEqualTo("ODI");
            assertThat(scored.value()).isEqualByComparingTo(value);
            assertThat(scored.unit()).isEqualTo(unit);
        });
    }

    private Scored assertScored(PatientStory story, String instrument, String component) {
        Answered answer = recognise(story, OdiScale.UNKNOWN);
        assertThat(answer).as(story.ndjson()).isInstanceOfSatisfying(Scored.class, scored -> {
            assertThat(scored.instrument().name()).isEqualTo(instrument);
            assertThat(scored.instrument().component()).isEqualTo(component);
        });
        return (Scored) answer;
    }

    private Answered recognise(PatientStory story, OdiScale ofSource) {
        Optional<Answered> answer = rules.recognise(Profiles.last(OutcomeObservation.class, story), ofSource, null);
        return answer.orElseThrow(() -> new AssertionError("not one of our instruments: " + story.ndjson()));
    }
}
