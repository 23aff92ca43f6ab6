package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.SlicingRules;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.interlaminar.fixture.Examples;
import org.interlaminar.fixture.ProfileValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What US Core 6.1.0 requires or wants to be possible, and its profiles cannot be had here (docs/decisions/0022): each line of the table
 * is an element that is required, by its least number, or must be supported.
 */
class UsCoreOverlapTest {
    private static final String DAY = "effective.toString().length() >= 10";
    private static final String CATEGORY =
            "category.coding.exists(system = 'http://terminology.hl7.org/CodeSystem/%s' and code = '%s')";

    private final IFhirPath fhirPath = FhirContext.forR4Cached().newFhirPath();

    @ParameterizedTest(name = "{1} and {0}: {2} {3}")
    @CsvFileSource(resources = "/us-core-6.1.0.csv", numLinesToSkip = 1)
    void whatUsCoreWantsIsPossibleUnlessItIsWithheld(
            String usCore, String ours, String path, String type, int min, String withheld) {
        StructureDefinition profile = ProfileValidator.withSnapshot(ours);
        assertThat(isPossible(profile, path, type)).isEqualTo(withheld == null);
        if (withheld == null) {
            assertThat(element(profile, path).getMin()).isGreaterThanOrEqualTo(min);
        }
    }

    @Test
    void nothingRequiredIsWithheld() throws Exception {
        try (var table = getClass().getResourceAsStream("/us-core-6.1.0.csv")) {
            List<String> lines = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).hasSizeGreaterThan(50).noneMatch(line -> line.matches(".*,1,.+"));
        }
    }

    @Test
    void extensionsOfUsCoreMayStandBesideOurs() {
        Stream.of("pseudonymous-patient", "lss-condition", "mild-procedure", "outcome-observation")
                .map(ProfileValidator::withSnapshot)
                .forEach(profile -> assertThat(element(profile, profile.getType() + ".extension")
                                .getSlicing()
                                .getRules())
                        .isEqualTo(SlicingRules.OPEN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Patient-p0000000000000001; name.all(family.empty() and given.empty() "
                        + "and extension('http://hl7.org/fhir/StructureDefinition/data-absent-reason').exists())",
                "Procedure-p0000000000000001-mild; performed.exists()",
                "Procedure-p0000000000000001-fusion; performed.exists()",
                "Observation-p0000000000000001-odi-baseline; value.exists()",
            })
    void rulesOfUsCoreHoldForTheExamples(String example, String rule) {
        assertThat(holds(example, rule)).isTrue();
    }

    @Test
    void examplesSayTheDayAndTheCategoryThatUsCoreAsksFor() {
        String score = "Observation-p0000000000000001-odi-baseline";
        String event = "Observation-p0000000000000001-fusion-event";
        assertThat(holds(score, DAY)).isTrue();
        assertThat(holds(event, DAY)).isTrue();
        assertThat(holds(score, CATEGORY.formatted("observation-category", "survey")))
                .isTrue();
        assertThat(holds(event, CATEGORY.formatted("observation-category", "procedure")))
                .isTrue();
        assertThat(holds(
                        "Condition-p0000000000000001-lss",
                        CATEGORY.formatted("condition-category", "problem-list-item")))
                .isTrue();
    }

    private boolean holds(String example, String rule) {
        IBaseResource resource = FhirContext.forR4Cached().newJsonParser().parseResource(Examples.text(example));
        return fhirPath.evaluateFirst(resource, rule, BooleanType.class)
                .orElseThrow()
                .booleanValue();
    }

    private static boolean isPossible(StructureDefinition profile, String path, String type) {
        boolean open = elements(profile)
                .filter(element -> (path + ".").startsWith(element.getPath() + ".") && !element.hasSliceName())
                .noneMatch(element -> "0".equals(element.getMax()));
        return open
                && (type == null
                        || element(profile, path).getType().stream()
                                .anyMatch(allowed -> allowed.getCode().equals(type)));
    }

    private static ElementDefinition element(StructureDefinition profile, String path) {
        return elements(profile)
                .filter(element -> element.getId().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(profile.getId() + " has no " + path));
    }

    private static Stream<ElementDefinition> elements(StructureDefinition profile) {
        return profile.getSnapshot().getElement().stream();
    }
}
