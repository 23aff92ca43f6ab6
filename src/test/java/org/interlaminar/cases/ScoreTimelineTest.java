package org.interlaminar.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.cases.Assembled.DEFAULTS;
import static org.interlaminar.cases.Assembled.from;
import static org.interlaminar.cases.Assembled.score;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.at;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.When;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTimelineTest {
    private static final When INDEX = on("2020-06-15");
    private static final When TIMED_INDEX = at("2020-06-15T10:00:00-04:00");

    @ParameterizedTest
    @CsvSource({
        "-91,unscheduled",
        "-90,baseline",
        "-1,baseline",
        "0,baseline",
        "1,unscheduled",
        "4,unscheduled",
        "5,2-weeks",
        "21,2-weeks",
        "22,unscheduled",
        "27,unscheduled",
        "28,6-weeks",
        "63,6-weeks",
        "64,3-months",
        "135,3-months",
        "136,6-months",
        "270,6-months",
        "271,12-months",
        "545,12-months",
        "546,24-months",
        "910,24-months",
        "911,36-months",
        "1275,36-months",
        "1276,48-months",
        "1639,48-months",
        "1640,60-months",
        "2010,60-months",
        "2011,unscheduled"
    })
    void everyWindowHasItsFirstAndLastDay(int day, String window) {
        PersonCase one = from(aPatient().afterMildProcedure(INDEX).withOdi(40, daysAfterIndex(day)));
        assertThat(one.scores()).singleElement().satisfies(score -> {
            assertThat(score.day()).isEqualTo(day);
            assertThat(score.window()).isEqualTo(window);
            assertThat(score.chosen()).isEqualTo(!window.equals("unscheduled"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "14,5,21",
        "42,28,63",
        "91,64,135",
        "182,136,270",
        "365,271,545",
        "730,546,910",
        "1095,911,1275",
        "1460,1276,1639",
        "1826,1640,2010"
    })
    void theNearestToTheTargetIsChosenAndTiesGoToTheEarlier(int target, int first, int last) {
        PersonCase nearest = from(aPatient()
                .afterMildProcedure(INDEX)
                .withOdi(61, daysAfterIndex(first))
                .withOdi(62, daysAfterIndex(target + 2))
                .withOdi(63, daysAfterIndex(last)));
        assertThat(nearest.scores().stream().filter(OutcomeScore::chosen)).containsExactly(score(nearest, 62));
        PersonCase tied = from(aPatient()
                .afterMildProcedure(INDEX)
                .withOdi(62, daysAfterIndex(target + 3))
                .withOdi(61, daysAfterIndex(target - 3)));
        assertThat(tied.scores().stream().filter(OutcomeScore::chosen)).containsExactly(score(tied, 61));
    }

    @Test
    void theLastValueBeforeTheProcedureIsBaseline() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(INDEX)
                .withOdi(70, daysBeforeIndex(2))
                .withOdi(71, daysBeforeIndex(40))
                .withOdi(72, daysBeforeIndex(90)));
        assertThat(one.scores().stream().filter(OutcomeScore::chosen)).containsExactly(score(one, 70));
    }

    @Test
    void aTimedScoreOfTheDayIsBaselineOnlyBeforeTheStart() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(TIMED_INDEX)
                .withOdi(70, at("2020-06-15T09:59:59-04:00"))
                .withOdi(40, at("2020-06-15T10:00:00-04:00"))
                .withOdi(41, at("2020-06-15T11:00:00-04:00")));
        assertThat(score(one, 70).window()).isEqualTo("baseline");
        assertThat(score(one, 40).window()).isEqualTo("unscheduled");
        assertThat(score(one, 41).window()).isEqualTo("unscheduled");
        assertThat(score(one, 70).chosen()).isTrue();
    }

    @Test
    void anUntimedScoreOfTheDayIsBaseline() {
        for (When index : new When[] {INDEX, TIMED_INDEX}) {
            PersonCase one = from(aPatient()
                    .afterMildProcedure(index)
                    .withOdi(70, daysBeforeIndex(1))
                    .withOdi(60, daysAfterIndex(0)));
            assertThat(score(one, 60).window()).isEqualTo("baseline");
            assertThat(score(one, 60).chosen()).isTrue();
            assertThat(score(one, 70).chosen()).isFalse();
        }
        PersonCase untimedIndex =
                from(aPatient().afterMildProcedure(INDEX).withOdi(60, at("2020-06-15T23:00:00-04:00")));
        assertThat(score(untimedIndex, 60).window()).isEqualTo("baseline");
    }

    @Test
    void instrumentsAndComponentsAreChosenApart() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(INDEX)
                .withOdi(60, daysAfterIndex(91))
                .withPain(5, daysAfterIndex(91))
                .inTheBack()
                .withPain(4, daysAfterIndex(91))
                .inTheLeg()
                .withPain(6, daysAfterIndex(91))
                .withZcq("symptom-severity", 3, daysAfterIndex(91))
                .withZcq("physical-function", 2, daysAfterIndex(91)));
        assertThat(one.scores()).hasSize(6).allMatch(OutcomeScore::chosen);
    }

    @Test
    void withoutAnIndexScoresStandWithoutAPlace() {
        PersonCase one = from(aPatient().withLumbarStenosis().withOdi(60, on("2020-01-01")));
        assertThat(one.scores()).singleElement().satisfies(score -> {
            assertThat(score.indexNo()).isNull();
            assertThat(score.day()).isNull();
            assertThat(score.window()).isNull();
            assertThat(score.chosen()).isFalse();
        });
    }

    @Test
    void failureBeginsOnTheDayOfTheReinterventionAlsoInsideAWindow() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(INDEX)
                .withOdi(60, daysAfterIndex(300))
                .withLaminectomy(daysAfterIndex(301))
                .withOdi(61, daysAfterIndex(301))
                .withOdi(62, daysAfterIndex(400)));
        assertThat(score(one, 60).afterReintervention()).isFalse();
        assertThat(score(one, 61).afterReintervention()).isTrue();
        assertThat(score(one, 62).afterReintervention()).isTrue();
    }

    @Test
    void whetherAnInjectionIsFailureIsASetting() {
        PatientStory story = aPatient()
                .afterMildProcedure(INDEX)
                .withEpiduralInjection(daysAfterIndex(100))
                .withOdi(60, daysAfterIndex(182));
        assertThat(score(from(story), 60).afterReintervention()).isTrue();
        CaseSettings surgeryOnly = new CaseSettings(DEFAULTS.windows(), false, DEFAULTS.odiScale());
        assertThat(score(from(story, surgeryOnly), 60).afterReintervention()).isFalse();
        assertThat(score(from(story.withFusion(daysAfterIndex(120)), surgeryOnly), 60)
                        .afterReintervention())
                .isTrue();
    }

    @Test
    void surgeryBeforeTheIndexIsNoFailure() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(INDEX)
                .withLaminectomy(daysBeforeIndex(400))
                .withOdi(60, daysAfterIndex(182)));
        assertThat(score(one, 60).afterReintervention()).isFalse();
    }

    @Test
    void aScoreBackWithinTheThresholdAfterAResponseIsALostResponse() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(INDEX)
                .withOdi(60, daysBeforeIndex(5))
                .withOdi(51, daysAfterIndex(14))
                .withOdi(50, daysAfterIndex(42))
                .withOdi(52, daysAfterIndex(91))
                .withOdi(49, daysAfterIndex(182)));
        assertThat(score(one, 51).lostResponse()).isFalse();
        assertThat(score(one, 50).lostResponse()).isFalse();
        assertThat(score(one, 52).lostResponse()).isTrue();
        assertThat(score(one, 49).lostResponse()).isFalse();
    }

    @Test
    void withoutABaselineNoResponseIsLost() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(INDEX)
                .withOdi(20, daysAfterIndex(42))
                .withOdi(60, daysAfterIndex(91)));
        assertThat(one.scores()).noneMatch(OutcomeScore::lostResponse);
    }

    @Test
    void anImpossibleScoreIsSetAsideAndTheCaseIsIncomplete() {
        PersonCase one = from(aPatient().afterMildProcedure(INDEX).withOdi(130, daysAfterIndex(91)));
        assertThat(one.scores()).isEmpty();
        assertThat(one.complete()).isFalse();
        assertThat(one.setAside()).singleElement().satisfies(aside -> {
            assertThat(aside.cause()).isEqualTo("score-out-of-range");
            assertThat(aside.ref()).hasToString("Observation/p1-observation-1");
        });
    }
}
