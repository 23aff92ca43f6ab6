package org.interlaminar.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.intake.Retention.Shrunk;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.interlaminar.store.StoreLocks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Bodies nobody has a use for are given up, nothing else changes by it, and they come back when somebody has. */
class RetentionTest {
    private static final Duration A_MONTH = Duration.ofDays(31);

    /** All but the diagnosis and the procedure: nothing of it makes anybody worth deriving. */
    private static final PatientStory BEFORE = aPatient("p1")
            .born(1950)
            .countingFrom(on("2026-03-02"))
            .withOdi(52, daysBeforeIndex(7))
            .withOdi(30, daysAfterIndex(90));

    private static final String ANCHOR =
            aPatient("p1").afterMildProcedure(on("2026-03-02")).withLumbarStenosis().nodes().stream()
                    .filter(node -> !node.path("resourceType").asText().equals("Patient"))
                    .map(node -> node + "\n")
                    .reduce("", String::concat);

    private static TestClock clock;
    private static Service service;

    @TempDir
    private Path folder;

    private String source;

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
    void aSourceOfItsOwn(TestInfo test) {
        source = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void whatWasGivenUpIsAskedForAgainByNameAndThenNothingIsDifferent() throws Exception {
        Path first = file("first.ndjson", BEFORE.ndjson());
        Path anchor = file("anchor.ndjson", ANCHOR);
        service.load("never-shrunk", first);
        service.load("never-shrunk", anchor);
        service.load(source, first);
        clock.pass(A_MONTH);

        assertThat(shrink()).isEqualTo(new Shrunk(1, 3, true));
        assertThat(kinds()).containsOnlyKeys("shrunk").containsEntry("shrunk", 3L);
        assertThat(bodies()).isZero();

        service.load(source, anchor);
        assertThat(complete()).isFalse();
        assertThat(orders())
                .singleElement()
                .satisfies(order -> assertThat(order.parts()).isEqualTo("first.ndjson"))
                .satisfies(order -> assertThat(order.versions()).isEqualTo(3));

        service.load(source, first);
        assertThat(kinds()).containsOnlyKeys("whole");
        assertThat(bodies()).isEqualTo(5);
        assertThat(orders()).isEmpty();
        assertThat(complete()).isTrue();
        assertThat(mart(source)).isEqualTo(mart("never-shrunk")).isNotEmpty();
    }

    @Test
    void nothingComesBackThatNobodyAskedFor() throws Exception {
        Path first = file("first.ndjson", BEFORE.ndjson());
        service.load(source, first);
        clock.pass(A_MONTH);
        shrink();

        RunSummary again = service.load(source, first);

        assertThat(again.duplicate()).isEqualTo(3);
        assertThat(bodies()).isZero();
    }

    @Test
    void keepsWhoeverHasACandidateAndWhatIsAboutNobody() throws Exception {
        service.load(
                source,
                file("all.ndjson", BEFORE.ndjson() + ANCHOR + "{\"resourceType\":\"Organization\",\"id\":\"o1\"}\n"));
        clock.pass(A_MONTH);

        assertThat(shrink()).isEqualTo(new Shrunk(0, 0, true));
        assertThat(kinds()).containsOnlyKeys("whole");
    }

    @Test
    void keepsWhoeverHasACandidateThatNobodyHasDerivedYet() throws Exception {
        service.land(source, file("all.ndjson", BEFORE.ndjson() + ANCHOR));
        clock.pass(A_MONTH);

        assertThat(shrink().versions()).isZero();
    }

    @Test
    void takesBackWhatOtherValueSetsSeeACandidateIn() throws Exception {
        Path all = file("all.ndjson", BEFORE.ndjson() + ANCHOR);
        service.land(source, all);
        service.sql()
                .sql("update landing.version set anchor = false where source = ?")
                .param(source)
                .update();
        clock.pass(A_MONTH);
        assertThat(shrink().versions()).isEqualTo(5);

        service.load(source, all);

        assertThat(bodies()).as("diagnosis and procedure").isEqualTo(2);
        assertThat(complete()).isFalse();
        assertThat(orders()).hasSize(1);
        service.load(source, all);
        assertThat(complete()).isTrue();
    }

    @Test
    void keepsWhoeverIsJoinedToSomebodyWithACandidate() throws Exception {
        String joined = "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"link\":[{\"type\":\"seealso\",\"other\":"
                + "{\"reference\":\"Patient/p1\"}}]}\n";
        service.load(
                source, file("all.ndjson", aPatient("p1").withLumbarStenosis().ndjson() + joined));
        clock.pass(A_MONTH);

        assertThat(shrink().versions()).isZero();
    }

    @Test
    void givesUpAllRecordsOfAJoinedPersonTogether() throws Exception {
        String joined = "{\"resourceType\":\"Patient\",\"id\":\"p2\",\"link\":[{\"type\":\"seealso\",\"other\":"
                + "{\"reference\":\"Patient/p1\"}}]}\n";
        service.load(source, file("old.ndjson", aPatient("p1").ndjson()));
        clock.pass(A_MONTH);
        service.load(source, file("new.ndjson", joined));

        assertThat(shrink().versions()).as("one of the two was delivered today").isZero();

        clock.pass(A_MONTH);
        assertThat(shrink()).isEqualTo(new Shrunk(1, 2, true));
    }

    @Test
    void aMonthBeginsWithTheLastDelivery() throws Exception {
        service.load(source, file("first.ndjson", BEFORE.ndjson()));
        clock.pass(Duration.ofDays(29));

        assertThat(shrink().versions()).isZero();
    }

    @Test
    void anOldExportLoadedTodayIsNotOld() throws Exception {
        service.bean(FileIntake.class)
                .land(
                        Delivery.told(source, Way.LOAD, Instant.parse("2020-01-01T00:00:00Z"), Delivery.Scope.SOME),
                        InputFile.below(file("first.ndjson", BEFORE.ndjson())),
                        bytes -> {});

        assertThat(shrink().versions()).isZero();
    }

    @Test
    void theVersionThatCountsIsTheSameAsBefore() throws Exception {
        service.load(
                source,
                file("first.ndjson", BEFORE.ndjson()),
                file("tie.ndjson", aPatient("p1").born(1951).ndjson()));
        List<String> before = current();
        clock.pass(A_MONTH);
        shrink();

        assertThat(current()).isEqualTo(before).isNotEmpty();
    }

    @Test
    void leavesASourceAloneThatIsNotWhole() throws Exception {
        service.load(source, file("first.ndjson", BEFORE.ndjson()));
        service.load(source, file("broken.json", "{\"resourceType\":\"Bundle\",\"entry\":["));
        clock.pass(A_MONTH);

        assertThat(shrink()).isEqualTo(new Shrunk(0, 0, false));
        assertThat(kinds()).containsOnlyKeys("whole");

        service.load(source, file("first.ndjson", BEFORE.ndjson()));
        assertThat(shrink().versions()).isEqualTo(3);
    }

    @Test
    void leavesASourceToTheRunThatHoldsIt() throws Exception {
        service.load(source, file("first.ndjson", BEFORE.ndjson()));
        clock.pass(A_MONTH);
        try (LandingRun run = service.bean(Landing.class).open(Delivery.loaded(source, Way.LOAD, clock.instant()))) {
            assertThat(shrink()).isEqualTo(new Shrunk(0, 0, false));
            run.finish();
        }
        assertThat(shrink().versions()).isEqualTo(3);
    }

    @Test
    void isTheWorkOfOneNodeAtATime() throws Exception {
        service.load(source, file("first.ndjson", BEFORE.ndjson()));
        clock.pass(A_MONTH);
        try (StoreLocks.Held other =
                service.bean(StoreLocks.class).tryWork("retention").orElseThrow()) {
            assertThat(shrink().versions()).isZero();
        }
        assertThat(shrink().versions()).isEqualTo(3);
    }

    /** As if the lock had been lost with its connection: the run's commit waits, and its mark is derived afterwards. */
    @Test
    void aRunThatLostItsLockCannotCommitInBetween() throws Exception {
        long number =
                service.load(source, file("first.ndjson", BEFORE.ndjson())).run();
        try (Connection retention = service.bean(Landing.class).connect();
                Connection run = service.bean(Landing.class).connect()) {
            retention.setAutoCommit(false);
            run.setAutoCommit(false);
            run.createStatement().execute("set lock_timeout = '200ms'");
            assertThat(service.bean(Ledger.class).holdWhole(retention, source)).isTrue();
            assertThatThrownBy(() -> service.bean(Ledger.class).hold(run, source, number))
                    .hasMessageContaining("lock timeout");
        }
    }

    @Test
    void comesOnceEachNight() throws Exception {
        service.load(source, file("first.ndjson", BEFORE.ndjson()));
        Retention retention = service.bean(Retention.class);
        assertThat(retention.due()).contains(source);
        retention.shrink(source);
        assertThat(retention.due()).doesNotContain(source);
        clock.pass(Duration.ofHours(24));
        assertThat(retention.due()).contains(source);
    }

    @Test
    void zeroDaysMeanNever() {
        assertThat(new RetentionSettings(0).before(clock.instant())).isEmpty();
    }

    private Shrunk shrink() throws Exception {
        return service.bean(Retention.class).shrink(source);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private List<Backfills.Order> orders() {
        return service.bean(Backfills.class).waiting().stream()
                .filter(order -> order.record().source().equals(source))
                .toList();
    }

    private Map<String, Long> kinds() {
        Map<String, Long> kinds = new TreeMap<>();
        service.sql()
                .sql("select kind, count(*) from landing.version where source = ? group by 1")
                .param(source)
                .query(row -> {
                    kinds.put(row.getString(1), row.getLong(2));
                });
        return kinds;
    }

    private long bodies() {
        return service.sql()
                .sql("select count(body) from landing.version where source = ?")
                .param(source)
                .query(Long.class)
                .single();
    }

    private boolean complete() {
        return service.sql()
                .sql("select complete from cases.person_case where source = ?")
                .param(source)
                .query(Boolean.class)
                .single();
    }

    private List<String> current() {
        return service.sql()
                .sql("select type || '/' || id || ' ' || encode(content, 'hex') || order_undefined from landing.current"
                        + " where source = ? order by 1")
                .param(source)
                .query(String.class)
                .list();
    }

    /** What analysts see of the source, person by person. */
    private static List<String> mart(String source) {
        return service.sql()
                .sql("select line from (select person, to_jsonb(t) - 'person' as line from mart.\"case\" t union all"
                        + " select person, to_jsonb(t) - 'person' from mart.procedure t union all"
                        + " select person, to_jsonb(t) - 'person' from mart.score t union all"
                        + " select person, to_jsonb(t) - 'person' from mart.code_hit t) lines"
                        + " join xwalk.person x using (person) where x.source = ? order by x.patient, line")
                .param(source)
                .query(String.class)
                .list();
    }
}
