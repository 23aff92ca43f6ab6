package org.interlaminar.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.monthsAgo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drugs that stand in resources of their own, which are about nobody: whoever names them is derived again when they come. */
class ThingsTest {
    private static final String MEDICATION =
            """
            {"resourceType":"Medication","id":"%s","code":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"%s"}]}}
            """;
    private static Service service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aDrugThatComesLaterIsThere() throws Exception {
        service.load("later", file("person", order("drug-1").ndjson()));
        assertThat(therapies("later")).isEmpty();
        service.load("later", file("drug", MEDICATION.formatted("drug-1", "25480")));
        assertThat(therapies("later")).containsExactly("neuropathic gabapentin before");
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() throws Exception {
        service.load("earlier", file("drug", MEDICATION.formatted("drug-1", "25480")));
        service.load("earlier", file("person", order("drug-1").ndjson()));
        assertThat(therapies("earlier")).containsExactly("neuropathic gabapentin before");
    }

    @Test
    void aDrugThatIsCorrectedIsAnother() throws Exception {
        service.load("corrected", file("person", order("drug-1").ndjson()));
        service.load("corrected", file("drug", MEDICATION.formatted("drug-1", "25480")));
        String corrected = MEDICATION
                .formatted("drug-1", "5640")
                .replace("\"id\"", "\"meta\":{\"versionId\":\"2\",\"lastUpdated\":\"2026-11-01T00:00:00Z\"},\"id\"");
        service.load("corrected", file("corrected", corrected));
        assertThat(therapies("corrected")).containsExactly("nsaid ibuprofen before");
    }

    @Test
    void anotherHospitalsDrugOfTheSameIdIsNotMeant() throws Exception {
        service.load("here", file("person", order("drug-1").ndjson()));
        service.load("elsewhere", file("drug", MEDICATION.formatted("drug-1", "25480")));
        assertThat(therapies("here")).isEmpty();
    }

    private static PatientStory order(String drug) {
        return aPatient()
                .withLumbarStenosis()
                .afterMildProcedure(monthsAgo(6))
                .withMedicationOrder("161", daysBeforeIndex(30))
                .changed(node -> {
                    node.remove("medicationCodeableConcept");
                    node.putObject("medicationReference").put("reference", "Medication/" + drug);
                });
    }

    private static List<String> therapies(String source) {
        return service.sql()
                .sql("select kind || ' ' || ingredient || ' ' || phase from cases.therapy where source = ? order by 1")
                .param(source)
                .query(String.class)
                .list();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".ndjson"), text.strip() + "\n");
    }
}
