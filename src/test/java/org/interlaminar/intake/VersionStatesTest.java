package org.interlaminar.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.ledger.FinalStates;
import org.interlaminar.ledger.FinalStates.Landed;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Every received version ends in exactly one of six states, whatever happens to it later. */
class VersionStatesTest {
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
        clock.pass(Duration.ofHours(1));
    }

    /** The promise itself, after everything else a test has done. */
    @AfterEach
    void receivedIsTheSumOfTheStatesInEveryRun() {
        for (long run : runs()) {
            List<FinalStates> states = states().ofRun(run);
            assertThat(states).allMatch(FinalStates::balances);
            assertThat(states.stream().mapToLong(FinalStates::received).sum())
                    .as("run %d", run)
                    .isEqualTo(receivedByParts(run));
        }
        assertThat(all().stream().mapToLong(FinalStates::received).sum())
                .isEqualTo(runs().stream().mapToLong(this::receivedByParts).sum());
    }

    @Test
    void aCorrectionSupersedesWhatItCorrects() throws Exception {
        load(stenosis("1").ndjson());
        RunSummary second = load(stenosis("2")
                .changed(node -> node.put("recordedDate", "2025-01-01"))
                .ndjson());

        assertThat(plain(of("Condition"))).isEqualTo(landed(1, 1, 0));
        assertThat(states().ofRun(second.run()).stream()
                        .filter(one -> one.type().equals("Condition"))
                        .map(VersionStatesTest::plain))
                .containsExactly(landed(1, 0, 0));
    }

    @Test
    void whatComesAgainIsADuplicate() throws Exception {
        load(stenosis("1").ndjson());
        load(stenosis("1").ndjson() + stenosis("1").ndjson());

        assertThat(of("Condition")).satisfies(as(1, 0, 0, 2));
        assertThat(of("Patient")).satisfies(as(1, 0, 0, 2));
    }

    @Test
    void aStubTakesBackWhatWasSaid() throws Exception {
        load(stenosis("1").ndjson());
        load("{\"resourceType\":\"Condition\",\"id\":\"p1-condition-1\",\"meta\":{\"versionId\":\"2\"}}\n");

        assertThat(plain(of("Condition"))).isEqualTo(landed(0, 1, 1));
    }

    @Test
    void aDeleteOfAHistoryEndsTheRecord() throws Exception {
        load(stenosis("1").ndjson());
        load("history.json", history("\"etag\":\"W/\\\"2\\\"\",\"lastModified\":\"2026-07-01T13:00:00Z\""));

        assertThat(plain(of("Condition"))).isEqualTo(landed(0, 1, 1));
    }

    @Test
    void aDeleteThatTellsNoTimeOutdatesTheVersionThatCounts() throws Exception {
        load(stenosis(null).ndjson());
        clock.pass(Duration.ofMinutes(1));
        load("history.json", history(""));

        assertThat(plain(of("Condition")))
                .as("the version and the delete both say that it is gone")
                .isEqualTo(landed(0, 0, 2));

        clock.pass(Duration.ofMinutes(1));
        load(stenosis("7")
                .ndjson()
                .replace("\"versionId\":\"7\"", "\"versionId\":\"7\",\"lastUpdated\":\"2027-01-01T00:00:00Z\""));
        assertThat(plain(of("Condition"))).as("somebody has recorded it anew").isEqualTo(landed(1, 2, 0));
    }

    @Test
    void whatAResyncNoLongerShowsIsDeletedOnceSomebodyAgrees() throws Exception {
        everything(clock.instant(), "p1", "p2", "p3");
        clock.pass(Duration.ofHours(1));
        everything(clock.instant(), "p1");
        assertThat(of("Patient")).satisfies(as(3, 0, 0, 1));

        service.bean(Deletions.class).confirm(source);

        assertThat(plain(of("Patient"))).isEqualTo(landed(1, 0, 4));
    }

    @Test
    void aDeleteThatTheSourceTakesBackIsSuperseded() throws Exception {
        everything(clock.instant(), "p1", "p2", "p3");
        clock.pass(Duration.ofHours(1));
        everything(clock.instant(), "p1");
        service.bean(Deletions.class).confirm(source);
        clock.pass(Duration.ofHours(1));

        everything(clock.instant(), "p1", "p2", "p3");

        assertThat(of("Patient")).satisfies(as(3, 2, 0, 4));
    }

    @Test
    void whatCannotBeReadIsQuarantinedAndWhatNobodyAskedForIsFiltered() throws Exception {
        load("{\"resourceType\":\"Patient\",\"id\":\"p1\"}\nnot json\n{\"resourceType\":\"Observation\",\"id\":\"o1\","
                + "\"subject\":{\"reference\":\"Patient/p1\"},\"code\":{\"coding\":[{\"system\":\"http://loinc.org\","
                + "\"code\":\"8302-2\"}]}}\n");

        assertThat(of("Observation").allFiltered()).isEqualTo(1);
        assertThat(all().stream().mapToLong(FinalStates::allQuarantined).sum()).isEqualTo(1);
        assertThat(plain(of("Patient"))).isEqualTo(landed(1, 0, 0));
    }

    @Test
    void aBodyThatComesBackIsTheSameVersionAgain() throws Exception {
        load(aPatient("p1").ndjson());
        clock.pass(Duration.ofDays(31));
        service.bean(Retention.class).shrink(source);
        assertThat(plain(of("Patient"))).as("shrunk still counts").isEqualTo(landed(1, 0, 0));
        load(stenosis("1").ndjson().lines().skip(1).findFirst().orElseThrow());

        RunSummary again = load(aPatient("p1").ndjson());

        assertThat(again.stored()).as("something was gained by it").isEqualTo(1);
        assertThat(of("Patient")).satisfies(as(1, 0, 0, 1));
    }

    @Test
    void aRunNobodyKnowsHasNoStates() {
        assertThat(states().ofRun(4711)).isEmpty();
    }

    private static PatientStory stenosis(String version) {
        PatientStory story = aPatient("p1").withLumbarStenosis().recorded(on("2024-05-05"));
        return version == null ? story : story.meta(version, null);
    }

    private static String history(String response) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[{\"request\":{\"method\":\"DELETE\","
                + "\"url\":\"Condition/p1-condition-1\"},\"response\":{\"status\":\"204\""
                + (response.isEmpty() ? "" : ",")
                + response + "}}]}";
    }

    /** Applied, superseded and deleted; whether they came as a list is told apart elsewhere. */
    private static Landed plain(FinalStates states) {
        Landed landed = states.landed();
        return new Landed(landed.applied(), landed.superseded(), landed.deleted(), 0);
    }

    private static Landed landed(long applied, long superseded, long deleted) {
        return new Landed(applied, superseded, deleted, 0);
    }

    private static Consumer<FinalStates> as(long applied, long superseded, long deleted, long duplicate) {
        return states -> {
            assertThat(plain(states)).isEqualTo(landed(applied, superseded, deleted));
            assertThat(states.duplicate()).isEqualTo(duplicate);
        };
    }

    private RunSummary load(String lines) throws Exception {
        return load("file.ndjson", lines);
    }

    private RunSummary load(String name, String content) throws Exception {
        return service.load(source, Files.writeString(folder.resolve(name), content));
    }

    /** A complete resync that shows these patients only. */
    private void everything(Instant at, String... patients) throws Exception {
        Delivery all = Delivery.told(source, Way.PULL, at, Scope.EVERYTHING);
        try (LandingRun run = service.bean(Landing.class).open(all)) {
            StringBuilder entries = new StringBuilder();
            for (String patient : patients) {
                entries.append(entries.length() == 0 ? "" : ",")
                        .append("{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"" + patient + "\"}}");
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

    private VersionStates states() {
        return service.bean(VersionStates.class);
    }

    private List<FinalStates> all() {
        return states().all().stream()
                .filter(one -> one.source().equals(source))
                .toList();
    }

    private FinalStates of(String type) {
        return all().stream().filter(one -> one.type().equals(type)).findFirst().orElseThrow();
    }

    private List<Long> runs() {
        return service.sql()
                .sql("select run from ledger.run where source = ? order by 1")
                .param(source)
                .query(Long.class)
                .list();
    }

    /** Counted where versions were split off, before any was looked at. */
    private long receivedByParts(long run) {
        return service.sql()
                .sql("select coalesce(sum(received), 0) from ledger.part where run = ?")
                .param(run)
                .query(Long.class)
                .single();
    }
}
