package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.interlaminar.clinical.Code;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.reading.FhirProfiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The ranking of local codes as an operator reads it, and the way of one of them through a ConceptMap. */
@ExtendWith(OutputCaptureExtension.class)
class UnmappedCommandTest {
    private static final String PROBLEMS = "urn:oid:1.2.840.114350.1";
    private static final String SURGERY = "urn:oid:1.2.840.114350.2";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Service service;

    @TempDir
    private Path folder;

    private CapturedOutput output;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anEmptyStore(CapturedOutput output) {
        this.output = output;
        service.sql()
                .sql("truncate ledger.unmapped, ledger.run, ledger.source, landing.version, landing.dirty,"
                        + " landing.patient_link, cases.person_case, cases.change, xwalk.person cascade")
                .update();
    }

    @Test
    void saysWhenNothingIsUnmapped() throws Exception {
        load("hospital-a", aPatient("p1").withLumbarStenosis());
        assertThat(say("unmapped")).isEqualTo("No local codes without a map have been seen.\n");
        assertThat(say("unmapped", "--json")).isEqualToIgnoringWhitespace("[]");
        assertThat(template().hasGroup()).isFalse();
    }

    @Test
    void ranksByPeopleAndThenByHowOftenEachSourceForItself() throws Exception {
        someOfTwoHospitals();
        assertThat(say("unmapped").lines().map(line -> line.replaceAll(" +", " ")
                        .strip()))
                .containsExactly(
                        "people versions seen source on system|code",
                        "2 2 hospital-a Procedure " + SURGERY + "|decompression",
                        "2 2 hospital-b Condition " + PROBLEMS + "|stenosis",
                        "1 3 hospital-a Condition " + PROBLEMS + "|cold",
                        "1 1 hospital-a Condition " + PROBLEMS + "|stenosis");
        assertThat(say("unmapped", "--limit", "1").lines())
                .hasSize(3)
                .last()
                .isEqualTo("3 more: --limit N shows as many.");
        assertThat(say("unmapped", "--source", "hospital-b")).doesNotContain("hospital-a");
    }

    @Test
    void jsonHasTheSame() throws Exception {
        someOfTwoHospitals();
        JsonNode first = JSON.readTree(say("unmapped", "--json")).path(0);
        assertThat(first)
                .isEqualTo(
                        JSON.readTree(
                                """
                {"source":"hospital-a","system":"urn:oid:1.2.840.114350.2","code":"decompression","people":2,"exact":true,
                "seen":2,"types":["Procedure"]}"""));
    }

    @Test
    void saysAboutWhereItIsAnEstimateAndNothingWhereOnlyVersionsWereCounted() throws Exception {
        load("hospital-a", aPatient("p1").withCondition(PROBLEMS, "few"));
        service.sql()
                .sql(
                        "insert into ledger.unmapped (source, system, code, seen, people, people_exact) values"
                                + " ('hospital-a', 'urn:s', 'many', 9000, 1240, false), ('hospital-a', 'urn:s', 'former', 7, null, true)")
                .update();
        assertThat(say("unmapped").lines().skip(1).map(line -> line.replaceAll(" +", " ")
                        .strip()))
                .containsExactly(
                        "about 1,240 9,000 hospital-a urn:s|many",
                        "1 1 hospital-a Condition " + PROBLEMS + "|few",
                        "- 7 hospital-a urn:s|former");
    }

    @Test
    void neverShowsWhatADisplaySaysNorObeysACode() throws Exception {
        load("hospital-a", aPatient("p1").withCondition(PROBLEMS, "77\u001b[2J").changed(node -> ((ObjectNode)
                        node.path("code").path("coding").path(0))
                .put("display", "Jane Doe's back")));
        assertThat(say("unmapped")).contains("|77?[2J").doesNotContain("\u001b").doesNotContain("Jane");
        assertThat(say("unmapped", "--json") + say("unmapped", "--template"))
                .doesNotContain("\u001b")
                .doesNotContain("Jane");
    }

    @Test
    void wrongUsageIsToldBeforeAnythingElse() throws Exception {
        load("hospital-a", aPatient("p1").withCondition(PROBLEMS, "77"));
        assertThat(exit("unmapped", "--source", "nowhere")).isEqualTo(2);
        assertThat(exit("unmapped", "--limit", "0")).isEqualTo(2);
        assertThat(exit("unmapped", "--template", "--json")).isEqualTo(2);
        assertThat(output.getErr()).contains("nowhere: there is no such source; 'sources' lists them.");
    }

    @Test
    void theTemplateHasTheCodesOfAllSourcesBySystemInTheirRank() throws Exception {
        someOfTwoHospitals();
        service.sql()
                .sql(
                        "insert into ledger.unmapped (source, system, code, seen, people) values"
                                + " ('hospital-a', '', 'bare', 1, 99), ('hospital-a', 'questionnaire', 'https://f.example', 1, 99)")
                .update();

        ConceptMap map = template();

        assertThat(map.getGroup())
                .extracting(ConceptMapGroupComponent::getSource)
                .containsExactly(PROBLEMS, SURGERY);
        assertThat(map.getGroup().get(0).getElement())
                .extracting(SourceElementComponent::getCode)
                .containsExactly("stenosis", "cold");
        assertThat(map.getGroup().stream().flatMap(group -> group.getElement().stream()))
                .allSatisfy(element -> {
                    assertThat(element.getTarget()).hasSize(1);
                    assertThat(element.getTargetFirstRep().getEquivalence()).isEqualTo(ConceptMapEquivalence.UNMATCHED);
                });
        assertThat(template("--limit", "1", "--source", "hospital-a").getGroup())
                .singleElement()
                .satisfies(group -> assertThat(group.getSource()).isEqualTo(SURGERY));
    }

    @Test
    void anUnfilledTemplateChangesNothingAndAFilledOneMapsWhatItSaysAndTakesItOffTheList() throws Exception {
        someOfTwoHospitals();
        ConceptMap map = template();

        try (Service other = service.beside(profiles(map))) {
            FhirProfiles own = other.bean(FhirProfiles.class);
            assertThat(own.screenGeneration())
                    .isEqualTo(service.bean(FhirProfiles.class).screenGeneration());
            assertThat(say(other, "unmapped")).isEqualTo(say("unmapped"));
        }

        fillIn(map, stenosis());
        try (Service other = service.beside(profiles(map))) {
            assertThat(other.bean(FhirProfiles.class).anchorCodes("Condition"))
                    .contains(new Code(PROBLEMS, "stenosis"));
            assertThat(say(other, "unmapped"))
                    .doesNotContain("|stenosis")
                    .contains("|cold")
                    .contains("|decompression");
        }
        assertThat(say("unmapped")).contains("|stenosis");
    }

    @Test
    void aCodeThatWasFilledInMakesAPersonACase() throws Exception {
        someOfTwoHospitals();
        ConceptMap map = template();
        fillIn(map, stenosis());
        try (Service filledIn = Service.started(profiles(map))) {
            filledIn.load("hospital-a", file("a.ndjson", aPatient("p9").withCondition(PROBLEMS, "stenosis")));
            assertThat(filledIn.sql()
                            .sql("select patient || ' ' || lss from cases.person_case")
                            .query(String.class)
                            .list())
                    .containsExactly("p9 yes");
            assertThat(say(filledIn, "unmapped")).startsWith("No local codes");
        }
    }

    @Test
    void whatIsHalfFilledInIsRefusedByName() throws Exception {
        someOfTwoHospitals();
        ConceptMap withoutSystem = template();
        fillIn(withoutSystem, new Code(null, stenosis().value()));
        assertRefused(withoutSystem, "has a group that names no target system for what it maps");

        ConceptMap stillUnmatched = template();
        fillIn(stillUnmatched, stenosis()).setEquivalence(ConceptMapEquivalence.UNMATCHED);
        assertRefused(stillUnmatched, "names a target and says by its equivalence that there is none");
    }

    private void assertRefused(ConceptMap map, String why) throws Exception {
        try (Service other = service.beside(profiles(map))) {
            assertThatThrownBy(() -> other.bean(FhirProfiles.class))
                    .rootCause()
                    .hasMessageContaining("ConceptMap-local-codes.json")
                    .hasMessageContaining(why);
        }
    }

    // Words

    /** The code that a story's stenosis carries. */
    private static Code stenosis() {
        JsonNode coding = aPatient()
                .withLumbarStenosis()
                .nodes()
                .get(1)
                .path("code")
                .path("coding")
                .path(0);
        return new Code(coding.path("system").asText(), coding.path("code").asText());
    }

    private static TargetElementComponent fillIn(ConceptMap map, Code meaning) {
        ConceptMapGroupComponent group = map.getGroup().get(0);
        return group.setTarget(meaning.system())
                .getElementFirstRep()
                .getTargetFirstRep()
                .setCode(meaning.value())
                .setEquivalence(ConceptMapEquivalence.EQUIVALENT);
    }

    private void someOfTwoHospitals() throws Exception {
        load(
                "hospital-a",
                aPatient("p1")
                        .withCondition(PROBLEMS, "cold")
                        .withCondition(PROBLEMS, "cold")
                        .withCondition(PROBLEMS, "cold")
                        .withCondition(PROBLEMS, "stenosis")
                        .withProcedure(SURGERY, "decompression", on("2024-01-01")),
                aPatient("p2").withProcedure(SURGERY, "decompression", on("2024-01-01")));
        load(
                "hospital-b",
                aPatient("p1").withCondition(PROBLEMS, "stenosis"),
                aPatient("p2").withCondition(PROBLEMS, "stenosis"));
    }

    private void load(String source, PatientStory... stories) throws Exception {
        service.load(source, file(source + ".ndjson", stories));
    }

    private Path file(String name, PatientStory... stories) throws Exception {
        StringBuilder lines = new StringBuilder();
        List.of(stories).forEach(story -> lines.append(story.ndjson()));
        return Files.writeString(folder.resolve(name), lines);
    }

    private String profiles(ConceptMap map) throws Exception {
        Path own = Files.createTempDirectory(folder, "profiles");
        Files.writeString(
                own.resolve("ConceptMap-local-codes.json"),
                FhirContext.forR4Cached().newJsonParser().encodeResourceToString(map));
        return "interlaminar.profiles=" + own;
    }

    private ConceptMap template(String... further) {
        IParser strict = FhirContext.forR4Cached().newJsonParser();
        strict.setParserErrorHandler(new StrictErrorHandler());
        String[] arguments = new String[2 + further.length];
        arguments[0] = "unmapped";
        arguments[1] = "--template";
        System.arraycopy(further, 0, arguments, 2, further.length);
        return strict.parseResource(ConceptMap.class, say(arguments));
    }

    private String say(String... arguments) {
        return say(service, arguments);
    }

    private String say(Service where, String... arguments) {
        int before = output.getOut().length();
        assertThat(exit(where, arguments)).isZero();
        return output.getOut().substring(before);
    }

    private static int exit(String... arguments) {
        return exit(service, arguments);
    }

    private static int exit(Service where, String... arguments) {
        return where.bean(CommandLineRoot.class).run(arguments);
    }
}
