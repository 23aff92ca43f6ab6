package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.interlaminar.derivation.RestrictedCases;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.reporting.Snapshots;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exports as they were in a snapshot, and with what labels hold back: files, words and exit codes. */
@ExtendWith(OutputCaptureExtension.class)
class ExportCommandTest {
    private static final List<String> OF_PEOPLE =
            List.of("case", "procedure", "score", "event", "therapy", "assessment", "code_hit");

    private static TestClock clock;
    private static Service service;

    @TempDir
    private Path folder;

    private record Said(int exit, String words) {}

    private CapturedOutput output;
    private int loads;

    @BeforeAll
    static void start() {
        clock = new TestClock(Instant.parse("2026-07-01T12:00:00Z"));
        service = Service.started(clock);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anEmptyStore(CapturedOutput output) {
        this.output = output;
        service.sql()
                .sql("truncate ledger.run, ledger.source, ledger.snapshot, landing.version, landing.dirty,"
                        + " landing.patient_link, cases.person_case, cases.held_back, cases.change, xwalk.person,"
                        + " frozen.\"case\", frozen.procedure, frozen.score, frozen.event, frozen.therapy,"
                        + " frozen.assessment, frozen.code_hit, frozen.attrition cascade")
                .update();
    }

    private static PatientStory treated(String id) {
        return aPatient(id)
                .born(1950)
                .withLumbarStenosis()
                .onset(on("2023-01-01"))
                .afterMildProcedure(on("2024-03-01"))
                .withMedicationOrder("25480", daysBeforeIndex(100))
                .withOdi(60, daysBeforeIndex(10))
                .withOdi(40, daysAfterIndex(90));
    }

    // With what is held back

    @Test
    void whatIsHeldBackLeavesOnlyWithTheSwitchAndThenAsIfThereWereNoLabel() throws Exception {
        load("open", treated("p1"), treated("p2"), treated("p3"), treated("p4"));
        load(
                "labelled",
                treated("p1"),
                treated("p2").patientLabelled("R"),
                treated("p3").labelled("V"),
                treated("p4").withProcedure("62330", on("2023-12-01")).labelled("R"));
        load("open", treated("p4").withProcedure("62330", on("2023-12-01")));

        assertThat(export("--identified").exit).isZero();
        assertThat(lines("labelled")).isNotEqualTo(lines("open"));
        assertThat(rows("case"))
                .extracting(row -> row.getField("source_id") + "/" + row.getField("source_patient_id"))
                .contains("labelled/p1", "open/p2")
                .doesNotContain("labelled/p2");
        assertThat(manifest().path("restricted").asText()).isEqualTo("left out");

        Said included = export("--identified", "--include-restricted");
        assertThat(included.exit).isZero();
        assertThat(included.words).contains("what confidentiality labels hold back (of 3 people)");
        assertThat(lines("labelled")).isEqualTo(lines("open"));
        assertThat(manifest().path("restricted").asText()).isEqualTo("included");
        assertThat(manifest().path("regime").asText()).isEqualTo("identified");
    }

    @Test
    void anExportWithTheSwitchLeavesTheStoreAsItWas() throws Exception {
        load("labelled", treated("p1"), treated("p2").patientLabelled("R"));
        Map<String, String> before = service.martHashes();
        List<String> kept = kept();
        assertThat(attrition()).containsExactly("2", "1");

        export("--identified", "--include-restricted");
        assertThat(rows("attrition")).extracting(row -> row.getField("people")).startsWith("2", "2", "2");
        String surrogate = surrogateInFile("p2");

        assertThat(service.martHashes()).isEqualTo(before);
        assertThat(kept()).isEqualTo(kept);
        export("--identified", "--include-restricted");
        assertThat(surrogateInFile("p2")).as("the same in every export").isEqualTo(surrogate);
    }

    @Test
    void withNothingHeldBackTheSwitchChangesNothing() throws Exception {
        load("open", treated("p1"));
        export("--identified");
        List<String> without = lines("open");
        assertThat(export("--identified", "--include-restricted").exit).isZero();
        assertThat(lines("open")).isEqualTo(without);
    }

    @Test
    void theSwitchIsForIdentifiedExportsOfNowOnly() {
        assertThat(export("--include-restricted"))
                .satisfies(said -> assertThat(said.exit).isEqualTo(2))
                .satisfies(said -> assertThat(said.words).contains("--include-restricted goes with --identified."));
        assertThat(export("--identified", "--include-restricted", "--snapshot", "1"))
                .satisfies(said -> assertThat(said.exit).isEqualTo(2))
                .satisfies(said -> assertThat(said.words).contains("does not go with --snapshot"));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void whoeverIsDerivedMeanwhileIsNotOverwritten() throws Exception {
        load("labelled", treated("p1").labelled("R"));
        try (Connection connection = service.bean(DataSource.class).getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (var query = connection.createStatement()) {
                query.execute("select count(*) from cases.person_case");
            }
            load("labelled", treated("p1").withOdi(20, daysAfterIndex(365)).labelled("R"));
            load("labelled", treated("p1").withOdi(20, daysAfterIndex(365)));
            assertThatThrownBy(() -> service.bean(RestrictedCases.class).standIn(connection))
                    .isInstanceOfSatisfying(SQLException.class, trouble -> assertThat(trouble.getSQLState())
                            .isEqualTo("40001"));
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }

    // As it was

    @Test
    void writesTheTablesAsTheyWereInASnapshot() throws Exception {
        load("hospital-a", treated("p1"));
        export();
        List<String> then = allLines();
        Instant taken = service.bean(Snapshots.class).take("figure 2").takenAt();
        load("hospital-a", treated("p1").withOdi(10, daysAfterIndex(365)), treated("p2"));
        export();
        assertThat(allLines()).isNotEqualTo(then);

        Said said = export("--snapshot", "1");
        assertThat(said.exit).isZero();
        assertThat(said.words).contains(" under regime safe_harbor, as of snapshot 1.");
        assertThat(allLines()).isEqualTo(then);
        JsonNode snapshot = manifest().path("snapshot");
        assertThat(snapshot.path("number").asInt()).isEqualTo(1);
        assertThat(snapshot.path("label").asText()).isEqualTo("figure 2");
        assertThat(Instant.parse(snapshot.path("taken_at").asText())).isEqualTo(taken);
        assertThat(manifest().path("value_sets").size()).isEqualTo(1);
    }

    @Test
    void anIdentifiedExportOfASnapshotNamesThePeopleOfTheSource() throws Exception {
        load("hospital-a", treated("p1"));
        service.bean(Snapshots.class).take("");
        load("hospital-a", treated("p2"));
        export("--identified", "--snapshot", "1");
        assertThat(rows("case"))
                .extracting(row -> row.getField("source_patient_id") + " " + row.getField("index_date"))
                .containsExactly("p1 2024-03-01");
    }

    @Test
    void anUnknownSnapshotNamesThoseThereAreAndWritesNothing() throws Exception {
        assertThat(export("--snapshot", "1").words)
                .contains("--snapshot 1: there is no such snapshot. There is none yet; take one with");
        load("hospital-a", treated("p1"));
        export();
        List<String> before = allLines();
        service.bean(Snapshots.class).take("figure 2");
        service.bean(Snapshots.class).take("");
        String at = StatusReport.minute(clock.instant());

        Said said = export("--snapshot", "7");
        assertThat(said.exit).isEqualTo(2);
        assertThat(said.words)
                .contains(
                        "--snapshot 7: there is no such snapshot. There are 1 (" + at + ", figure 2), 2 (" + at + ").");
        assertThat(allLines()).isEqualTo(before);
        assertThat(folder.resolve("out/manifest.json")).exists();
    }

    // Words

    private Said export(String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("export", "--out", folder.resolve("out").toString()));
        arguments.addAll(List.of(more));
        int before = output.getAll().length();
        int exit = service.bean(CommandLineRoot.class).run(arguments.toArray(String[]::new));
        return new Said(exit, output.getAll().substring(before));
    }

    private void load(String source, PatientStory... stories) throws Exception {
        clock.pass(Duration.ofMinutes(1));
        String version = Integer.toString(++loads);
        StringBuilder lines = new StringBuilder();
        for (PatientStory story : stories) {
            lines.append(story.allWithMeta(version, clock.instant().toString()).ndjson());
        }
        service.load(source, Files.writeString(folder.resolve(version + ".ndjson"), lines));
    }

    private List<NamedCsvRecord> rows(String table) throws IOException {
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(folder.resolve("out").resolve(table + ".csv"))) {
            return csv.stream().toList();
        }
    }

    /** Rows of people of one source, the surrogate replaced by the patient. */
    private List<String> lines(String source) throws IOException {
        Map<String, String> patients = new TreeMap<>();
        for (NamedCsvRecord row : rows("case")) {
            if (row.getField("source_id").equals(source)) {
                patients.put(row.getField("person"), row.getField("source_patient_id"));
            }
        }
        List<String> lines = new ArrayList<>();
        for (String table : OF_PEOPLE) {
            for (NamedCsvRecord row : rows(table)) {
                if (patients.containsKey(row.getField("person"))) {
                    List<String> cells = new ArrayList<>(row.getFields());
                    cells.set(0, patients.get(row.getField("person")));
                    cells.removeIf(source::equals);
                    lines.add(table + " " + cells);
                }
            }
        }
        lines.sort(null);
        return lines;
    }

    private List<String> allLines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String table : OF_PEOPLE) {
            lines.addAll(Files.readAllLines(folder.resolve("out").resolve(table + ".csv")));
        }
        lines.addAll(Files.readAllLines(folder.resolve("out/attrition.csv")));
        return lines;
    }

    private JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("out/manifest.json").toFile());
    }

    private String surrogateInFile(String patient) throws IOException {
        return rows("case").stream()
                .filter(row -> row.getField("source_patient_id").equals(patient))
                .map(row -> row.getField("person"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> attrition() {
        return service.sql()
                .sql("select people from mart.attrition where step <= 2 order by step")
                .query(String.class)
                .list();
    }

    private static List<String> kept() {
        JdbcClient sql = service.sql();
        List<String> kept = new ArrayList<>();
        for (String table :
                List.of("cases.person_case", "cases.held_back", "cases.change", "xwalk.person", "landing.quarantine")) {
            kept.addAll(sql.sql("select t::text from " + table + " t order by 1")
                    .query(String.class)
                    .list());
        }
        return kept;
    }
}
