package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Measure;
import org.hl7.fhir.r4.model.Measure.MeasureGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport;
import org.interlaminar.fixture.Examples;
import org.interlaminar.fixture.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expressions of the measure, asked of the example: ODI 52 before and 24.5 on day 362, a fusion on day 400. */
class MeasureOfACaseTest {
    private static final FhirContext R4 = FhirContext.forR4Cached();
    private static final String FILE = "Measure-lss-mild-outcomes.json";

    private final IFhirPath fhirPath = R4.newFhirPath();
    private final Measure measure = R4.newJsonParser()
            .parseResource(Measure.class, new String(Profiles.files(FILE).get(FILE), StandardCharsets.UTF_8));

    @ParameterizedTest(name = "{0} of {1} in {2}: {4}")
    @CsvSource({
        "initial-population, all,       12-months, 545, true",
        "denominator,        all,       12-months, 545, true",
        "denominator,        evaluable, 12-months, 545, true",
        "denominator,        complete,  12-months, 545, false",
        "numerator,          all,       12-months, 545, true",
        "denominator,        evaluable, 3-months,  135, false",
        "numerator,          all,       3-months,  135, false",
        "denominator,        evaluable, 24-months, 910, true",
        "numerator,          all,       24-months, 910, false",
    })
    void anExpressionSaysWhatTheRuleSays(
            String population, String denominator, String window, int end, boolean expected) {
        assertThat(asked(Examples.text("Bundle-p0000000000000001-case"), population, denominator, window, end))
                .isEqualTo(expected);
    }

    @Test
    void aTreatmentFailureBeforeTheScoreMakesANonResponder() {
        String failed = Examples.text("Bundle-p0000000000000001-case").replace("400", "300");
        assertThat(asked(failed, "numerator", "all", "12-months", 545)).isFalse();
    }

    @Test
    void somebodyWithoutLumbarStenosisIsNotCounted() {
        String other = Examples.text("Bundle-p0000000000000001-case").replace("\"lss\"", "\"lss-foraminal\"");
        assertThat(asked(other, "initial-population", "all", "12-months", 545)).isFalse();
    }

    @Test
    void theReportHasTheGroupsAndThePopulationsOfTheMeasure() {
        MeasureReport report =
                R4.newJsonParser().parseResource(MeasureReport.class, Examples.text("MeasureReport-lss-mild-outcomes"));
        assertThat(report.getMeasure()).isEqualTo(measure.getUrl() + "|" + measure.getVersion());
        assertThat(report.getGroup())
                .extracting(group -> group.getCode().getCodingFirstRep().getCode())
                .containsExactly("all", "evaluable", "complete");
        report.getGroup()
                .forEach(group -> group.getStratifierFirstRep().getStratum().forEach(stratum -> assertThat(
                                stratum.getPopulation())
                        .extracting(population ->
                                population.getCode().getCodingFirstRep().getCode())
                        .containsExactly("initial-population", "denominator", "numerator")));
    }

    private boolean asked(String bundle, String population, String denominator, String window, int end) {
        MeasureGroupComponent group = measure.getGroup().stream()
                .filter(one -> one.getCode().getCodingFirstRep().getCode().equals(denominator))
                .findFirst()
                .orElseThrow();
        String expression = group.getPopulation().stream()
                .filter(one -> one.getCode().getCodingFirstRep().getCode().equals(population))
                .findFirst()
                .orElseThrow()
                .getCriteria()
                .getExpression()
                .replace("%window", "'" + window + "'")
                .replace("%end", String.valueOf(end));
        return fhirPath.evaluateFirst(
                        R4.newJsonParser().parseResource(Bundle.class, bundle), expression, BooleanType.class)
                .map(BooleanType::booleanValue)
                .orElse(false);
    }
}
