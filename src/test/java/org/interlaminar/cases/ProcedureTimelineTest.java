package org.interlaminar.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.cases.Assembled.from;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.anUnknownPatient;
import static org.interlaminar.fixture.PatientStory.at;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.inMonth;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.on;

import java.time.LocalDate;
import java.util.List;
import org.interlaminar.cases.ProcedureEvent.Reintervention;
import org.interlaminar.clinical.Precision;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.When;
import org.interlaminar.recognition.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcedureTimelineTest {
    private static final When INDEX = on("2024-06-15");

    @ParameterizedTest
    @CsvSource({"-1,1", "0,1", "1,1", "-2,2", "2,2"})
    void recordsOneDayApartAreOneEvent(int days, int events) {
        PersonCase one = from(aPatient().afterMildProcedure(INDEX).withProcedure("62330", daysAfterIndex(days)));
        assertThat(one.procedures()).hasSize(events);
    }

    @Test
    void differentKindsOnOneDayAreDifferentEvents() {
        PersonCase one = from(aPatient().afterMildProcedure(INDEX).withEpiduralInjection(daysAfterIndex(0)));
        assertThat(one.procedures())
                .extracting(ProcedureEvent::kind)
                .containsExactlyInAnyOrder(Tag.MILD, Tag.EPIDURAL_INJECTION);
        assertThat(one.procedures()).extracting(ProcedureEvent::reintervention).containsOnly(Reintervention.NONE);
    }

    @Test
    void theTimedRecordOfAnEventGivesItsTimeAndMinutes() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(INDEX)
                .withProcedure("0275T", at("2024-06-15T08:00:00-04:00"))
                .until(at("2024-06-15T08:42:00-04:00")));
        assertThat(one.procedures()).hasSize(1);
        assertThat(one.index().minutes()).isEqualTo(42);
        assertThat(one.index().start().precision()).isEqualTo(Precision.INSTANT);
    }

    @Test
    void aBareYearOrMonthBesideADatedEventInsideItIsTheSameEvent() {
        for (When vague : List.of(inYear(2024), inMonth(2024, 6))) {
            PersonCase one = from(aPatient().afterMildProcedure(INDEX).withProcedure("0275T", vague));
            assertThat(one.procedures()).hasSize(1);
            assertThat(one.index().start().first()).isEqualTo(LocalDate.of(2024, 6, 15));
            assertThat(one.index().evidence()).hasSize(2);
        }
        PersonCase two = from(aPatient().afterMildProcedure(INDEX).withProcedure("0275T", inYear(2019)));
        assertThat(two.procedures()).hasSize(2);
        assertThat(two.mild()).isEqualTo(MildStatus.YES);
        assertThat(two.index().start().first()).isEqualTo(LocalDate.of(2024, 6, 15));
    }

    @Test
    void monthPrecisionIsHistoricalToo() {
        PersonCase one =
                from(aPatient().withProcedure("0275T", inMonth(2019, 4)).withOdi(40, on("2019-06-01")));
        assertThat(one.mild()).isEqualTo(MildStatus.HISTORICAL);
        assertThat(one.scores()).allSatisfy(score -> {
            assertThat(score.window()).isNull();
            assertThat(score.day()).isNull();
            assertThat(score.chosen()).isFalse();
        });
    }

    @Test
    void aSecondMildAtOneHundredDaysIsAReintervention() {
        PersonCase one = from(aPatient().afterMildProcedure(INDEX).withProcedure("0275T", daysAfterIndex(100)));
        assertThat(one.procedures()).hasSize(2);
        assertThat(one.index().start().first()).isEqualTo(LocalDate.of(2024, 6, 15));
        ProcedureEvent second = one.procedures().get(1);
        assertThat(second.reintervention()).isEqualTo(Reintervention.SURGICAL);
        assertThat(second.day()).isEqualTo(100);
        assertThat(second.indexNo()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "63047,SURGICAL",
        "22612,SURGICAL",
        "22869,SURGICAL",
        "0275T,SURGICAL",
        "62323,NON_SURGICAL",
        "64635,NON_SURGICAL",
        "63650,NON_SURGICAL",
        "62331,"
    })
    void laterOperationsAreReinterventionsOfTheirSort(String code, Reintervention sort) {
        PersonCase later = from(aPatient().afterMildProcedure(INDEX).withProcedure(code, daysAfterIndex(200)));
        assertThat(later.procedures().stream()
                        .filter(event -> event.day() == 200)
                        .map(ProcedureEvent::reintervention))
                .isEqualTo(sort == null ? List.of() : List.of(sort));
        PersonCase earlier = from(aPatient().countingFrom(INDEX).withProcedure(code, daysBeforeIndex(200)));
        assertThat(earlier.procedures())
                .extracting(ProcedureEvent::reintervention)
                .allMatch(Reintervention.NONE::equals);
    }

    @Test
    void aHybridBesideALaterPlainMildLeavesThePlainOneAsIndex() {
        PersonCase one = from(
                aPatient().afterMildProcedure(INDEX).withLaminectomy(INDEX).withProcedure("0275T", on("2025-06-15")));
        assertThat(one.mild()).isEqualTo(MildStatus.YES);
        assertThat(one.index().start().first()).isEqualTo(LocalDate.of(2025, 6, 15));
    }

    @Test
    void aHybridIsDatedByItsOwnDay() {
        PersonCase one = from(aPatient()
                .withProcedure("0275T", inYear(2015))
                .afterMildProcedure(INDEX)
                .withLaminectomy(INDEX));
        assertThat(one.mild()).isEqualTo(MildStatus.HYBRID);
        assertThat(one.mildOn().first()).isEqualTo(LocalDate.of(2024, 6, 15));
    }

    @Test
    void theFirstFailureCountsEvenWhereABareYearStoodBeforeIt() {
        PersonCase one = from(aPatient()
                .afterMildProcedure(INDEX)
                .withFusion(inYear(2025))
                .withFusion(on("2025-09-01"))
                .withEpiduralInjection(on("2025-03-01"))
                .withOdi(30, on("2025-04-01")));
        assertThat(one.scores()).singleElement().satisfies(score -> assertThat(score.afterReintervention())
                .isTrue());
        assertThat(one.procedures()).extracting(event -> event.start().first()).isSorted();
    }

    @Test
    void aComparatorIsOpenSurgeryWithStenosisAndWithoutMild() {
        PatientStory story = aPatient()
                .withLumbarStenosis()
                .withFusion(on("2025-03-01"))
                .withLaminectomy(on("2024-03-01"))
                .withLaminectomy(inYear(2020));
        assertThat(from(story).comparator().kind()).isEqualTo(Tag.OPEN_DECOMPRESSION);
        assertThat(from(story).comparator().start().first()).isEqualTo(LocalDate.of(2024, 3, 1));
        assertThat(from(story.withProcedure("0275T", on("2025-09-01"))).comparator())
                .isNull();
        assertThat(from(story.withTextProcedure("PILD", on("2025-09-01"))).comparator())
                .isNull();
        assertThat(from(aPatient().withLaminectomy(on("2024-03-01"))).comparator())
                .isNull();
        assertThat(from(aPatient().withLaminectomy(on("2024-03-01"))).isReported())
                .isTrue();
    }

    @Test
    void theComparatorIsTheEarliestEvenWhereABareYearStoodBeforeIt() {
        PersonCase one = from(aPatient()
                .withLumbarStenosis()
                .withFusion(inYear(2025))
                .withFusion(on("2025-09-01"))
                .withLaminectomy(on("2025-03-01")));
        assertThat(one.comparator().kind()).isEqualTo(Tag.OPEN_DECOMPRESSION);
    }

    @Test
    void somebodyWithoutStenosisMildOrSurgeryIsNotReported() {
        assertThat(from(aPatient().withCondition("E11.9").withEpiduralInjection(INDEX))
                        .isReported())
                .isFalse();
    }

    @Test
    void ageIsInWholeYearsOnTheDay() {
        assertThat(from(aPatient().born(on("1950-06-16")).afterMildProcedure(INDEX))
                        .ageAtIndex())
                .isEqualTo(73);
        assertThat(from(aPatient().born(on("1950-06-15")).afterMildProcedure(INDEX))
                        .ageAtIndex())
                .isEqualTo(74);
        assertThat(from(aPatient().afterMildProcedure(INDEX)).ageAtIndex()).isNull();
        assertThat(from(aPatient().born(1950)).ageAtIndex()).isNull();
    }

    @Test
    void aCaseWithoutItsPatientIsIncomplete() {
        assertThat(from(anUnknownPatient("p9").withLumbarStenosis()).complete()).isFalse();
        assertThat(from(aPatient().withLumbarStenosis()).complete()).isTrue();
    }

    @Test
    void theLastContactIsWhatReallyHappened() {
        PatientStory story = aPatient()
                .withEncounter("AMB", on("2025-01-01"), on("2025-01-02"))
                .withOdi(30, on("2025-02-01"))
                .withProcedure("99213", on("2025-03-01"));
        assertThat(from(story).lastContact()).isEqualTo("2025-03-01");
        PatientStory andPlans = story.withEncounter("AMB", on("2026-01-01"), on("2026-01-01"))
                .status("planned")
                .withMedicationOrder("5640", on("2026-02-01"))
                .withProcedure("99213", on("2026-03-01"))
                .status("not-done")
                .withOdi(20, on("2026-04-01"))
                .enteredInError()
                .withProcedure("99213", inYear(2026));
        assertThat(from(andPlans).lastContact()).isEqualTo("2025-03-01");
    }
}
