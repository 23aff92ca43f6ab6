package org.interlaminar.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.explanation.Explained.answer;
import static org.interlaminar.explanation.Explained.whyNot;
import static org.interlaminar.fixture.PatientStory.HCPCS;
import static org.interlaminar.fixture.PatientStory.ICD10PCS;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.on;
import static org.interlaminar.fixture.PatientStory.undated;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.interlaminar.cases.Claudication;
import org.interlaminar.cases.MildStatus;
import org.interlaminar.fixture.PatientStory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Why a tag is not another: a sentence from the facts for every word that was possible. */
class WhyNotTest {
    private static final PatientStory STENOSIS =
            aPatient().born(1950).withLumbarStenosis().recorded(on("2024-01-05"));

    private static final Map<MildStatus, PatientStory> MILD = new EnumMap<>(Map.of(
            MildStatus.YES, STENOSIS.withProcedure("0275T", on("2024-02-01")),
            MildStatus.HYBRID, STENOSIS.withProcedure("0275T", on("2024-02-01")).withLaminectomy(on("2024-02-01")),
            MildStatus.HISTORICAL, STENOSIS.withProcedure("0275T", inYear(2019)),
            MildStatus.TRIAL_BLINDED, STENOSIS.withProcedure(HCPCS, "G0276", on("2024-02-01")),
            MildStatus.UNDECIDED, STENOSIS.withProcedure(ICD10PCS, "01NB3ZZ", on("2024-02-01")),
            MildStatus.NOT_PERFORMED,
                    STENOSIS.withProcedure("0275T", on("2024-02-01")).status("not-done"),
            MildStatus.NO, STENOSIS));

    /** Every status a person can have, with a word for every status they do not have. */
    @TestFactory
    Stream<DynamicTest> everyMildStatusSaysWhyItIsNoneOfTheOthers() {
        return Arrays.stream(MildStatus.values())
                .map(status -> DynamicTest.dynamicTest(status.word(), () -> {
                    Explanation one = Explained.of(MILD.get(status));
                    assertThat(answer(one, "mild").answer()).isEqualTo(status.word());
                    assertThat(answer(one, "mild").because()).isNotEmpty();
                    assertThat(answer(one, "mild").others())
                            .extracting(Explanation.Other::answer)
                            .containsExactlyElementsOf(Arrays.stream(MildStatus.values())
                                    .filter(other -> other != status)
                                    .map(MildStatus::word)
                                    .toList());
                    assertThat(answer(one, "mild").others())
                            .allSatisfy(other -> assertThat(other.because()).matches("[A-Z0-9].{15,}[^.]\\."));
                }));
    }

    // MILD

    @Test
    void anIndexIsNotHistoricalBecauseItsDayIsRecorded() {
        assertThat(whyNot(mild(MildStatus.YES), "mild", "historical")).isEqualTo("The day is recorded: 2024-02-01.");
    }

    @Test
    void anIndexIsNoHybridBecauseNoOpenSurgeryIsRecordedOnItsDay() {
        assertThat(whyNot(mild(MildStatus.YES), "mild", "hybrid"))
                .isEqualTo("No open surgery and no spacer is recorded on 2024-02-01.");
        assertThat(whyNot(
                        Explained.of(MILD.get(MildStatus.HYBRID).withProcedure("0275T", on("2025-02-01"))),
                        "mild",
                        "hybrid"))
                .isEqualTo(
                        "No open surgery and no spacer is recorded on 2025-02-01; the MILD on 2024-02-01 is a hybrid,"
                                + " and another one stands by itself.");
    }

    @Test
    void anIndexIsNotTrialBlindedUnlessOnlyTheTrialsCodeStandsThere() {
        assertThat(whyNot(mild(MildStatus.YES), "mild", "trial-blinded"))
                .isEqualTo("No code of a blinded trial is recorded.");
        assertThat(whyNot(
                        Explained.of(MILD.get(MildStatus.YES).withProcedure(HCPCS, "G0276", on("2023-02-01"))),
                        "mild",
                        "trial-blinded"))
                .startsWith("A code of a blinded trial is recorded too");
    }

    @Test
    void anIndexBesideAnOpenRecordIsNotUndecided() {
        assertThat(whyNot(mild(MildStatus.YES), "mild", "undecided")).isEqualTo("No record of MILD is left open.");
        assertThat(whyNot(
                        Explained.of(MILD.get(MildStatus.YES).withProcedure(ICD10PCS, "01NB3ZZ", on("2023-02-01"))),
                        "mild",
                        "undecided"))
                .isEqualTo(
                        "1 record leaves it open: the code does not name the technique, but another record settles it.");
    }

    @Test
    void anIndexBesideACancelledOneIsNotNotPerformed() {
        assertThat(whyNot(mild(MildStatus.YES), "mild", "not-performed"))
                .isEqualTo("No record says that a MILD procedure was not carried out.");
        assertThat(whyNot(
                        Explained.of(MILD.get(MildStatus.YES)
                                .withProcedure("0275T", on("2024-01-20"))
                                .status("not-done")),
                        "mild",
                        "not-performed"))
                .isEqualTo("A record says that one was not carried out, but another that one was.");
    }

    @Test
    void aHybridIsNotYesBecauseOfWhatWasDoneTheSameDay() {
        assertThat(whyNot(mild(MildStatus.HYBRID), "mild", "yes"))
                .isEqualTo(
                        "A MILD procedure on 2024-02-01 is told by 1 record, with open decompression on the same day,"
                                + " so that what followed cannot be put down to MILD alone.");
    }

    @Test
    void aYearIsNoDayToCountFrom() {
        Explanation one = mild(MildStatus.HISTORICAL);
        assertThat(whyNot(one, "mild", "yes"))
                .isEqualTo(
                        "A MILD procedure in 2019 is told by 1 record, and no record tells its day, so there is no day"
                                + " to count from.");
        assertThat(whyNot(one, "mild", "hybrid")).startsWith("The day is not recorded");
    }

    @Test
    void aProcedureWithoutAnyDateIsOpenAndNotHistorical() {
        Explanation one = Explained.of(STENOSIS.withProcedure("0275T", undated()));
        assertThat(answer(one, "mild").answer()).isEqualTo("undecided");
        assertThat(whyNot(one, "mild", "yes"))
                .isEqualTo("Nothing settles it: the record does not say when it was done.");
        assertThat(whyNot(one, "mild", "historical")).isEqualTo("No MILD procedure counts, with a day or without.");
    }

    @Test
    void noSaysWhatWasLookedAtAndRefused() {
        assertThat(whyNot(mild(MildStatus.NO), "mild", "yes")).isEqualTo("No MILD procedure is recorded.");
        assertThat(whyNot(
                        Explained.of(STENOSIS.withProcedure("0275T", on("2024-02-01"))
                                .status("preparation")),
                        "mild",
                        "yes"))
                .isEqualTo("No record of MILD counts: the procedure's status is preparation.");
    }

    @Test
    void aPossibleSlipOfCodingIsToldAndIsNeitherOpenNorYes() {
        Explanation one = Explained.of(STENOSIS.withProcedure("0274T", on("2024-02-01")));
        assertThat(answer(one, "mild").answer()).isEqualTo("no");
        assertThat(answer(one, "mild").because()).hasSize(2).last().asString().contains("possibly a coding slip");
        assertThat(whyNot(one, "mild", "undecided")).isEqualTo("No record of MILD is left open.");
    }

    // Lumbar stenosis

    @Test
    void stenosisThatIsCodedIsNeitherOpenNorNo() {
        Explanation one = Explained.of(STENOSIS);
        assertThat(answer(one, "lumbar-stenosis").because())
                .containsExactly("Lumbar stenosis is recorded by 1 diagnosis record. The earliest onset is taken.");
        assertThat(whyNot(one, "lumbar-stenosis", "undecided")).isEqualTo("No record leaves it open.");
        assertThat(whyNot(one, "lumbar-stenosis", "no"))
                .isEqualTo("Lumbar stenosis is recorded by 1 diagnosis record.");
    }

    @Test
    void stenosisOfAnUnknownRegionIsOpen() {
        Explanation one = Explained.of(aPatient().withCondition("M48.00").recorded(on("2024-01-05")));
        assertThat(answer(one, "lumbar-stenosis").answer()).isEqualTo("undecided");
        assertThat(whyNot(one, "lumbar-stenosis", "yes"))
                .isEqualTo(
                        "No diagnosis says lumbar stenosis beyond doubt: the code does not say which part of the spine.");
        assertThat(whyNot(one, "lumbar-stenosis", "no")).startsWith("1 record leaves it open");
    }

    @Test
    void aSettledDiagnosisOutweighsAnOpenOne() {
        assertThat(whyNot(
                        Explained.of(STENOSIS.withCondition("M48.00").recorded(on("2024-01-06"))),
                        "lumbar-stenosis",
                        "undecided"))
                .endsWith("but one settled diagnosis is enough.");
    }

    @Test
    void refutedAndCervicalStenosisCountForNothingAndSaySo() {
        Explanation one = Explained.of(aPatient()
                .withLumbarStenosis()
                .refuted()
                .recorded(on("2024-01-05"))
                .withCondition("M48.02")
                .recorded(on("2024-01-05")));
        assertThat(answer(one, "lumbar-stenosis").answer()).isEqualTo("no");
        assertThat(whyNot(one, "lumbar-stenosis", "yes"))
                .startsWith("No diagnosis of lumbar stenosis counts: ")
                .contains("the diagnosis was recorded as refuted", "stenosis of another region");
        assertThat(whyNot(Explained.of(aPatient()), "lumbar-stenosis", "yes"))
                .isEqualTo("No diagnosis of lumbar stenosis is recorded.");
    }

    @Test
    void foraminalStenosisIsToldBesideTheNo() {
        Explanation one = Explained.of(aPatient().withCondition("M99.63").recorded(on("2024-01-05")));
        assertThat(answer(one, "lumbar-stenosis").because())
                .contains("Foraminal stenosis is recorded; by itself it is not lumbar spinal stenosis.");
    }

    // Claudication

    @Test
    void claudicationIsNeverNoAndSaysWhy() {
        for (PatientStory story : List.of(
                STENOSIS,
                aPatient(),
                aPatient().withLumbarStenosisAndClaudication().recorded(on("2024-01-05")))) {
            assertThat(whyNot(Explained.of(story), "neurogenic-claudication", "no"))
                    .isEqualTo("No code rules it out, and absence of a record is not evidence of absence.");
        }
    }

    @Test
    void everyAnswerAboutClaudicationSaysWhyItIsNoneOfTheOthers() {
        Explanation coded =
                Explained.of(aPatient().withLumbarStenosisAndClaudication().recorded(on("2024-01-05")));
        Explanation notDocumented = Explained.of(STENOSIS);
        Explanation unknown =
                Explained.of(aPatient().withLumbarStenosisOnProblemList().recorded(on("2024-01-05")));

        assertThat(answer(coded, "neurogenic-claudication").answer()).isEqualTo(Claudication.YES.word());
        assertThat(whyNot(coded, "neurogenic-claudication", "not-documented"))
                .isEqualTo("1 diagnosis record names stenosis together with claudication.");
        assertThat(answer(notDocumented, "neurogenic-claudication").answer()).isEqualTo("not-documented");
        assertThat(whyNot(notDocumented, "neurogenic-claudication", "yes"))
                .isEqualTo("No code that includes claudication counts.");
        assertThat(whyNot(notDocumented, "neurogenic-claudication", "unknown"))
                .isEqualTo("1 diagnosis record carries the code for stenosis without claudication.");
        assertThat(answer(unknown, "neurogenic-claudication").answer()).isEqualTo("unknown");
        assertThat(whyNot(unknown, "neurogenic-claudication", "not-documented"))
                .isEqualTo("No diagnosis code says stenosis without claudication.");
    }

    @Test
    void claudicationLongBeforeTheStenosisIsToldAsTooFarAway() {
        Explanation one = Explained.of(
                STENOSIS.withClaudicationFinding().onset(on("2020-01-05")).abated(on("2020-03-05")));
        assertThat(whyNot(one, "neurogenic-claudication", "yes"))
                .isEqualTo("Claudication is recorded, but more than 180 days away from every lumbar stenosis.");
    }

    // The rest

    @Test
    void certaintySaysWhatNamesTheProcedure() {
        Explanation byCode = mild(MildStatus.YES);
        Explanation byWords = Explained.of(
                STENOSIS.withTextProcedure("PILD L4-5 bilateral, lumbar stenosis, Vertos", on("2024-02-01")));
        assertThat(answer(byCode, "certainty").answer()).isEqualTo("definite");
        assertThat(whyNot(byCode, "certainty", "probable")).isEqualTo("A code names it, and not words only.");
        assertThat(answer(byWords, "certainty").answer()).isEqualTo("probable");
        assertThat(whyNot(byWords, "certainty", "definite")).startsWith("Only words name it");
        assertThat(answer(byWords, "brand").answer()).isEqualTo("yes");
        assertThat(answer(byCode, "brand").because())
                .containsExactly("No words and no device name the product; a procedure code names the technique only.");
    }

    @Test
    void aComparatorIsToldAndSoIsWhySomebodyIsNone() {
        assertThat(answer(Explained.of(STENOSIS.withLaminectomy(on("2024-02-01"))), "comparator"))
                .extracting(Explanation.Answer::answer, Explanation.Answer::on)
                .containsExactly("open-decompression", "2024-02-01");
        assertThat(answer(mild(MildStatus.NOT_PERFORMED), "comparator").because())
                .containsExactly("The record speaks of MILD, so the person is no comparator.");
        assertThat(answer(Explained.of(aPatient().withLaminectomy(on("2024-02-01"))), "comparator")
                        .because())
                .containsExactly("A comparator has lumbar stenosis, which is not settled here.");
        assertThat(answer(Explained.of(STENOSIS), "comparator").because())
                .containsExactly("No open decompression, fusion or spacer with a day is recorded.");
    }

    private static Explanation mild(MildStatus status) {
        return Explained.of(MILD.get(status));
    }
}
