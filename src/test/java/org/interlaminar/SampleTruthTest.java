package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody missed and nobody added: who has lumbar stenosis and who had MILD, on which day and how often, recounted from the raw
 * files by code that shares nothing with the service.
 */
class SampleTruthTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> STENOSIS = Set.of("18347007", "M48.06", "M48.061", "M48.062", "M48.07");
    private static final Set<String> NEVER = Set.of("refuted", "entered-in-error");
    private static final Set<String> SURGERY = Set.of("63047", "63005", "63030", "22612", "22630", "22633", "22869");

    private static Service service;

    @BeforeAll
    static void load() throws Exception {
        service = Service.started();
        service.load("mixed", sample("mixed"));
        service.load("enriched", sample("enriched"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed", "enriched"})
    void everybodyWithLumbarStenosisIsFoundAndNobodyElse(String source) throws IOException {
        Set<String> expected = new TreeSet<>();
        each(source, "Condition", condition -> {
            boolean counts = !NEVER.contains(first(condition.path("verificationStatus")));
            if (counts && codes(condition.path("code")).stream().anyMatch(STENOSIS::contains)) {
                expected.add(patient(condition));
            }
        });
        assertThat(expected).hasSizeGreaterThan(70);
        assertThat(found(source, "lss = 'yes'")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed", "enriched"})
    void everybodyWithMildIsFoundOnTheirDaysAndNobodyElse(String source) throws IOException {
        Map<String, TreeSet<LocalDate>> expected = days(source, Set.of("0275T"));
        Map<String, TreeSet<LocalDate>> surgery = days(source, SURGERY);
        expected.forEach((patient, days) -> assertThat(surgery.getOrDefault(patient, new TreeSet<>()))
                .as("no hybrid in the samples")
                .doesNotContainAnyElementsOf(days));
        assertThat(found(source, "mild = 'yes'")).isEqualTo(expected.keySet());
        Map<String, TreeSet<LocalDate>> told = new TreeMap<>();
        service.sql()
                .sql("select patient, date from cases.procedure where source = ? and kind = 'mild'")
                .param(source)
                .query(row -> {
                    told.computeIfAbsent(row.getString(1), any -> new TreeSet<>())
                            .add(row.getObject(2, LocalDate.class));
                });
        assertThat(told).isEqualTo(expected);
        expected.forEach((patient, days) -> assertThat(service.sql()
                        .sql("select index_date from cases.person_case where source = ? and patient = ?")
                        .params(source, patient)
                        .query(LocalDate.class)
                        .single())
                .isEqualTo(days.first()));
    }

    private static Map<String, TreeSet<LocalDate>> days(String source, Set<String> wanted) throws IOException {
        Map<String, TreeSet<LocalDate>> days = new TreeMap<>();
        each(source, "Procedure", procedure -> {
            if (procedure.path("status").asText().equals("completed")
                    && codes(procedure.path("code")).stream().anyMatch(wanted::contains)) {
                days.computeIfAbsent(patient(procedure), any -> new TreeSet<>())
                        .add(OffsetDateTime.parse(procedure
                                        .path("performedPeriod")
                                        .path("start")
                                        .asText())
                                .toLocalDate());
            }
        });
        return days;
    }

    private static Set<String> found(String source, String condition) {
        return new TreeSet<>(service.sql()
                .sql("select patient from cases.person_case where source = ? and " + condition)
                .param(source)
                .query(String.class)
                .list());
    }

    private interface Visitor {
        void visit(JsonNode resource);
    }

    private static void each(String source, String type, Visitor visitor) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(sample(source).resolve(type + ".ndjson.gz"))),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                visitor.visit(MAPPER.readTree(line));
            }
        }
    }

    private static Path sample(String source) {
        return Path.of("src/main/resources/demo", source);
    }

    private static String patient(JsonNode resource) {
        return resource.path("subject").path("reference").asText().replace("Patient/", "");
    }

    private static List<String> codes(JsonNode concept) {
        List<String> codes = new ArrayList<>();
        concept.path("coding").forEach(coding -> codes.add(coding.path("code").asText()));
        return codes;
    }

    private static String first(JsonNode concept) {
        return concept.path("coding").path(0).path("code").asText();
    }
}
