package org.interlaminar.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.cases.Assembled.from;
import static org.interlaminar.fixture.PatientStory.ICD9CM;
import static org.interlaminar.fixture.PatientStory.SNOMED;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.inYear;
import static org.interlaminar.fixture.PatientStory.on;

import java.time.LocalDate;
import org.interlaminar.clinical.Precision;
import org.interlaminar.fixture.PatientStory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StenosisEvidenceTest {
    @Test
    void claudicationIsYesNotDocumentedOrUnknownAndNeverNo() {
        assertThat(from(aPatient().withLumbarStenosisAndClaudication()).claudication())
                .isEqualTo(Claudication.YES);
        assertThat(from(aPatient().withCondition(ICD9CM, "724.03")).claudication())
                .isEqualTo(Claudication.YES);
        assertThat(from(aPatient().withCondition(ICD9CM, "724.02")).claudication())
                .isEqualTo(Claudication.NOT_DOCUMENTED);
        assertThat(from(aPatient().withCondition(SNOMED, "18347007")).claudication())
                .isEqualTo(Claudication.UNKNOWN);
        assertThat(from(aPatient().withCondition("M48.06")).claudication()).isEqualTo(Claudication.UNKNOWN);
        assertThat(from(aPatient()).claudication()).isEqualTo(Claudication.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        // The stenosis lasts from 2024-07-01 to 2024-12-31.
        "2024-01-01,2024-01-02,false",
        "2024-01-01,2024-01-03,true",
        "2024-09-01,2024-09-02,true",
        "2025-06-29,2025-07-30,true",
        "2025-06-30,2025-07-30,false",
        "2025-06-30,,false",
        "2019-01-01,,true"
    })
    void aClaudicationFindingReachesOneHundredAndEightyDays(String onset, String abatement, boolean meets) {
        PatientStory story = aPatient()
                .withCondition(SNOMED, "18347007")
                .onset(on("2024-07-01"))
                .abated(on("2024-12-31"))
                .withClaudicationFinding()
                .onset(on(onset));
        story = abatement == null ? story : story.abated(on(abatement));
        assertThat(from(story).claudication()).isEqualTo(meets ? Claudication.YES : Claudication.UNKNOWN);
    }

    @Test
    void aFindingOnTheSameRecordSaysClaudication() {
        PersonCase one = from(aPatient().withCondition(SNOMED, "18347007").coded(SNOMED, "303081002"));
        assertThat(one.lss()).isEqualTo(Answer.YES);
        assertThat(one.claudication()).isEqualTo(Claudication.YES);
    }

    @Test
    void aFindingWithoutStenosisOrRefutedSaysNothing() {
        assertThat(from(aPatient().withClaudicationFinding()).claudication()).isEqualTo(Claudication.UNKNOWN);
        assertThat(from(aPatient().withClaudicationFinding()).lss()).isEqualTo(Answer.NO);
        assertThat(from(aPatient()
                                .withCondition(SNOMED, "18347007")
                                .withClaudicationFinding()
                                .refuted())
                        .claudication())
                .isEqualTo(Claudication.UNKNOWN);
        assertThat(from(aPatient()
                                .withCondition(SNOMED, "18347007")
                                .withClaudicationFinding()
                                .provisional())
                        .claudication())
                .isEqualTo(Claudication.UNKNOWN);
    }

    @Test
    void refutedIsNoAndProvisionalIsUndecided() {
        assertThat(from(aPatient().withLumbarStenosis().refuted()).lss()).isEqualTo(Answer.NO);
        assertThat(from(aPatient().withLumbarStenosis().enteredInError()).lss()).isEqualTo(Answer.NO);
        assertThat(from(aPatient().withLumbarStenosis().provisional()).lss()).isEqualTo(Answer.UNDECIDED);
        assertThat(from(aPatient().withLumbarStenosis().provisional().withLumbarStenosis())
                        .lss())
                .isEqualTo(Answer.YES);
    }

    @Test
    void foraminalStenosisIsASubtypeAndNotTheCase() {
        PersonCase one = from(aPatient().withCondition("M99.63"));
        assertThat(one.lss()).isEqualTo(Answer.NO);
        assertThat(one.stenosis().foraminal()).isTrue();
    }

    @Test
    void cervicalStenosisAloneIsNoAndBesideLumbarStaysYes() {
        assertThat(from(aPatient().withCondition("M48.02")).lss()).isEqualTo(Answer.NO);
        assertThat(from(aPatient().withCondition("M48.02").withLumbarStenosis()).lss())
                .isEqualTo(Answer.YES);
    }

    @Test
    void theEarliestOnsetWinsAndAVagueOneCountsFromItsFirstDay() {
        PersonCase one = from(aPatient()
                .withLumbarStenosis()
                .recorded(on("2024-05-01"))
                .withLumbarStenosis()
                .withLumbarStenosis()
                .onset(inYear(2024))
                .withLumbarStenosis()
                .onset(on("2023-01-01"))
                .refuted());
        assertThat(one.stenosis().first().first()).isEqualTo(LocalDate.of(2024, 1, 1));
        assertThat(one.stenosis().first().precision()).isEqualTo(Precision.YEAR);
    }
}
