package org.interlaminar.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.ICD10;
import static org.interlaminar.fixture.PatientStory.ICD10CM;
import static org.interlaminar.fixture.PatientStory.ICD9CM;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.aPatient;

import java.util.List;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.Terminology.Route;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.recognition.Finding.NotOurs;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Finding.Undecided;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StenosisRulesTest {
    @ParameterizedTest
    @CsvSource({
        ICD10CM + ",M48.061",
        ICD10CM + ",M48.062",
        ICD10CM + ",M48.06",
        ICD10CM + ",M48.07",
        ICD10CM + ",M99.23",
        ICD10CM + ",M99.33",
        ICD10CM + ",M99.43",
        ICD10CM + ",M99.53",
        ICD9CM + ",724.02",
        ICD9CM + ",724.03",
        SNOMED + ",18347007",
        ICD10 + ",M48.06",
        ICD10 + ",M48.07"
    })
    void tagsLumbarStenosis(String system, String code) {
        assertTagged(aPatient().withCondition(system, code), Tag.LSS);
    }

    @Test
    void tagsLumbarStenosisWithClaudication() {
        Tagged tagged = assertTagged(aPatient().withLumbarStenosisAndClaudication(), Tag.LSS);
        assertThat(tagged.evidence()).singleElement().satisfies(evidence -> {
            assertThat(evidence.rule()).isEqualTo("lss-by-code");
            assertThat(evidence.ref()).hasToString("Condition/p1-condition-1");
            assertThat(evidence.match().valueSet().name()).isEqualTo("lss-dx-with-nc");
            assertThat(evidence.match().valueSet().version()).isNotBlank();
            assertThat(evidence.match().route()).isEqualTo(Route.DIRECT);
        });
    }

    @Test
    void namesEveryMatchedCodingAsEvidence() {
        Tagged tagged = assertTagged(
                aPatient().withLumbarStenosis().coded(SNOMED, "18347007").coded(ICD9CM, "724.02"), Tag.LSS);
        assertThat(tagged.evidence())
                .extracting(evidence -> evidence.match().recorded().value())
                .containsExactlyInAnyOrder("M48.061", "18347007", "724.02");
    }

    @ParameterizedTest
    @CsvSource({
        ICD10CM + ",M48.05",
        ICD10CM + ",M48.00",
        ICD10CM + ",M48.08",
        SNOMED + ",76107001",
        SNOMED + ",203712005"
    })
    void cannotTellTheRegionWithoutLumbarEvidence(String system, String code) {
        PatientStory story = aPatient().withCondition(system, code);
        assertUndecided(story);
        assertUndecided(story.bodySite(SNOMED, "122494005"));
        assertUndecided(story.bodySiteText("Thoracolumbar spine"));
        assertTagged(story.lumbarSite(), Tag.LSS);
        assertTagged(story.bodySiteText("Lumbar spine"), Tag.LSS);
        assertTagged(story.said("stenosis L4-5"), Tag.LSS);
        assertTagged(story.note("worst at L 3 / L 4"), Tag.LSS);
        assertTagged(story.bodySiteText("L5-S1"), Tag.LSS);
    }

    @Test
    void leavesTheWorldHealthCodeWithoutItsSiteDigitOpenWhateverStandsBesideIt() {
        assertUndecided(aPatient().withCondition(ICD10, "M48.0"));
        assertUndecided(aPatient().withCondition(ICD10, "M48.0").lumbarSite());
    }

    @ParameterizedTest
    @CsvSource({
        ICD10CM + ",M99.63",
        ICD10CM + ",M99.73",
        SNOMED + ",371000119109",
        SNOMED + ",203714006",
        SNOMED + ",203715007"
    })
    void tagsForaminalStenosisApart(String system, String code) {
        assertTagged(aPatient().withCondition(system, code), Tag.LSS_FORAMINAL);
    }

    @ParameterizedTest
    @CsvSource({
        ICD10CM + ",M48.01",
        ICD10CM + ",M48.02",
        ICD10CM + ",M48.03",
        ICD10CM + ",M48.04",
        SNOMED + ",83561009",
        SNOMED + ",41341006"
    })
    void leavesCervicalStenosisAlone(String system, String code) {
        assertThat(only(aPatient().withCondition(system, code).lumbarSite())).isInstanceOf(NotOurs.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"M43.16", "M54.16", "M51.26", "Q76.49", "M96.1", "I70.211", "I73.9"})
    void leavesLookAlikesAlone(String code) {
        assertThat(only(aPatient().withCondition(code))).isInstanceOf(NotOurs.class);
    }

    @Test
    void aLookAlikeBesideStenosisStaysStenosis() {
        assertTagged(aPatient().withCondition("M48.02").coded(ICD10CM, "M48.061"), Tag.LSS);
        assertTagged(aPatient().withCondition("I73.9").coded(ICD10CM, "M48.062"), Tag.LSS);
    }

    @Test
    void claudicationOnTheSameRecordIsHeardBesideStenosis() {
        PatientStory story = aPatient().withCondition(SNOMED, "18347007").coded(SNOMED, "303081002");
        assertThat(recognise(story))
                .extracting(finding -> ((Tagged) finding).tag())
                .containsExactly(Tag.LSS, Tag.NEUROGENIC_CLAUDICATION);
    }

    @Test
    void tagsClaudicationByItself() {
        assertTagged(aPatient().withClaudicationFinding(), Tag.NEUROGENIC_CLAUDICATION);
        assertThat(only(aPatient().withClaudicationFinding().refuted())).isInstanceOf(NotOurs.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuted", "entered-in-error"})
    void whatWasRefutedNeverCounts(String verification) {
        assertThat(only(aPatient().withLumbarStenosis().verified(verification)))
                .isInstanceOfSatisfying(
                        NotOurs.class, refused -> assertThat(refused.reason()).contains(verification));
        assertThat(only(aPatient().withCondition("M48.00").verified(verification)))
                .isInstanceOf(NotOurs.class);
        assertThat(recognise(aPatient().withTextCondition("lumbar stenosis").verified(verification)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisional", "differential", "unconfirmed"})
    void whatIsNotSettledIsUndecided(String verification) {
        assertUndecided(aPatient().withLumbarStenosis().verified(verification));
        assertUndecided(aPatient().withCondition("M48.00").lumbarSite().verified(verification));
    }

    @Test
    void missingVerificationAndWordsOfSeverityExcludeNothing() {
        assertTagged(aPatient().withLumbarStenosis().said("MILD lumbar spinal stenosis"), Tag.LSS);
        assertTagged(aPatient().withLumbarStenosis().verified("confirmed"), Tag.LSS);
        assertTagged(aPatient().withLumbarStenosis().clinicalStatus("resolved"), Tag.LSS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lumbar spinal stenosis", "MILD LUMBAR STENOSIS", "central canal stenosis L4-5"})
    void aDiagnosisInTextOnlyIsForAPersonToSettle(String text) {
        assertUndecided(aPatient().withTextCondition(text));
    }

    @Test
    void besideAPublicCodeTheCodeSpeaks() {
        assertUndecided(aPatient().withCondition("urn:site", "17").said("Lumbar spinal stenosis"));
        for (String system : List.of(ICD10CM, ICD9CM, ICD10, SNOMED)) {
            assertThat(recognise(aPatient().withCondition(system, "17").said("Lumbar spinal stenosis")))
                    .as(system)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cervical stenosis", "aortic stenosis", "lumbar strain", "low back pain"})
    void otherTextsSayNothing(String text) {
        assertThat(recognise(aPatient().withTextCondition(text))).isEmpty();
    }

    @Test
    void otherCodesAndOtherSystemsSayNothing() {
        assertThat(recognise(aPatient().withCondition("E11.9"))).isEmpty();
        assertThat(recognise(aPatient().withCondition("http://example.org/codes", "M48.061")))
                .isEmpty();
        assertThat(recognise(aPatient().withCondition(ICD10, "M48.061"))).isEmpty();
    }

    @Test
    void codesAreMatchedInEveryFormTheyArriveIn() {
        Tagged tagged = assertTagged(aPatient().withCondition("urn:oid:2.16.840.1.113883.6.90", " m48062"), Tag.LSS);
        assertThat(tagged.evidence().get(0).match().recorded()).isEqualTo(new Code(ICD10CM, "M48.062"));
    }

    private Tagged assertTagged(PatientStory story, Tag tag) {
        Finding finding = only(story);
        assertThat(finding).as(story.ndjson()).isInstanceOfSatisfying(Tagged.class, tagged -> assertThat(tagged.tag())
                .isEqualTo(tag));
        return (Tagged) finding;
    }

    private void assertUndecided(PatientStory story) {
        assertThat(only(story)).as(story.ndjson()).isInstanceOfSatisfying(Undecided.class, open -> {
            assertThat(open.tag()).isEqualTo(Tag.LSS);
            assertThat(open.reason()).isNotBlank();
        });
    }

    private Finding only(PatientStory story) {
        List<Finding> findings = recognise(story);
        assertThat(findings).as(story.ndjson()).hasSize(1);
        return findings.get(0);
    }

    private List<Finding> recognise(PatientStory story) {
        return new StenosisRules(Profiles.terminology())
                .recognise(Profiles.last(RecordedCondition.class, story)).stream()
                        .toList();
    }
}
