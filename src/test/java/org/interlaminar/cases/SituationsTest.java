package org.interlaminar.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.cases.Assembled.from;
import static org.interlaminar.cases.Assembled.odiIn;
import static org.interlaminar.cases.Assembled.score;
import static org.interlaminar.fixture.PatientStory.HCPCS;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.monthsAgo;
import static org.interlaminar.fixture.PatientStory.on;
import static org.interlaminar.fixture.PatientStory.undated;
import static org.interlaminar.fixture.PatientStory.yearsAgo;

import java.time.LocalDate;
import org.interlaminar.clinical.Precision;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.recognition.Certainty;
import org.interlaminar.recognition.OdiScale;
import org.interlaminar.recognition.Tag;
import org.junit.jupiter.api.Test;

/** The situations of the clinical rules with their answers. */
class SituationsTest {
    @Test
    void theUnspecifiedCodeSaysStenosisAndNothingOnClaudication() {
        PersonCase one = from(aPatient().withLumbarStenosis());
        assertThat(one.lss()).isEqualTo(Answer.YES);
        assertThat(one.claudication()).isEqualTo(Claudication.NOT_DOCUMENTED);
        assertThat(one.mild()).isEqualTo(MildStatus.NO);
    }

    @Test
    void claudicationEnteredInErrorIsForgotten() {
        PersonCase one = from(
                aPatient().withLumbarStenosisAndClaudication().enteredInError().withLumbarStenosis());
        assertThat(one.lss()).isEqualTo(Answer.YES);
        assertThat(one.claudication()).isEqualTo(Claudication.NOT_DOCUMENTED);
    }

    @Test
    void problemListAndNineEncounterDiagnosesAreOneCase() {
        PatientStory story = aPatient().withLumbarStenosisOnProblemList().recorded(on("2024-03-01"));
        for (int month = 1; month <= 9; month++) {
            story = story.withLumbarStenosisAndClaudication().recorded(on("2025-0" + month + "-15"));
        }
        PersonCase one = from(story);
        assertThat(one.lss()).isEqualTo(Answer.YES);
        assertThat(one.claudication()).isEqualTo(Claudication.YES);
        assertThat(one.codeHits()).hasSize(10);
        assertThat(one.stenosis().first().first()).isEqualTo(LocalDate.of(2024, 3, 1));
    }

    @Test
    void theSiteSettlesAnUnspecificCode() {
        assertThat(from(aPatient().withCondition("M48.00").lumbarSite()).lss()).isEqualTo(Answer.YES);
        PersonCase open = from(aPatient().withCondition("M48.00"));
        assertThat(open.lss()).isEqualTo(Answer.UNDECIDED);
        assertThat(open.reviews()).singleElement().satisfies(review -> assertThat(review.ref())
                .hasToString("Condition/p1-condition-1"));
    }

    @Test
    void mildStenosisIsNoMildProcedure() {
        PersonCase byText = from(aPatient().withTextCondition("MILD LUMBAR STENOSIS"));
        assertThat(byText.lss()).isEqualTo(Answer.UNDECIDED);
        assertThat(byText.mild()).isEqualTo(MildStatus.NO);
        PersonCase byCode = from(aPatient().withLumbarStenosis().said("MILD LUMBAR STENOSIS"));
        assertThat(byCode.lss()).isEqualTo(Answer.YES);
        assertThat(byCode.mild()).isEqualTo(MildStatus.NO);
    }

    @Test
    void claimsLogAndHistoryOfOneDayAreOneIndex() {
        PersonCase one = from(aPatient()
                .withLumbarStenosis()
                .afterMildProcedure(monthsAgo(6))
                .withProcedure("0275T-Q0", monthsAgo(6))
                .withProcedure("62330", daysAfterIndex(1)));
        assertThat(one.mild()).isEqualTo(MildStatus.YES);
        assertThat(one.procedures()).singleElement().satisfies(event -> assertThat(event.evidence())
                .hasSize(3));
        assertThat(one.index().start().first()).isEqualTo(PatientStory.TODAY.minusMonths(6));
    }

    @Test
    void theCervicalCodeIsNotMildAndIsReviewed() {
        PersonCase one = from(aPatient().withLumbarStenosis().withProcedure("0274T", monthsAgo(6)));
        assertThat(one.mild()).isEqualTo(MildStatus.NO);
        assertThat(one.index()).isNull();
        assertThat(one.reviews()).singleElement().satisfies(review -> assertThat(review.reason())
                .contains("coding slip"));
    }

    @Test
    void aBlindedTrialIsNotMildPerformed() {
        PersonCase one = from(aPatient()
                .withLumbarStenosis()
                .withCondition("Z00.6")
                .withProcedure(HCPCS, "G0276-Q0", on("2018-05-01")));
        assertThat(one.mild()).isEqualTo(MildStatus.TRIAL_BLINDED);
        assertThat(one.mildOn().first()).isEqualTo(LocalDate.of(2018, 5, 1));
        assertThat(one.index()).isNull();
    }

    @Test
    void whatWasNotDoneIsNotPerformed() {
        PersonCase one = from(
                aPatient().withLumbarStenosis().afterMildProcedure(monthsAgo(6)).status("not-done"));
        assertThat(one.mild()).isEqualTo(MildStatus.NOT_PERFORMED);
        assertThat(one.index()).isNull();
        assertThat(one.isReported()).isTrue();
        assertThat(one.lastContact()).isNull();
    }

    @Test
    void openSurgeryOnTheSameDayMakesAHybrid() {
        PersonCase one = from(
                aPatient().withLumbarStenosis().afterMildProcedure(monthsAgo(6)).withLaminectomy(monthsAgo(6)));
        assertThat(one.mild()).isEqualTo(MildStatus.HYBRID);
        assertThat(one.index()).isNull();
        assertThat(one.procedures()).extracting(ProcedureEvent::kind).contains(Tag.OPEN_DECOMPRESSION);
        assertThat(from(aPatient().afterMildProcedure(monthsAgo(6)).withSpacer(monthsAgo(6)))
                        .mild())
                .isEqualTo(MildStatus.HYBRID);
        assertThat(from(aPatient().afterMildProcedure(monthsAgo(6)).withFusion(monthsAgo(6)))
                        .mild())
                .isEqualTo(MildStatus.HYBRID);
    }

    @Test
    void aBareYearIsHistorical() {
        PersonCase one = from(aPatient().withLumbarStenosis().withProcedure("0275T", inYear(2019)));
        assertThat(one.mild()).isEqualTo(MildStatus.HISTORICAL);
        assertThat(one.mildOn().precision()).isEqualTo(Precision.YEAR);
        assertThat(one.index()).isNull();
    }

    @Test
    void laterSurgeryIsTreatmentFailureWhateverTheScoreSays() {
        PersonCase one = from(aPatient()
                .withLumbarStenosis()
                .afterMildProcedure(yearsAgo(2))
                .withOdi(60, daysBeforeIndex(10))
                .withOdi(44, daysAfterIndex(90))
                .withLaminectomy(daysAfterIndex(213))
                .withOdi(20, daysAfterIndex(365)));
        assertThat(score(one, 20).window()).isEqualTo("12-months");
        assertThat(score(one, 20).chosen()).isTrue();
        assertThat(score(one, 20).afterReintervention()).isTrue();
        assertThat(score(one, 44).afterReintervention()).isFalse();
        assertThat(one.mild()).isEqualTo(MildStatus.YES);
    }

    @Test
    void anOswestryScoreWithoutAScaleWaitsForTheSourcesSetting() {
        PatientStory story = aPatient()
                .afterMildProcedure(yearsAgo(1))
                .withOdiOfUnknownScale(42, daysBeforeIndex(10))
                .withOdiOfUnknownScale(24, daysAfterIndex(182));
        assertThat(from(story).scores()).hasSize(2).noneMatch(OutcomeScore::isOnKnownScale);
        assertThat(from(story).scores()).extracting(OutcomeScore::unit).containsOnly("scale_unknown");
        assertThat(from(story, odiIn(OdiScale.PERCENT)).scores()).allMatch(OutcomeScore::isOnKnownScale);
        assertThat(from(story, odiIn(OdiScale.RAW)).scores())
                .extracting(score -> score.value().intValueExact())
                .containsExactly(84, 48);
    }

    @Test
    void oneScoreOfASeriesSettlesNoOther() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(yearsAgo(1))
                .withOdiOfUnknownScale(62, daysBeforeIndex(10))
                .withOdiOfUnknownScale(24, daysAfterIndex(182)));
        assertThat(score(one, 62).unit()).isEqualTo("percent");
        assertThat(score(one, 24).unit()).isEqualTo("scale_unknown");
        assertThat(score(one, 24).lostResponse()).isFalse();
    }

    @Test
    void aRecoveryRoomScoreIsNoFollowUpAndBackAndLegStandApart() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(yearsAgo(1))
                .withPain(6, daysBeforeIndex(10))
                .inTheLeg()
                .withPain(2, daysAfterIndex(0, "T11:00:00-05:00"))
                .asVitalSign()
                .withPain(3, daysAfterIndex(182))
                .inTheLeg());
        assertThat(one.scores()).hasSize(2).allMatch(OutcomeScore::chosen);
        assertThat(one.scores())
                .extracting(score -> score.instrument().component())
                .containsOnly("leg");
        assertThat(one.scores()).extracting(OutcomeScore::window).containsExactly("baseline", "6-months");
    }

    @Test
    void whatBecomesEnteredInErrorIsForgottenAgainAndAgain() {
        PatientStory before = aPatient().withLumbarStenosis().afterMildProcedure(monthsAgo(6));
        PatientStory after = before.enteredInError();
        assertThat(from(before).mild()).isEqualTo(MildStatus.YES);
        assertThat(from(after).mild()).isEqualTo(MildStatus.NO);
        assertThat(from(after)).isEqualTo(from(after));
        assertThat(from(before)).isEqualTo(from(before));
    }

    @Test
    void cannotTellWithoutProcedureDate() {
        PersonCase one = from(aPatient().withLumbarStenosis().withProcedure("0275T", undated()));
        assertThat(one.mild()).isEqualTo(MildStatus.UNDECIDED);
        assertThat(one.mildOn()).isNull();
        assertThat(one.index()).isNull();
    }

    @Test
    void aProcedureInWordsWithADiagnosisIsProbableAndOne() {
        PersonCase one = from(aPatient()
                .withLumbarStenosisAndClaudication()
                .onset(on("2024-12-01"))
                .withTextProcedure("MILD L3-4, L4-5 bilateral (Vertos)", on("2025-02-03")));
        assertThat(one.mild()).isEqualTo(MildStatus.YES);
        assertThat(one.mildProcedure().certainty()).isEqualTo(Certainty.PROBABLE);
        assertThat(one.mildProcedure().brand()).isTrue();
        assertThat(one.indexes()).hasSize(1);
        assertThat(one.index().levels()).containsExactly("L3-L4", "L4-L5");
        assertThat(one.index().context().laterality()).isEqualTo("bilateral");
        assertThat(one.reviews()).isEmpty();
    }

    @Test
    void aProcedureInWordsWithoutADiagnosisIsForAPersonToSettle() {
        PersonCase one = from(aPatient().withTextProcedure("MILD L3-4, L4-5 bilateral (Vertos)", on("2025-02-03")));
        assertThat(one.mild()).isEqualTo(MildStatus.UNDECIDED);
        assertThat(one.mildOn().first()).isEqualTo(LocalDate.of(2025, 2, 3));
        assertThat(one.reviews()).singleElement().satisfies(review -> {
            assertThat(review.settledBy()).contains("lumbar stenosis diagnosis");
            assertThat(review.evidence()).isNotEmpty();
        });
        assertThat(one.index()).isNull();
    }
}
