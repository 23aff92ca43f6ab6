package org.interlaminar.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.TerminologyDiffers;
import org.interlaminar.reporting.Changes;
import org.interlaminar.reporting.CohortDelta;
import org.interlaminar.reporting.CohortDelta.Moved;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other value sets decide again about what has landed: rehearsed first, then in force, and never two kinds at once. */
class RetagTest {
    private static final String LISTED = "ValueSet-lss-dx-no-or-unspec-nc.json";

    @TempDir
    private Path folder;

    private Service service;
    private Path records;

    @BeforeEach
    void landed() throws Exception {
        records = folder.resolve("records.ndjson");
        PatientStory tagged = aPatient("p1")
                .born(1950)
                .withLumbarStenosis()
                .onset(on("2024-01-01"))
                .afterMildProcedure(on("2025-01-01"))
                .withOdi(42, daysAfterIndex(90));
        PatientStory other =
                aPatient("p2").born(1951).withCondition(outsideTheSets()).onset(on("2024-01-01"));
        Files.writeString(records, tagged.ndjson() + other.ndjson());
        service = Service.started();
        service.load("hospital-a", records);
        assertThat(lss()).containsExactly("p1 yes");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void theDryRunSaysWhoEntersAndLeavesAndWritesNothing() throws Exception {
        Map<String, String> before = service.martHashes();
        try (Service other = service.beside(profiles(removing(listed()), adding(outsideTheSets())))) {
            CohortDelta delta = other.bean(Retag.class).rehearse().delta();
            assertThat(delta.entering()).containsExactly(person("p2"));
            assertThat(delta.leaving()).isEmpty();
            assertThat(delta.changed()).isEqualTo(1);
            assertThat(delta.counts()).containsEntry("LSS yes", new Moved(1, 1));
            assertThat(delta.counts()).containsEntry("cases", new Moved(1, 2));
        }
        assertThat(service.martHashes()).isEqualTo(before);
        assertThat(service.bean(Derivation.class).waiting()).isZero();
    }

    @Test
    void aRetagComesToWhatAFreshLoadWouldHaveComeTo() throws Exception {
        String profiles = profiles(removing(listed()), adding(outsideTheSets()));
        try (Service other = service.beside(profiles);
                Service fresh = Service.started(profiles)) {
            other.bean(Retag.class).run();
            other.derive();
            fresh.load("hospital-a", records);
            assertThat(lss()).containsExactly("p1 no", "p2 yes");
            assertThat(other.martHashes()).isEqualTo(fresh.martHashes());
        }
    }

    @Test
    void aRetagLeavesARecordThatNamesTheValueSets() throws Exception {
        try (Service other = service.beside(profiles(removing(listed())))) {
            other.bean(Retag.class).run();
            other.derive();
            Changes.Change change = other.bean(Changes.class)
                    .of(new Person(person("p1"), new java.util.TreeSet<>(List.of("p1"))), 1)
                    .get(0);
            assertThat(change.what()).contains("no longer lss: yes", "now lss: no");
            assertThat(change.why()).contains("retagged").anyMatch(why -> why.startsWith("value sets "));
        }
    }

    @Test
    void aNodeWithOtherValueSetsNeitherLandsNorDerives() throws Exception {
        Map<String, String> before = service.martHashes();
        try (Service other = service.beside(profiles(removing(listed())))) {
            assertThatThrownBy(() -> other.land("hospital-a", records))
                    .isInstanceOf(TerminologyDiffers.class)
                    .hasMessageContaining("retag --dry-run");
            assertThatThrownBy(() -> other.bean(Derivation.class).deriveNext()).isInstanceOf(TerminologyDiffers.class);
        }
        assertThat(service.martHashes()).isEqualTo(before);
    }

    @Test
    void onceRetaggedTheNodeWithTheFormerValueSetsIsTheOneThatIsRefused() throws Exception {
        try (Service other = service.beside(profiles(removing(listed())))) {
            other.bean(Retag.class).run();
            other.derive();
            assertThatThrownBy(() -> service.bean(Derivation.class).deriveNext())
                    .isInstanceOf(TerminologyDiffers.class);
            service.sql()
                    .sql("insert into landing.dirty (source, patient) values ('hospital-a', 'p1')")
                    .update();
            assertThatThrownBy(service::derive).isInstanceOf(TerminologyDiffers.class);
            assertThat(lss()).doesNotContain("p1 yes");
        }
    }

    @Test
    void invalidValueSetsAreRefusedByNameBeforeAnythingChanges() throws Exception {
        assertRefused("not JSON", "{\"resourceType\":");
        assertRefused("no FHIR resource", "{}");
        assertRefused("no id or no version", "{\"resourceType\":\"ValueSet\",\"id\":\"lss-dx-no-or-unspec-nc\"}");
        assertRefused(
                "without a code",
                "{\"resourceType\":\"ValueSet\",\"id\":\"a\",\"version\":\"1\",\"compose\":{\"include\":[{\"system\":"
                        + "\"http://loinc.org\",\"concept\":[{}]}]}}");
        assertRefused(
                "includes nothing",
                "{\"resourceType\":\"ValueSet\",\"id\":\"lss-dx-no-or-unspec-nc\",\"version\":\"1\"}");
        assertThat(lss()).containsExactly("p1 yes");
    }

    private void assertRefused(String why, String content) throws IOException {
        Path own = Files.createTempDirectory(folder, "profiles");
        Files.writeString(own.resolve(LISTED), content);
        try (Service other = service.beside("interlaminar.profiles=" + own)) {
            assertThatThrownBy(() -> other.bean(Retag.class))
                    .rootCause()
                    .hasMessageContaining(LISTED)
                    .hasMessageContaining(why);
        }
    }

    // Words

    private interface Edit {
        void apply(JsonNode valueSet);
    }

    private String profiles(Edit... edits) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Path own = Files.createTempDirectory(folder, "profiles");
        JsonNode valueSet = mapper.readTree(Files.readAllBytes(Path.of("fhir-profiles", LISTED)));
        for (Edit edit : edits) {
            edit.apply(valueSet);
        }
        Files.write(own.resolve(LISTED), mapper.writeValueAsBytes(valueSet));
        return "interlaminar.profiles=" + own;
    }

    private static Edit removing(String code) {
        return valueSet -> {
            for (JsonNode include : valueSet.path("compose").path("include")) {
                ArrayNode concepts = (ArrayNode) include.path("concept");
                for (int i = concepts.size() - 1; i >= 0; i--) {
                    if (concepts.get(i).path("code").asText().equals(code)) {
                        concepts.remove(i);
                    }
                }
            }
        };
    }

    private static Edit adding(String code) {
        return valueSet -> ((ArrayNode)
                        valueSet.path("compose").path("include").path(0).path("concept"))
                .addObject()
                .put("code", code);
    }

    /** The code that the story's stenosis carries. */
    private static String listed() {
        return aPatient()
                .withLumbarStenosis()
                .nodes()
                .get(1)
                .path("code")
                .path("coding")
                .path(0)
                .path("code")
                .asText();
    }

    /** A code that lands by its family and is in no set. */
    private static String outsideTheSets() {
        return listed().substring(0, 3) + ".9";
    }

    private static PersonKey person(String patient) {
        return new PersonKey("hospital-a", patient);
    }

    private List<String> lss() {
        return service.sql()
                .sql("select patient || ' ' || lss from cases.person_case order by 1")
                .query(String.class)
                .list();
    }
}
