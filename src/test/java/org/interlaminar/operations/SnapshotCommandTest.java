package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator reads of snapshots, and the exit codes. */
@ExtendWith(OutputCaptureExtension.class)
class SnapshotCommandTest {
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
                        + " landing.patient_link, cases.person_case, cases.change, xwalk.person, frozen.\"case\","
                        + " frozen.procedure, frozen.score, frozen.event, frozen.therapy, frozen.assessment,"
                        + " frozen.code_hit, frozen.attrition cascade")
                .update();
    }

    @Test
    void tellsHowToTakeTheFirst() {
        assertThat(say("snapshot", "list"))
                .isEqualTo(new Said(0, "There is no snapshot yet. Take one with: snapshot take --label TEXT\n"));
    }

    @Test
    void takesAndLists() throws Exception {
        load(treated("p1", 60));
        String at = StatusReport.minute(clock.instant());

        Said taken = say("snapshot", "take", "--label", "figure 2");
        assertThat(taken.exit).isZero();
        assertThat(taken.words)
                .startsWith("Snapshot 1 is taken: 1 person, 1 scores, data up to " + at + ".\n")
                .containsPattern("[0-9]+ numbers of its figures stand in aggregate.published, [0-9]+ of them hidden");
        load(treated("p2", 60));
        say("snapshot", "take");

        assertThat(say("snapshot", "list").words)
                .startsWith("   1  " + at + "  1 person  figure 2\n      data up to " + at + ", value sets ")
                .contains("\n   2  ", "  2 people\n");
    }

    @Test
    void saysThatPeopleWait() throws Exception {
        service.land(
                "hospital-a",
                Files.writeString(folder.resolve("a.ndjson"), treated("p1", 60).ndjson()));

        assertThat(say("snapshot", "take").words).contains("1 person wait to be derived and are in it as they were");
        assertThat(say("snapshot", "list").words).contains("1 person waited to be derived");
        service.derive();
    }

    @Test
    void comparesInNumbersAndNamesPeopleOnlyWhenAsked() throws Exception {
        load(treated("p1", 60));
        say("snapshot", "take");
        load(treated("p1", 30));
        load(treated("p2", 60));
        say("snapshot", "take");
        String surrogate = service.sql()
                .sql("select person from xwalk.person where patient = 'p1'")
                .query(String.class)
                .single();

        Said counts = say("snapshot", "compare", "1", "2");
        assertThat(counts.exit).isZero();
        assertThat(counts.words)
                .startsWith("From snapshot 1 (2026-07-01 ")
                .contains("People\n         1  added\n         0  removed\n         1  changed\n")
                .contains("\n  score               2 added        1 removed\n")
                .contains("Why cases changed\n", "       1  a record has a newer version\n")
                .doesNotContain(surrogate, "p1-", "other value sets");
        assertThat(say("snapshot", "compare", "1", "2", "--people").words)
                .contains("changed\n            " + surrogate);
    }

    @Test
    void anUnknownSnapshotIsWrongUsage() throws Exception {
        say("snapshot", "take");

        Said unknown = say("snapshot", "compare", "1", "9");
        assertThat(unknown.exit).isEqualTo(2);
        assertThat(unknown.words).contains("there is no snapshot 9; 'snapshot list' shows those there are.");
        assertThat(say("snapshot", "compare", "1", "1").exit).isEqualTo(2);
        assertThat(CommandLineRoot.withoutService(new String[] {"snapshot", "compare", "one", "2"}))
                .isEqualTo(2);
        assertThat(CommandLineRoot.needsTheService(new String[] {"snapshot"})).isFalse();
    }

    @Test
    void forgetsAndWarnsOfWhoIsStillThere() throws Exception {
        load(treated("p1", 60));
        say("snapshot", "take");
        String surrogate = service.sql()
                .sql("select person from xwalk.person")
                .query(String.class)
                .single();

        assertThat(say("snapshot", "forget", "--person", surrogate))
                .isEqualTo(new Said(
                        0,
                        "1 person taken out of every snapshot.\n1 person of them still in the mart: the next snapshot will have"
                                + " them again.\n"));
        assertThat(say("snapshot", "list").words).contains("1 person taken out since");
        assertThat(say("snapshot", "forget", "--person", surrogate).exit).isEqualTo(1);
    }

    private static PatientStory treated(String id, int odi) {
        return aPatient(id)
                .withLumbarStenosis()
                .onset(on("2024-05-01"))
                .afterMildProcedure(on("2025-01-01"))
                .withOdi(odi, daysBeforeIndex(10));
    }

    private Said say(String... arguments) {
        int before = output.getAll().length();
        int exit = service.bean(CommandLineRoot.class).run(arguments);
        return new Said(exit, output.getAll().substring(before));
    }

    private void load(PatientStory story) throws Exception {
        clock.pass(Duration.ofMinutes(1));
        String told = story.allWithMeta(
                        Integer.toString(++loads), clock.instant().toString())
                .ndjson();
        service.load("hospital-a", Files.writeString(folder.resolve("load-" + loads + ".ndjson"), told));
    }
}
