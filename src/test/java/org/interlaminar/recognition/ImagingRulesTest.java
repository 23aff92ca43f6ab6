package org.interlaminar.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.OUTCOME;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAgo;

import java.util.List;
import org.interlaminar.clinical.ImagingReport;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.recognition.ImagingRules.Fact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagingRulesTest {
    private static final String MRI = "72148";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Mild spinal stenosis L3-4                              | qualitative mild
            Severe stenosis L3-4, moderate stenosis L4-5           | qualitative severe
            Mild to moderate central canal stenosis                | qualitative moderate
            No severe stenosis                                     |
            Lee grade 2 at L3-4; Lee grade 3 at L4-5               | lee 3
            Lee grade 3 at L3-4; Lee grade 2 at L4-5               | lee 3
            Lee grade 0                                            | lee 0
            Lee grade 4                                            |
            Schizas B at L3-4; Schizas grade C at L4-5             | schizas c
            Schizas C at L3-4; Schizas A4 at L4-5                  | schizas c
            Ligamentum flavum 3.5 mm at L3-4. Ligamentum flavum 5 mm | ligamentum-flavum 5
            Ligamentum flavum 5 mm at L3-4. Ligamentum flavum 3.5 mm | ligamentum-flavum 5
            Ligamentum flavum thickened                            |
            """)
    void readsTheWorstOfEachScheme(String report, String fact) {
        PatientStory story = aPatient().withImagingReport(MRI, report, daysAgo(30));
        assertThat(rules().facts(Profiles.last(ImagingReport.class, story)))
                .extracting(ImagingRulesTest::inWords)
                .containsExactlyElementsOf(fact == null ? List.of() : List.of(fact));
    }

    @Test
    void aMeasuredThicknessIsInMillimetres() {
        PatientStory story = aPatient().withObservation(OUTCOME, "ligamentum-flavum-thickness", 4, daysAgo(30));
        assertThat(facts(story)).containsExactly("ligamentum-flavum 4");
        assertThat(facts(story.unit("cm"))).isEmpty();
        assertThat(facts(story.unit("mm"))).containsExactly("ligamentum-flavum 4");
        assertThat(facts(story.withoutValue())).isEmpty();
    }

    @Test
    void aGradeIsOneOfItsScheme() {
        assertThat(facts(aPatient().withTextObservation(OUTCOME, "stenosis-grade-schizas", "Grade C", daysAgo(30))))
                .containsExactly("schizas c");
        assertThat(facts(aPatient().withTextObservation(OUTCOME, "stenosis-grade-schizas", "severe", daysAgo(30))))
                .isEmpty();
        assertThat(facts(aPatient().withObservation(OUTCOME, "stenosis-grade-lee", 2, daysAgo(30))))
                .containsExactly("lee 2");
    }

    private static List<String> facts(PatientStory story) {
        return rules().facts(Profiles.last(OutcomeObservation.class, story)).stream()
                .map(ImagingRulesTest::inWords)
                .toList();
    }

    private static String inWords(Fact fact) {
        return fact.number() == null ? fact.scheme() + " " + fact.value() : fact.what() + " " + fact.number();
    }

    private static ImagingRules rules() {
        return new ImagingRules(Profiles.terminology());
    }
}
