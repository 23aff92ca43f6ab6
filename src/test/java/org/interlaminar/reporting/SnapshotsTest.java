package org.interlaminar.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots keep the mart as it was, and cost what has changed. */
class SnapshotsTest {
    private static TestClock clock;
    private static Service service;
    private static Snapshots snapshots;
    private int loads;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        clock = new TestClock(Instant.parse("2026-07-01T12:00:00Z"));
        service = Service.started(clock);
        snapshots = service.bean(Snapshots.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anEmptyStore() {
        clock.pass(Duration.ofHours(1));
        service.sql()
                .sql(
                        "truncate ledger.run, ledger.source, ledger.snapshot, landing.version, landing.dirty, landing.quarantine,"
                                + " landing.patient_link, cases.person_case, cases.change, xwalk.person, frozen.\"case\","
                                + " frozen.procedure, frozen.score, frozen.event, frozen.therapy, frozen.assessment, frozen.code_hit,"
                                + " frozen.attrition cascade")
                .update();
    }

    // What was, stays.

    @Test
    void aSnapshotStaysAsItWasWhenTheCaseChanges() throws Exception {
        load(treated("p1", 60));
        load(treated("p2", 50));
        Map<String, List<String>> then = mart();
        snapshots.take("paper");
        assertThat(asOf(1)).as("when it is taken").isEqualTo(then);

        load(treated("p1", 20).withFusion(daysAfterIndex(200)).died(daysAfterIndex(400)));
        load(treated("p3", 44));
        load(retracted("p2"));

        assertThat(mart()).isNotEqualTo(then);
        assertThat(asOf(1)).as("after everything has changed").isEqualTo(then);
    }

    @Test
    void everySnapshotReadsAsTheMartDidThen() throws Exception {
        List<Map<String, List<String>>> then = new ArrayList<>();
        List<PatientStory> told = List.of(
                treated("p1", 60),
                treated("p2", 50),
                treated("p1", 30),
                retracted("p1"),
                treated("p1", 30),
                treated("p2", 50).withFusion(daysAfterIndex(90)));
        for (PatientStory story : told) {
            load(story);
            snapshots.take("");
            then.add(mart());
        }
        for (int i = 0; i < then.size(); i++) {
            assertThat(asOf(i + 1)).as("snapshot " + (i + 1)).isEqualTo(then.get(i));
        }
        assertThat(then.stream().distinct().count())
                .as("all but the fifth, when the third is told again")
                .isEqualTo(then.size() - 1);
    }

    @Test
    void theViewsShowAnAnalystTheSame() throws Exception {
        load(treated("p1", 60));
        snapshots.take("");
        load(treated("p1", 20));
        snapshots.take("");

        assertThat(
                        values(
                                "select snapshot || ': ' || value from mart.snapshot_score where \"window\" = 'baseline' order by 1"))
                .containsExactly("1: 60", "2: 20");
        assertThat(values("select people from mart.snapshot_attrition where snapshot = 2 and step = 10"))
                .containsExactly("1");
        assertThat(values("select number || ' ' || case_rows || ' ' || score_rows from mart.snapshot order by 1"))
                .containsExactly("1 1 2", "2 1 2");
    }

    @Test
    void anEmptyMartCanBeKept() throws Exception {
        Snapshot empty = snapshots.take("  before anything  ");

        assertThat(empty.number()).isEqualTo(1);
        assertThat(empty.label()).isEqualTo("before anything");
        assertThat(empty.cutOff()).isNull();
        assertThat(empty.rows().values()).containsOnly(0L);
        assertThat(asOf(1)).isEqualTo(mart());
    }

    // Cost follows the change.

    @Test
    void onlyChangedPeopleAreWrittenAgain() throws Exception {
        load(treated("p1", 60));
        load(treated("p2", 50));
        load(treated("p3", 40));
        snapshots.take("");
        load(treated("p2", 30));
        snapshots.take("");

        assertThat(values("select x.patient || ' ' || f.since || coalesce(' to ' || f.until, '') from frozen.\"case\" f"
                        + " join xwalk.person x using (person) order by 1"))
                .containsExactly("p1 1", "p2 1 to 2", "p2 2", "p3 1");
    }

    @Test
    void nothingIsWrittenWhenNothingHasChanged() throws Exception {
        load(treated("p1", 60));
        snapshots.take("");
        landAgain();
        Snapshot again = snapshots.take("");

        for (String table : FrozenTable.OF_PEOPLE) {
            assertThat(values("select distinct since from frozen.\"" + table + "\""))
                    .as(table)
                    .isSubsetOf("1");
        }
        assertThat(again.rows()).isEqualTo(snapshots.get(1).rows());
        assertThat(asOf(2)).isEqualTo(asOf(1)).isEqualTo(mart());
    }

    @Test
    void aViewThatReadsOtherwiseWritesEverybody() throws Exception {
        load(treated("p1", 60));
        load(treated("p2", 50));
        snapshots.take("");
        service.sql()
                .sql("update ledger.snapshot set shape = 'an earlier version'")
                .update();
        snapshots.take("");

        assertThat(values("select since || coalesce(' to ' || until, '') from frozen.\"case\" order by 1"))
                .containsExactly("1 to 2", "1 to 2", "2", "2");
        assertThat(asOf(2)).isEqualTo(mart());
    }

    @Test
    void theRowsItTellsOfAreThoseItHas() throws Exception {
        load(treated("p1", 60));
        load(treated("p2", 50));
        snapshots.take("");
        load(retracted("p2"));
        load(treated("p3", 50).withFusion(daysAfterIndex(90)));
        snapshots.take("");

        for (Snapshot one : snapshots.list()) {
            one.rows().forEach((table, rows) -> assertThat(
                            read(table, new AsOf(one.number())).size() - 1L)
                    .as(table + " of snapshot " + one.number())
                    .isEqualTo(rows));
        }
        assertThat(snapshots.get(2).rows()).containsEntry("case", 2L);
    }

    // What it says of itself.

    @Test
    void itSaysUnderWhatItWasTaken() throws Exception {
        load(treated("p1", 60));
        Snapshot one = snapshots.take("figure 2");

        assertThat(one.takenAt()).isEqualTo(clock.instant());
        assertThat(one.cutOff()).isEqualTo(clock.instant());
        assertThat(one.label()).isEqualTo("figure 2");
        assertThat(one.software()).isEqualTo("development");
        assertThat(one.valueSets())
                .isEqualTo(values("select fingerprint from ledger.terminology").get(0));
        assertThat(one.settings()).matches("[0-9a-f]{12}");
        assertThat(one.peopleWaiting()).isZero();
        try (Service other = service.beside("interlaminar.sources.hospital-a.odi-scale=raw")) {
            assertThat(other.bean(Snapshots.class).take("").settings()).isNotEqualTo(one.settings());
        }
        try (Service other = service.beside("interlaminar.sources.hospital-a.base-url=http://127.0.0.1:9/")) {
            assertThat(other.bean(Snapshots.class).take("").settings()).isEqualTo(one.settings());
        }
    }

    @Test
    void itTakesWhatIsDerivedAndSaysHowManyWait() throws Exception {
        load(treated("p1", 60));
        service.land(
                "hospital-a",
                Files.writeString(
                        folder.resolve("more.ndjson"), treated("p2", 50).ndjson()));

        Snapshot one = snapshots.take("");

        assertThat(one.peopleWaiting()).isEqualTo(1);
        assertThat(one.rows()).containsEntry("case", 1L);
    }

    // Differences.

    @Test
    void twoSnapshotsTellWhatChangedAndWhy() throws Exception {
        load(treated("p1", 60));
        load(treated("p2", 50));
        load(treated("p3", 40));
        snapshots.take("");
        String p1 = surrogate("p1");
        String p2 = surrogate("p2");
        load(treated("p1", 30));
        load(retracted("p2"));
        load(treated("p4", 44));
        snapshots.take("");

        SnapshotDifference found = snapshots.compare(1, 2);

        assertThat(found.added()).containsExactly(surrogate("p4"));
        assertThat(found.removed()).containsExactly(p2);
        assertThat(found.changed()).containsExactly(p1);
        assertThat(found.rows().get("case")).isEqualTo(new SnapshotDifference.Rows(1, 1));
        assertThat(found.rows().get("score"))
                .as("two of p4 for two of p2, and p1's baseline")
                .isEqualTo(new SnapshotDifference.Rows(3, 3));
        assertThat(found.reasons())
                .containsEntry("landed", 2L)
                .containsEntry("a record has a newer version", 2L)
                .containsEntry("a record counts no longer", 1L);
        assertThat(String.join(" ", found.reasons().keySet())).doesNotContain("/", "p1");
    }

    @Test
    void aChangeIsToldBetweenTheTwoSnapshotsItLiesBetween() throws Exception {
        load(treated("p1", 60));
        snapshots.take("");
        load(treated("p1", 30));
        snapshots.take("");
        load(treated("p1", 60));
        snapshots.take("");

        assertThat(snapshots.compare(1, 2).reasons()).containsEntry("landed", 1L);
        assertThat(snapshots.compare(2, 3).reasons()).containsEntry("landed", 1L);
        SnapshotDifference back = snapshots.compare(1, 3);
        assertThat(back.reasons()).containsEntry("landed", 2L);
        assertThat(back.changed()).as("who is as before has not changed").isEmpty();
        assertThat(back.rows().values()).containsOnly(SnapshotDifference.Rows.NONE);
    }

    @Test
    void anUnknownSnapshotIsRefusedByItsNumber() throws Exception {
        snapshots.take("");

        assertThatThrownBy(() -> snapshots.get(2)).hasMessageContaining("there is no snapshot 2");
        assertThatThrownBy(() -> snapshots.compare(1, 7)).hasMessageContaining("there is no snapshot 7");
        assertThatThrownBy(() -> snapshots.compare(0, 1)).hasMessageContaining("there is no snapshot 0");
        assertThatThrownBy(() -> read("case", new AsOf(7)))
                .isInstanceOf(UnknownSnapshot.class)
                .hasMessageContaining("there is no snapshot 7");
        assertThatThrownBy(() -> snapshots.compare(1, 1)).hasMessageContaining("not older");
    }

    // Several nodes, and others at work.

    @Test
    void twoNodesTakeOneAfterTheOther() throws Exception {
        load(treated("p1", 60));
        try (Service beside = service.beside()) {
            ExecutorService nodes = Executors.newFixedThreadPool(4);
            try {
                List<Future<Snapshot>> taken = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    Snapshots node = (i % 2 == 0 ? service : beside).bean(Snapshots.class);
                    taken.add(nodes.submit(() -> node.take("")));
                }
                List<Integer> numbers = new ArrayList<>();
                for (Future<Snapshot> one : taken) {
                    numbers.add(one.get().number());
                }
                assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
            } finally {
                nodes.shutdownNow();
            }
        }
        assertThat(values("select since || coalesce(' to ' || until, '') from frozen.\"case\""))
                .containsExactly("1");
    }

    @Test
    void aSnapshotIsOneMomentWhileOthersDerive() throws Exception {
        load(treated("p1", 60));
        try (Connection other = DriverManager.getConnection(service.url(), "postgres", "");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("delete from cases.person_case");
            Snapshot one = snapshots.take("");
            other.commit();

            assertThat(one.rows()).containsEntry("case", 1L).containsEntry("score", 2L);
        }
        assertThat(snapshots.take("").rows()).containsEntry("case", 0L).containsEntry("score", 0L);
    }

    @Test
    void aSnapshotThatFailsLeavesNothing() throws Exception {
        load(treated("p1", 60));
        service.sql()
                .sql("alter table frozen.code_hit add constraint planted check (since < 0)")
                .update();

        assertThatThrownBy(() -> snapshots.take("")).hasMessageContaining("planted");

        assertThat(snapshots.list()).isEmpty();
        assertThat(values("select since from frozen.\"case\"")).isEmpty();
        service.sql().sql("alter table frozen.code_hit drop constraint planted").update();
        assertThat(snapshots.take("").number()).isEqualTo(1);
    }

    // Whose records have to go.

    @Test
    void whoIsForgottenIsInNoSnapshotAndTheOthersStay() throws Exception {
        load(treated("p1", 60));
        load(treated("p2", 50));
        snapshots.take("");
        load(treated("p1", 30));
        snapshots.take("");
        String p1 = surrogate("p1");

        assertThat(snapshots.forget(List.of(p1, "p0123456789abcdef"))).isEqualTo(1);

        assertThat(asOf(1).toString() + asOf(2)).doesNotContain(p1).contains(surrogate("p2"));
        assertThat(snapshots.list()).allSatisfy(one -> {
            assertThat(one.peopleForgotten()).isEqualTo(1);
            assertThat(one.rows()).containsEntry("case", 1L).containsEntry("score", 2L);
        });
        assertThat(snapshots.forget(List.of(p1))).isZero();
        assertThat(snapshots.live(List.of(p1))).isEqualTo(1);
        assertThat(snapshots.take("").rows()).as("still in the mart").containsEntry("case", 2L);
        assertThat(asOf(3)).isEqualTo(mart());
    }

    @Test
    void whoLosesTheSurrogateIsForgotten() throws Exception {
        load(treated("p1", 60));
        load(treated("p2", 50));
        snapshots.take("");
        String p1 = surrogate("p1");

        service.sql().sql("delete from xwalk.person where patient = 'p1'").update();

        assertThat(asOf(1).toString()).doesNotContain(p1);
        assertThat(snapshots.get(1).peopleForgotten()).isEqualTo(1);
        assertThat(snapshots.get(1).rows()).containsEntry("case", 1L);
    }

    @Test
    void whoIsRetractedStaysInTheSnapshotsFromBefore() throws Exception {
        load(treated("p1", 60));
        snapshots.take("");
        String p1 = surrogate("p1");
        load(retracted("p1"));
        snapshots.take("");

        assertThat(asOf(1).toString()).contains(p1);
        assertThat(asOf(2).toString()).doesNotContain(p1);
        assertThat(snapshots.get(1).peopleForgotten()).isZero();
    }

    // What is kept.

    @ParameterizedTest
    @ValueSource(strings = {"case", "procedure", "score", "event", "therapy", "assessment", "code_hit", "attrition"})
    void aFrozenTableHasTheColumnsOfItsViewAndNothingElse(String table) {
        List<String> columns = columns("frozen", table);
        assertThat(columns.subList(columns.size() - 2, columns.size())).containsExactly("since", "until");
        assertThat(columns.subList(0, columns.size() - 2)).isEqualTo(columns("mart", table));
        assertThat(columns("mart", "snapshot_" + table).subList(1, columns.size() - 1))
                .isEqualTo(columns("mart", table));
    }

    // Stories.

    private static PatientStory treated(String id, int odi) {
        return aPatient(id)
                .born(1950)
                .withLumbarStenosis()
                .onset(on("2024-05-01"))
                .afterMildProcedure(on("2025-01-01"))
                .withOdi(odi, daysBeforeIndex(10))
                .withOdi(25, daysAfterIndex(365));
    }

    /** Everything that had been told of the person was about nothing of ours. */
    private static PatientStory retracted(String id) {
        PatientStory nothing = aPatient(id).born(1950).withCondition("M48.061").enteredInError();
        return nothing.afterMildProcedure(on("2025-01-01")).enteredInError();
    }

    /** As the source's newest versions. */
    private void load(PatientStory story) throws Exception {
        clock.pass(Duration.ofMinutes(1));
        String told = story.allWithMeta(
                        Integer.toString(++loads), clock.instant().toString())
                .ndjson();
        service.load("hospital-a", Files.writeString(folder.resolve("load-" + loads + ".ndjson"), told));
    }

    private void landAgain() throws Exception {
        service.load("hospital-a", folder);
    }

    private Map<String, List<String>> mart() {
        return tables(table -> read(table, AsOf.NOW));
    }

    private Map<String, List<String>> asOf(int snapshot) {
        return tables(table -> read(table, new AsOf(snapshot)));
    }

    /** Header and rows. */
    private static List<String> read(String table, AsOf when) {
        return service.bean(Mart.class).read(table, when, false, rows -> {
            List<String> lines = new ArrayList<>(List.of(rows.columns().toString()));
            for (List<Object> row = rows.next(); row != null; row = rows.next()) {
                lines.add(row.toString());
            }
            return lines;
        });
    }

    private static Map<String, List<String>> tables(Function<String, List<String>> read) {
        Map<String, List<String>> tables = new TreeMap<>();
        Mart.TABLES.forEach(table -> tables.put(table, read.apply(table)));
        return tables;
    }

    private String surrogate(String patient) {
        return service.sql()
                .sql("select person from xwalk.person where patient = ?")
                .param(patient)
                .query(String.class)
                .single();
    }

    private List<String> values(String sql) {
        return service.sql().sql(sql).query(String.class).list();
    }

    private List<String> columns(String schema, String table) {
        return service.sql()
                .sql("select column_name from information_schema.columns where table_schema = ? and table_name = ?"
                        + " order by ordinal_position")
                .params(schema, table)
                .query(String.class)
                .list();
    }
}
