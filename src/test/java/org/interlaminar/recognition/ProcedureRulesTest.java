package org.interlaminar.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.CPT;
import static org.interlaminar.fixture.PatientStory.HCPCS;
import static org.interlaminar.fixture.PatientStory.ICD10PCS;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.monthsAgo;
import static org.interlaminar.fixture.PatientStory.on;

import java.util.List;
import java.util.Optional;
import org.interlaminar.clinical.OrderedService;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.recognition.Finding.NotOurs;
import org.interlaminar.recognition.Finding.Suspicious;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Finding.Undecided;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcedureRulesTest {
    @ParameterizedTest
    @CsvSource({"0275T,2012-03-01", "0275T,2026-05-01", "0275t-Q0,2020-01-01", "62330,2026-02-01", "62330,2024-02-01"})
    void tagsTheProcedureByCodeOnAnyDate(String code, String date) {
        assertTagged(aPatient().withProcedure(code, on(date)), Tag.MILD);
    }

    @Test
    void theCompanionCodeIsNoSecondProcedure() {
        assertTagged(procedure("62331"), Tag.MILD_COMPANION);
        assertThat(recognise(procedure("62330").coded(CPT, "62331")))
                .extracting(finding -> ((Tagged) finding).tag())
                .containsExactly(Tag.MILD, Tag.MILD_COMPANION);
    }

    @ParameterizedTest
    @CsvSource({"53", "73", "74"})
    void cannotTellWhenTheModifierSaysDiscontinued(String modifier) {
        assertThat(recognise(procedure("0275T-" + modifier)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Undecided.class, open -> assertThat(open.tag()).isEqualTo(Tag.MILD));
        assertTagged(procedure("0275T-Q0"), Tag.MILD);
    }

    @Test
    void theNeighbouringCodeIsReviewedAndNeverCorrected() {
        assertThat(recognise(procedure("0274T"))).singleElement().isInstanceOfSatisfying(Suspicious.class, refused -> {
            assertThat(refused.reason()).contains("coding slip");
            assertThat(refused.evidence()).hasSize(1);
        });
        assertThat(recognise(procedure("0274T").enteredInError()))
                .singleElement()
                .isInstanceOfSatisfying(
                        NotOurs.class, refused -> assertThat(refused.reason()).doesNotContain("coding slip"));
    }

    @Test
    void otherTechniquesAreNotMild() {
        assertThat(recognise(aPatient().withProcedure(ICD10PCS, "00NY4ZZ", monthsAgo(6))))
                .singleElement()
                .isInstanceOf(NotOurs.class);
        for (String code : List.of("62287", "62380")) {
            assertThat(recognise(procedure(code)))
                    .anyMatch(NotOurs.class::isInstance)
                    .noneMatch(finding -> finding instanceof Tagged tagged && tagged.tag() == Tag.MILD);
        }
    }

    @Test
    void aBlindedTrialIsItsOwnTag() {
        assertTagged(aPatient().withProcedure(HCPCS, "G0276", monthsAgo(6)), Tag.PILD_TRIAL_BLINDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01NB3ZZ", "00NY3ZZ", "0SN03ZZ", "0QB03ZZ"})
    void unspecificCodesAreUndecided(String code) {
        assertUndecided(aPatient().withProcedure(ICD10PCS, code, monthsAgo(6)));
        assertThat(recognise(
                        aPatient().withProcedure(ICD10PCS, code, monthsAgo(6)).enteredInError()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"entered-in-error", "preparation", "in-progress", "stopped", "on-hold"})
    void onlyACompletedProcedureCounts(String status) {
        assertThat(recognise(procedure("0275T").status(status)))
                .singleElement()
                .isInstanceOfSatisfying(
                        NotOurs.class, refused -> assertThat(refused.reason()).contains(status));
    }

    @Test
    void whatWasNotDoneIsKeptAsSuch() {
        assertTagged(procedure("0275T").status("not-done"), Tag.MILD_NOT_PERFORMED);
        assertThat(recognise(procedure("63047").status("not-done")))
                .singleElement()
                .isInstanceOf(NotOurs.class);
    }

    @Test
    void cannotTellWithoutAStatus() {
        assertUndecided(procedure("0275T").status("unknown"));
        assertUndecided(procedure("0275T").changed(node -> node.remove("status")));
    }

    @ParameterizedTest
    @CsvSource({
        "63005,OPEN_DECOMPRESSION",
        "63030,OPEN_DECOMPRESSION",
        "63047,OPEN_DECOMPRESSION",
        "22867,OPEN_DECOMPRESSION",
        "22612,FUSION",
        "22630,FUSION",
        "22869,SPACER",
        "22870,SPACER",
        "62322,EPIDURAL_INJECTION",
        "62323,EPIDURAL_INJECTION",
        "64483,EPIDURAL_INJECTION",
        "64635,ABLATION",
        "64628,ABLATION",
        "63650,STIMULATION",
        "63685,STIMULATION"
    })
    void tagsWhatMattersBesideAndAfter(String code, Tag tag) {
        assertTagged(procedure(code), tag);
    }

    @Test
    void tagsOpenSurgeryInSnomed() {
        assertTagged(aPatient().withProcedure(SNOMED, "387731002", monthsAgo(6)), Tag.OPEN_DECOMPRESSION);
        assertTagged(aPatient().withProcedure(SNOMED, "55705006", monthsAgo(6)), Tag.FUSION);
    }

    @Test
    void openSurgeryOfTheNeckIsNoneOfThemWhereItsCodeNamesNoRegion() {
        PatientStory story = aPatient().withProcedure(SNOMED, "387731002", monthsAgo(6));
        assertTagged(story.bodySiteText("Knee"), Tag.OPEN_DECOMPRESSION);
        assertThat(recognise(story.bodySiteText("Cervical spine")))
                .singleElement()
                .isInstanceOf(NotOurs.class);
        assertTagged(story.bodySiteText("Cervical and lumbar spine"), Tag.OPEN_DECOMPRESSION);
        assertTagged(procedure("63047").bodySiteText("Cervical spine"), Tag.OPEN_DECOMPRESSION);
    }

    @Test
    void anOrderIsAPlanWhicheverWayItSpeaksOfMild() {
        for (PatientStory order : List.of(
                aPatient().withOrder("0275T", monthsAgo(6)),
                aPatient().withOrder("0275T-53", monthsAgo(6)),
                aPatient().withTextOrder("MILD L4-5", monthsAgo(6)),
                aPatient().withTextOrder("s/p MILD", monthsAgo(6)),
                aPatient().withTextOrder("evaluate", monthsAgo(6)).coded(ICD10PCS, "01NB3ZZ"))) {
            assertThat(recogniseOrder(order)).as(order.ndjson()).get().isInstanceOf(NotOurs.class);
        }
        assertThat(recogniseOrder(aPatient().withOrder("63047", monthsAgo(6)))).isEmpty();
        assertThat(recogniseOrder(aPatient().withOrder("63047-53", monthsAgo(6))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"62320", "62321", "22551", "63045", "99213"})
    void cervicalProceduresAreNoneOfThem(String code) {
        assertThat(recognise(procedure(code))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MILD L3-4, L4-5 bilateral (Vertos)",
                "PILD",
                "s/p MILD 2019 (outside)",
                "m.i.l.d.\u2122 procedure",
                "vertos kit used"
            })
    void aProcedureInWordsOnlyIsProbable(String text) {
        assertThat(recognise(aPatient().withTextProcedure(text, monthsAgo(6))))
                .first()
                .isInstanceOfSatisfying(Tagged.class, tagged -> {
                    assertThat(tagged.tag()).isEqualTo(Tag.MILD);
                    assertThat(tagged.certainty()).isEqualTo(Certainty.PROBABLE);
                    assertThat(tagged.evidence())
                            .allMatch(evidence -> evidence.match().route() == Terminology.Route.TEXT);
                });
        assertThat(recognise(aPatient().withTextProcedure(text, monthsAgo(6)).status("not-done")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Tagged.class, tagged -> assertThat(tagged.tag()).isEqualTo(Tag.MILD_NOT_PERFORMED));
    }

    @Test
    void wordsOnARecordOfSomethingElseAreForAPersonToSettle() {
        for (String code : List.of("99213", "62323", "63047")) {
            assertThat(recognise(procedure(code).note("s/p MILD 2019 (outside)")))
                    .last()
                    .isInstanceOfSatisfying(Undecided.class, open -> {
                        assertThat(open.tag()).isEqualTo(Tag.MILD);
                        assertThat(open.missing()).isEqualTo(Missing.CONTEXT);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mild sprain", "Mild stenosis dilation", "spilded coffee", "62330", "0275T done"})
    void theAdjectiveAndANumberInATextAreNothing(String text) {
        assertThat(recognise(aPatient().withTextProcedure(text, monthsAgo(6)))).isEmpty();
    }

    @Test
    void aBareNumberInAnotherSystemIsNotThatCode() {
        assertThat(recognise(aPatient().withProcedure("http://example.org/prices", "62330", monthsAgo(6))))
                .isEmpty();
        assertThat(recognise(aPatient().withProcedure((String) null, "0275T", monthsAgo(6))))
                .isEmpty();
    }

    private static PatientStory procedure(String cpt) {
        return aPatient().withProcedure(cpt, monthsAgo(6));
    }

    private void assertTagged(PatientStory story, Tag tag) {
        assertThat(recognise(story)).as(story.ndjson()).singleElement().isInstanceOfSatisfying(Tagged.class, tagged -> {
            assertThat(tagged.tag()).isEqualTo(tag);
            assertThat(tagged.evidence()).isNotEmpty();
        });
    }

    private void assertUndecided(PatientStory story) {
        assertThat(recognise(story))
                .as(story.ndjson())
                .singleElement()
                .isInstanceOfSatisfying(Undecided.class, open -> {
                    assertThat(open.tag()).isEqualTo(Tag.MILD);
                    assertThat(open.reason()).isNotBlank();
                });
    }

    private static Optional<Finding> recogniseOrder(PatientStory story) {
        return new ProcedureRules(Profiles.terminology()).recognise(Profiles.last(OrderedService.class, story));
    }

    private static List<Finding> recognise(PatientStory story) {
        return new ProcedureRules(Profiles.terminology())
                .recognise(Profiles.last(PerformedProcedure.class, story), List.of());
    }
}
