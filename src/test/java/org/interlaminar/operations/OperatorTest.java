package org.interlaminar.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.intake.Retention;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator reads and does: status, states, deletions, explain; with the words and the exit codes. */
@ExtendWith(OutputCaptureExtension.class)
class OperatorTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"%s\"}";

    private static TestClock clock;
    private static Service service;

    @TempDir
    private Path folder;

    /** What one command said. */
    private record Said(int exit, String words) {}

    private CapturedOutput output;

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
        clock.pass(Duration.ofHours(1));
        service.sql()
                .sql("truncate ledger.run, ledger.source, ledger.reconciliation, landing.version, landing.dirty,"
                        + " landing.quarantine, landing.backfill, landing.gone, landing.patient_link, cases.person_case,"
                        + " cases.held_back, cases.change, xwalk.person cascade")
                .update();
    }

    @Test
    void saysWhereToBeginWhenThereIsNothing() {
        assertThat(say("status"))
                .isEqualTo(new Said(
                        0, "Nothing has been loaded or pulled yet. Start with: load --source" + " ID FOLDER\n"));
    }

    @Test
    void saysThatNothingNeedsAnybody() throws Exception {
        load("a.ndjson", aPatient("p1").withLumbarStenosis().ndjson());

        Said status = say("status");

        assertThat(status.exit).isZero();
        assertThat(status.words)
                .startsWith("Nothing needs you.\n")
                .contains("received 2 = 2 stored + 0 duplicate + 0 filtered + 0 quarantined")
                .contains("1 with a Patient record, 1 with lumbar spinal stenosis, 0 with an index procedure")
                .contains("0 wait to be derived")
                .contains("In force: value sets ");
    }

    @Test
    void showsAGapFirst() throws Exception {
        load("broken.json", "{\"resourceType\":\"Bundle\",\"entry\":[");

        Said status = say("status");

        assertThat(status.exit).isEqualTo(3);
        assertThat(status.words)
                .startsWith("Needs you\n  hospital-a: something is missing from run ")
                .contains("    broken.json is not well-formed JSON");
    }

    @Test
    void aRunUnderWayIsNoGapAndOneWithoutAProcessIs() throws Exception {
        try (LandingRun run =
                service.bean(Landing.class).open(Delivery.loaded("hospital-a", Way.LOAD, clock.instant()))) {
            assertThat(say("status").exit).isZero();
            run.finish();
        }
        service.bean(Ledger.class).open("hospital-a", Way.LOAD, "generation");

        Said status = say("status");

        assertThat(status.exit).isEqualTo(3);
        assertThat(status.words).contains("    the run was cut off before its end");
    }

    @Test
    void groupsTheQuarantineByWhatIsWrong() throws Exception {
        load("a.ndjson", "no json\nneither this\n" + PATIENT.formatted("p1") + "\n");

        Said status = say("status");

        assertThat(status.exit).isEqualTo(3);
        assertThat(status.words).containsPattern("    2 x bad-json [0-9a-f]{8} \\(hospital-a\\): ");
    }

    @Test
    void showsWhoNeedsWhichFileAgain() throws Exception {
        load("first.ndjson", aPatient("p1").born(1950).ndjson());
        clock.pass(Duration.ofDays(31));
        service.bean(Retention.class).shrink("hospital-a");
        load("anchor.ndjson", line(1, aPatient("p1").withLumbarStenosis().ndjson()));

        Said status = say("status");

        assertThat(status.exit).isEqualTo(3);
        assertThat(status.words)
                .contains("  hospital-a: people incomplete: 1 (1 bodies had been given up before they were needed);"
                        + " load again:\n    first.ndjson\n");
        assertThat(say("explain", "--patient", "hospital-a/p1").words)
                .contains("Patient hospital-a/p1 (incomplete)")
                .containsPattern(
                        "Bodies given up\n  hospital-a/p1: 1 bodies, ordered again 2026-[-0-9: ]+UTC; they came in\\s+first.ndjson");
    }

    @Test
    void showsWhatTheComparisonWithTheSourceFound() throws Exception {
        load("a.ndjson", PATIENT.formatted("p1") + "\n");
        service.sql()
                .sql("insert into ledger.reconciliation (source, type, at, theirs, ours, sampled, missing_here,"
                        + " missing_there) values ('hospital-a', 'Patient', ?, 1200, 1, 20, 3, 0),"
                        + " ('hospital-a', 'Encounter', ?, 7, 7, 20, 0, 0)")
                .params(java.sql.Timestamp.from(clock.instant()), java.sql.Timestamp.from(clock.instant()))
                .update();

        Said status = say("status");

        assertThat(status.exit).isEqualTo(3);
        assertThat(status.words)
                .contains("the source counts 1,200, here are 1; 3 of 20 sampled there have not landed")
                .doesNotContain("Encounter");
    }

    @Test
    void showsASourceThatWasScreenedByAnotherScreen() throws Exception {
        load("a.ndjson", PATIENT.formatted("p1") + "\n");
        service.sql().sql("update ledger.run set screen_generation = 'former'").update();

        Said status = say("status");

        assertThat(status.exit).isEqualTo(3);
        assertThat(status.words).contains("  hospital-a: stale, screened by another screen");
    }

    @Test
    void keepsItToOneScreenHoweverMuchIsWrong() throws Exception {
        StringBuilder unreadable = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            unreadable.append("{\"resourceType\":\"Thing").append(i).append("\",\"id\":\"1\"\n");
        }
        load("a.ndjson", unreadable.toString());
        service.sql()
                .sql("update landing.quarantine set message = message || position::text")
                .update();

        assertThat(say("status").words.lines().count()).isLessThan(24);
    }

    @Test
    void jsonHasTheSameAndMore() throws Exception {
        load("broken.json", "{\"resourceType\":\"Bundle\",\"entry\":[");

        Said status = say("status", "--json");
        JsonNode report = new ObjectMapper().readTree(status.words);

        assertThat(status.exit).isEqualTo(3);
        assertThat(report.at("/gaps/0/source").asText()).isEqualTo("hospital-a");
        assertThat(report.at("/lastRuns/0/outcome").asText()).isEqualTo("PARTIAL");
        assertThat(report.has("waiting")).isTrue();
        assertThat(report.has("quarantine")).isTrue();
    }

    @Test
    void showsTheStatesOfEverythingAndOfOneRun() throws Exception {
        load("a.ndjson", aPatient("p1").withLumbarStenosis().ndjson());
        load("b.ndjson", aPatient("p1").withLumbarStenosis().ndjson() + "no json\n");
        long last = service.sql()
                .sql("select max(run) from ledger.run")
                .query(Long.class)
                .single();

        Said all = say("status", "--states");
        assertThat(all.exit).isZero();
        assertThat(all.words)
                .contains("Source hospital-a\n")
                .containsPattern("\\(all\\) +5 = +2 \\+ +0 \\+ +0 \\+ +2 \\+ +0 \\+ +1\n  quarantined: bad-json 1");
        assertThat(say("status", "--states", "--run", "" + last).words)
                .containsPattern("\\(all\\) +3 = +0 \\+ +0 \\+ +0 \\+ +2 \\+ +0 \\+ +1\n");
        JsonNode rows = new ObjectMapper().readTree(say("status", "--states", "--json").words);
        assertThat(rows.findValuesAsText("type")).containsExactly("(unreadable)", "Condition", "Patient", "(all)");
        assertThat(say("status", "--run", "1").exit).isEqualTo(2);
        assertThat(say("status", "--states", "--run", "4711").words).isEqualTo("Run 4711 received nothing.\n");
    }

    @Test
    void whatASourceNoLongerShowsIsDeletedWhenSomebodyAgreesAndOnlyOnce() throws Exception {
        everything("p1", "p2", "p3");
        clock.pass(Duration.ofHours(1));
        everything("p1");

        assertThat(say("status"))
                .satisfies(status -> assertThat(status.exit).isEqualTo(3))
                .satisfies(
                        status -> assertThat(status.words)
                                .contains("hospital-a: 2 of 3 Patient are no longer shown by the source since 2026-")
                                .contains(
                                        "    deletions confirm --source hospital-a   or   deletions dismiss --source hospital-a"));
        assertThat(say("deletions", "list"))
                .satisfies(list -> assertThat(list.exit).isEqualTo(3))
                .satisfies(list ->
                        assertThat(list.words).contains("hospital-a: 2 of 3 Patient are no longer shown since"));

        Said confirmed = say("deletions", "confirm", "--source", "hospital-a");
        assertThat(confirmed.exit).isZero();
        assertThat(confirmed.words).contains("2 of 3 Patient").containsPattern("Deleted in run \\d+: 2 resources");
        assertThat(say("status").words).contains("1 with a Patient record");

        long runs = runs();
        Said again = say("deletions", "confirm", "--source", "hospital-a");
        assertThat(again)
                .isEqualTo(new Said(
                        1,
                        "interlaminar: No deletes of source 'hospital-a' wait for an answer; nothing was changed.\n"));
        assertThat(runs()).isEqualTo(runs);
        assertThat(say("deletions", "dismiss", "--source", "hospital-a").exit).isEqualTo(1);
        assertThat(say("deletions", "list")).isEqualTo(new Said(0, "No deletes wait for an answer.\n"));
    }

    @Test
    void whatIsDismissedStays() throws Exception {
        everything("p1", "p2", "p3");
        clock.pass(Duration.ofHours(1));
        everything("p1");

        Said dismissed = say("deletions", "dismiss", "--source", "hospital-a");

        assertThat(dismissed.exit).isZero();
        assertThat(dismissed.words).contains("Dismissed; nothing was deleted.");
        assertThat(say("status")).satisfies(status -> assertThat(status.exit).isZero());
        assertThat(say("status").words).contains("3 with a Patient record");
    }

    @Test
    void deletionsWithoutAWordOrASourceAreWrongUsage() {
        assertThat(CommandLineRoot.withoutService(new String[] {"deletions", "confirm"}))
                .isEqualTo(2);
        assertThat(CommandLineRoot.needsTheService(new String[] {"deletions"})).isFalse();
    }

    @Test
    void explainsAJoinedPersonByAnyOfTheirIdsAndTellsWhatChanged() throws Exception {
        load(
                "a.ndjson",
                aPatient("p1").withLumbarStenosis().recorded(on("2024-05-05")).ndjson());
        load(
                "link.ndjson",
                "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"link\":[{\"type\":\"replaces\",\"other\":{\"reference\":"
                        + "\"Patient/p1\"}}]}\n");

        for (String id : new String[] {"p1", "p2"}) {
            assertThat(say("explain", "--patient", "hospital-a/" + id).words)
                    .startsWith("Patient hospital-a/p2")
                    .contains("Patient.link joins it with p1;")
                    .contains("Lumbar stenosis: yes");
        }

        load(
                "retracted.ndjson",
                "{\"resourceType\":\"Condition\",\"id\":\"p1-condition-1\"}\n{\"resourceType\":\"Patient\",\"id\":\"p1\","
                        + "\"meta\":{\"versionId\":\"2\"}}\n");
        assertThat(say("explain", "--patient", "hospital-a/p1").words)
                .contains("Changed 2026-")
                .contains("no longer lss: yes")
                .contains("    because: Condition/p1-condition-1 was corrected to something else");
        assertThat(say("explain", "--patient", "hospital-a/p1", "--changes", "0").words)
                .doesNotContain("Changed");
        assertThat(say("explain", "--patient", "hospital-a/p1", "--json").words)
                .startsWith("{")
                .contains("\"source\" : \"hospital-a\"", "\"no longer lss: yes\"");
    }

    @Test
    void saysWhenTwoVersionsCannotBePutInOrder() throws Exception {
        load(
                "a.ndjson",
                aPatient("p1").withLumbarStenosis().recorded(on("2024-05-05")).ndjson()
                        + line(
                                1,
                                aPatient("p1")
                                        .withLumbarStenosis()
                                        .recorded(on("2025-05-05"))
                                        .ndjson()));

        assertThat(say("explain", "--patient", "hospital-a/p1").words).contains("Order of versions undefined: yes");
    }

    @Test
    void tellsWhatALabelHoldsBackSoThatNobodyWonders() throws Exception {
        load(
                "a.ndjson",
                aPatient("p1")
                                .withLumbarStenosis()
                                .withLumbarStenosisOnProblemList()
                                .labelled("R")
                                .ndjson()
                        + aPatient("p2")
                                .withLumbarStenosis()
                                .patientLabelled("V")
                                .ndjson());

        Said status = say("status");
        assertThat(status.exit).isZero();
        assertThat(status.words)
                .contains("Held back from analysts by confidentiality labels\n"
                        + "  hospital-a: 1 Condition of 1 person\n"
                        + "  hospital-a: 1 Patient of 1 person, left out as a whole\n");
        assertThat(say("status", "--json").words).contains("\"heldBack\" : [ {");
        assertThat(say("explain", "--patient", "hospital-a/p1").words)
                .contains("Lumbar stenosis: yes")
                .contains(
                        "Held back by confidentiality labels: as if it were not there\n  Condition/p1-condition-2: R\n");
        assertThat(say("explain", "--patient", "hospital-a/p2").words)
                .startsWith("Patient hospital-a/p2: held back as a whole by a confidentiality label")
                .contains("  Patient/p2: V\n")
                .doesNotContain("stenosis");
    }

    private Said say(String... arguments) {
        int before = output.getAll().length();
        int exit = service.bean(CommandLineRoot.class).run(arguments);
        return new Said(exit, output.getAll().substring(before));
    }

    private void load(String name, String content) throws Exception {
        clock.pass(Duration.ofMinutes(1));
        service.load("hospital-a", Files.writeString(folder.resolve(name), content));
    }

    private static String line(int number, String ndjson) {
        return ndjson.lines().skip(number).findFirst().orElseThrow() + "\n";
    }

    private static long runs() {
        return service.sql()
                .sql("select count(*) from ledger.run")
                .query(Long.class)
                .single();
    }

    /** A complete resync that shows these patients only. */
    private static void everything(String... patients) throws Exception {
        Delivery all = Delivery.told("hospital-a", Way.PULL, clock.instant(), Scope.EVERYTHING);
        try (LandingRun run = service.bean(Landing.class).open(all)) {
            StringBuilder entries = new StringBuilder();
            for (String patient : patients) {
                entries.append(entries.length() == 0 ? "" : ",")
                        .append("{\"resource\":" + PATIENT.formatted(patient) + "}");
            }
            run.landBundle(
                    all,
                    "Patient page 1",
                    ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" + entries + "]}")
                            .getBytes(UTF_8),
                    null,
                    AlsoInTransaction.NOTHING);
            run.landGone(all, "Patient", AlsoInTransaction.NOTHING);
            run.finish();
        }
        service.derive();
    }
}
