package org.interlaminar.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.interlaminar.fixture.PatientStory.aPatient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.JoinedPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two workers at records that are one person now and two the next moment. */
class JoinedAtOnceTest {
    private static final int CHANGES = 25;

    /** Calls after the last change beyond which two workers keep each other from working. */
    private static final int MOST_CALLS = 400;

    private static Service service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        service = Service.started("interlaminar.derive.people=1");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static List<Long> seeds() {
        return Seeds.some();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterTheLastMergeThereIsOneCaseAndNoMark(long seed) throws Exception {
        String source = "merged" + (seed & 0xffff);
        boolean joined = change(source, new Random(seed), true);
        assertThat(marks(source)).as(Seeds.named(seed, source)).isZero();
        assertThat(joined).isTrue();
        assertThat(people(source)).as(Seeds.named(seed, source)).containsExactly("b with {a}");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterTheLastUnmergeThereAreTwoCasesAndNoMark(long seed) throws Exception {
        String source = "unmerged" + (seed & 0xffff);
        change(source, new Random(seed), false);
        assertThat(marks(source)).as(Seeds.named(seed, source)).isZero();
        assertThat(people(source)).as(Seeds.named(seed, source)).containsExactly("a with {}", "b with {}");
    }

    /** Merges and un-merges the two while two workers derive; ends as asked. */
    private boolean change(String source, Random random, boolean joinedInTheEnd) throws Exception {
        Derivation derivation = service.bean(Derivation.class);
        AtomicBoolean quiet = new AtomicBoolean();
        AtomicInteger callsWhenQuiet = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            Callable<Void> work = () -> {
                while (!quiet.get() || marks(source) > 0) {
                    derivation.deriveNext();
                    if (quiet.get() && callsWhenQuiet.incrementAndGet() > MOST_CALLS) {
                        throw new AssertionError("the workers do not get on");
                    }
                }
                return null;
            };
            Future<Void> one = workers.submit(work);
            Future<Void> other = workers.submit(work);
            boolean joined = false;
            for (int version = 1; version <= CHANGES; version++) {
                joined = version == CHANGES ? joinedInTheEnd : random.nextBoolean();
                land(source, version, joined, random.nextBoolean());
            }
            quiet.set(true);
            one.get(1, TimeUnit.MINUTES);
            other.get(1, TimeUnit.MINUTES);
            return joined;
        } finally {
            workers.shutdownNow();
        }
    }

    private void land(String source, int version, boolean joined, boolean both) throws Exception {
        PatientStory replaced =
                version(aPatient("a").born(1950), version, joined).withLumbarStenosis();
        PatientStory kept = aPatient("b").born(1950).withLumbarStenosis();
        Path file = Files.writeString(
                folder.resolve("version.ndjson"),
                replaced.ndjson()
                        + (both || version == 1 ? version(kept, version, false).ndjson() : ""));
        service.land(source, file);
    }

    private static PatientStory version(PatientStory story, int version, boolean joined) {
        return story.changed(patient -> {
                    if (joined) {
                        patient.putArray("link")
                                .addObject()
                                .put("type", "replaced-by")
                                .putObject("other")
                                .put("reference", "Patient/b");
                    }
                })
                .allWithMeta(Integer.toString(version), "2026-01-01T00:00:%02dZ".formatted(version));
    }

    @Test
    void aPersonOfWhomAnotherWorkerHoldsOneRecordIsLeftToThatOne() throws Exception {
        String source = "held";
        land(source, 1, true, true);
        service.derive();
        land(source, 2, true, false);
        DirtyPeople people = new DirtyPeople(service.bean(JoinedPeople.class));
        try (Connection one = begun();
                Connection other = begun()) {
            hold(other, source + "/b");
            DirtyPeople.Claimed claimed = people.claim(one, 10);
            assertThat(claimed.people()).isEmpty();
            assertThat(claimed.leftToOthers()).isEqualTo(1);
            one.rollback();
            other.rollback();
            assertThat(people.claim(one, 10).people()).hasSize(1);
            one.rollback();
        }
        service.derive();
        assertThat(marks(source)).isZero();
        assertThat(people(source)).containsExactly("b with {a}");
    }

    @Test
    void whoWaitsForAnotherWorkerDoesNotSpin() throws Exception {
        String source = "waited-for";
        land(source, 1, true, true);
        service.derive();
        land(source, 2, true, false);
        Derivation derivation = service.bean(Derivation.class);
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (Connection other = begun()) {
            hold(other, source + "/b");
            AtomicInteger calls = new AtomicInteger();
            Future<Void> waits = worker.submit(() -> {
                while (marks(source) > 0) {
                    derivation.deriveNext();
                    calls.incrementAndGet();
                }
                return null;
            });
            await().atMost(Duration.ofSeconds(30)).until(JoinedAtOnceTest::somebodyWaits);
            other.rollback();
            waits.get(30, TimeUnit.SECONDS);
            assertThat(calls.get()).isLessThanOrEqualTo(3);
        } finally {
            worker.shutdownNow();
        }
        assertThat(people(source)).containsExactly("b with {a}");
    }

    private static boolean somebodyWaits() {
        return service.sql()
                .sql("select exists (select from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and wait_event = 'advisory')")
                .query(Boolean.class)
                .single();
    }

    private static Connection begun() throws SQLException {
        Connection connection = service.bean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** As another worker holds it who is at that record for reasons of its own. */
    private static void hold(Connection connection, String record) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 1))")) {
            lock.setString(1, record);
            lock.execute();
        }
    }

    private static long marks(String source) {
        return service.sql()
                .sql("select count(*) from landing.dirty where source = ?")
                .param(source)
                .query(Long.class)
                .single();
    }

    private static List<String> people(String source) {
        return service.sql()
                .sql("select patient || ' with ' || joined::text from cases.person_case where source = ? order by 1")
                .param(source)
                .query(String.class)
                .list();
    }
}
