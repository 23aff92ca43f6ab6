package org.interlaminar.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.LOINC;
import static org.interlaminar.fixture.PatientStory.OUTCOME;
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
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.Terminology.Route;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.fixture.When;
import org.interlaminar.recognition.ScoreRules.Answered;
import org.interlaminar.recognition.ScoreRules.Impossible;
import org.interlaminar.recognition.ScoreRules.Milestone;
import org.interlaminar.recognition.ScoreRules.NotAScore;
import org.interlaminar.recognition.ScoreRules.Scored;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreRulesTest {
    private static final When SOME_DAY = daysAgo(30);
    private static final String ITEMS = "urn:site";

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
        assertThat(rules().recognise(
                                Profiles.last(
                                        OutcomeObservation.class,
                                        aPatient().withObservation(LOINC, "8480-6", 120, SOME_DAY)),
                                OdiScale.UNKNOWN,
                                null))
                .isEmpty();
    }

    @ParameterizedTest(name = "{1} {2} {3} is {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                LOINC + ",38214-3, 55,   mm,            VAS,     unspecified,       55,    of-100",
                LOINC + ",38214-3, 7,    mm,            VAS,     unspecified,       7,     of-100",
                LOINC + ",38214-3, 7,    cm,            VAS,     unspecified,       7,     of-10",
                LOINC + ",38214-3, 10,   -,             VAS,     unspecified,       10,    scale_unknown",
                LOINC + ",38214-3, 10.5, -,             VAS,     unspecified,       10.5,  of-100",
                LOINC + ",38208-5, 6,    /10,           NRS,     unspecified,       6,     score",
                OUTCOME + ",nrs-back, 6, -,             NRS,     back,              6,     score",
                OUTCOME + ",nrs-leg, 6,  {score},       NRS,     leg,               6,     score",
                LOINC + ",77874-6, 20,   -,             PROMIS,  physical-function, 20,    scale_unknown",
                LOINC + ",77874-6, 20.1, -,             PROMIS,  physical-function, 20.1,  t-score",
                LOINC + ",71961-7, 60,   {Tscore},      PROMIS,  pain-interference, 60,    t-score",
                SNOMED + ",736534008, -0.2, -,          EQ-5D,   index,             -0.2,  index",
                SNOMED + ",736535009, 70, -,            EQ-5D,   vas,               70,    score",
                LOINC + ",64098-7, 180,  m,             walking, distance,          180,   m",
                LOINC + ",64098-7, 1000, [ft_i],        walking, distance,          304.8, m",
                LOINC + ",64098-7, 180,  -,             walking, distance,          180,   scale_unknown",
                OUTCOME + ",walking-tolerance, 90, s,   walking, tolerance,         90,    s",
                OUTCOME + ",walking-tolerance, 6, min,  walking, tolerance,         360,   s"
            })
    void everyInstrumentIsKnownByItsCodeAndScale(
            String system,
            String code,
            BigDecimal value,
            String unit,
            String instrument,
            String component,
            BigDecimal scored,
            String scale) {
        PatientStory story =
                aPatient().withObservation(system, code, value, SOME_DAY).survey();
        assertThat(assertScored(unit == null ? story : story.unit(unit), instrument, component))
                .satisfies(score -> {
                    assertThat(score.value()).isEqualByComparingTo(scored);
                    assertThat(score.unit()).isEqualTo(scale);
                    assertThat(score.fromItems()).isFalse();
                });
    }

    @Test
    void theWordsBesideACodeMaySayTheScale() {
        PatientStory odi = aPatient().withOdiOfUnknownScale(42, SOME_DAY);
        assertOdi(odi.said("Oswestry score"), OdiScale.UNKNOWN, "42", "scale_unknown");
        PatientStory visual = aPatient().withObservation(LOINC, "38214-3", 7, SOME_DAY);
        assertThat(assertScored(visual.said("Pain VAS"), "VAS", "unspecified").unit())
                .isEqualTo("scale_unknown");
        assertThat(assertScored(visual.said("Pain VAS 0-10"), "VAS", "unspecified")
                        .unit())
                .isEqualTo("of-10");
        assertThat(assertScored(visual.said("Pain VAS (0 - 100)"), "VAS", "unspecified")
                        .unit())
                .isEqualTo("of-100");
    }

    @ParameterizedTest(name = "{1} in {2}")
    @CsvSource({
        LOINC + ",97909-6,kg",
        LOINC + ",72514-3,cm",
        LOINC + ",38214-3,kg",
        LOINC + ",71961-7,%",
        LOINC + ",64098-7,kg",
        OUTCOME + ",walking-tolerance,m"
    })
    void aUnitThatTheInstrumentCannotHaveIsImpossible(String system, String code, String unit) {
        assertThat(recognise(
                        aPatient()
                                .withObservation(system, code, 6, SOME_DAY)
                                .survey()
                                .unit(unit),
                        OdiScale.UNKNOWN))
                .isInstanceOfSatisfying(
                        Impossible.class, no -> assertThat(no.cause()).isEqualTo("unit-contradicts-code"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        LOINC + ",97908-8",
        LOINC + ",97909-6",
        LOINC + ",72514-3",
        LOINC + ",38214-3",
        LOINC + ",77874-6",
        LOINC + ",64098-7",
        OUTCOME + ",nrs-leg"
    })
    void withoutANumberThereIsNoScore(String system, String code) {
        assertThat(recognise(
                        aPatient()
                                .withObservation(system, code, 6, SOME_DAY)
                                .survey()
                                .withoutValue(),
                        OdiScale.UNKNOWN))
                .isInstanceOfSatisfying(
                        NotAScore.class, no -> assertThat(no.reason()).contains("no number"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        LOINC + ",38221-8,another scale of pain",
        LOINC + ",71960-9,a raw sum or another measure",
        LOINC + ",38208-5,a severity of pain on a scale it does not tell"
    })
    void aNeighbouringMeasureIsNoScoreAndSaysWhy(String system, String code, String reason) {
        assertThat(recognise(
                        aPatient().withObservation(system, code, 4, SOME_DAY).survey(), OdiScale.UNKNOWN))
                .isInstanceOfSatisfying(
                        NotAScore.class, no -> assertThat(no.reason()).isEqualTo(reason));
    }

    @Test
    void aMilestoneIsReachedOrNot() {
        for (String activity : new String[] {"light-activity", "strenuous-activity"}) {
            assertThat(recognise(aPatient().withObservation(OUTCOME, activity, 1, SOME_DAY), OdiScale.UNKNOWN))
                    .isInstanceOfSatisfying(Milestone.class, reached -> assertThat(reached.type())
                            .isEqualTo(activity));
            assertThat(recognise(aPatient().withObservation(OUTCOME, activity, 0, SOME_DAY), OdiScale.UNKNOWN))
                    .isInstanceOf(NotAScore.class);
        }
    }

    @Test
    void anOswestryPanelIsAddedUpFromItsItems() {
        assertOdi(panel().components(ITEMS, "odi", 1, 2, 3, 2, 1), OdiScale.UNKNOWN, "36", "percent");
        assertOdi(panel().components(ITEMS, "odi", 5, 5, 5, 5, 5), OdiScale.UNKNOWN, "100", "percent");
        assertOdi(panel().components(ITEMS, "odi", 0, 0, 0, 0, 0, 0), OdiScale.UNKNOWN, "0", "percent");
        assertThat(recognise(panel().components(ITEMS, "odi", 1, 2, 3, 2), OdiScale.UNKNOWN))
                .isInstanceOf(NotAScore.class);
        assertThat(recognise(panel().components(ITEMS, "odi", 1, 2, 3, 2, 6), OdiScale.UNKNOWN))
                .isInstanceOf(Impossible.class);
        assertThat(recognise(panel().components(ITEMS, "odi", 1, 2, 3, 2, -1), OdiScale.UNKNOWN))
                .isInstanceOf(Impossible.class);
    }

    @Test
    void theScoreOfAnOswestryPanelIsNoneOfItsItems() {
        assertOdi(panel().components(LOINC, "97909-6", 62), OdiScale.UNKNOWN, "62", "percent");
        Answered both = recognise(
                panel().components(LOINC, "97909-6", 62).components(ITEMS, "odi", 1, 2, 3, 2, 1), OdiScale.UNKNOWN);
        assertThat(both).isInstanceOfSatisfying(Scored.class, scored -> {
            assertThat(scored.value()).isEqualByComparingTo("62");
            assertThat(scored.recomputed().value()).isEqualByComparingTo("36");
            assertThat(scored.recomputed().itemSum()).isEqualByComparingTo("9");
        });
    }

    @ParameterizedTest
    @CsvSource({"Pain clinic,true", "Spine center visit,true", "Eye clinic,false", "Spine,false"})
    void painAtAPainOrSpineClinicCounts(String visit, boolean counts) {
        PatientStory story = aPatient()
                .withEncounter("AMB", SOME_DAY, SOME_DAY)
                .ofType(visit)
                .withPain(6, SOME_DAY)
                .asVitalSign();
        RecordedEncounter encounter = Profiles.last(RecordedEncounter.class, story);
        assertThat(rules().isSpineClinic(encounter)).isEqualTo(counts);
        assertThat(rules().isSpineClinic(null)).isFalse();
        assertThat(rules().recognise(Profiles.last(OutcomeObservation.class, story), OdiScale.UNKNOWN, encounter))
                .get()
                .isInstanceOf(counts ? Scored.class : NotAScore.class);
    }

    private static PatientStory panel() {
        return aPatient()
                .withObservation(LOINC, "97908-8", 0, SOME_DAY)
                .survey()
                .withoutValue();
    }

    /** Made for each answer, so that every test asks the list of rules too. */
    private static ScoreRules rules() {
        return new ScoreRules(Profiles.terminology());
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
        Optional<Answered> answer = rules().recognise(Profiles.last(OutcomeObservation.class, story), ofSource, null);
        return answer.orElseThrow(() -> new AssertionError("not one of our instruments: " + story.ndjson()));
    }
}
