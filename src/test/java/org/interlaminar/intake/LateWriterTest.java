package org.interlaminar.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A run that lost its lock, and with it the source, to another one. */
class LateWriterTest {
    private static final String STENOSIS = condition("M48.062");
    private static final String SOMETHING_ELSE = condition("J45");

    private static Service service;
    private static Landing landing;

    private String source;

    @BeforeAll
    static void start() {
        service = Service.started();
        landing = service.bean(Landing.class);
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
    void updatesNothingAndRollsBack() throws Exception {
        LandingRun late = landing.open(delivery());
        land(late, "first", patient("p1"));
        cutTheLock();
        try (LandingRun successor = landing.open(delivery())) {
            List<String> before = everything();

            assertThatThrownBy(() -> land(late, "second", patient("p2")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another run has taken source '" + source + "' meanwhile");
            assertThat(everything()).isEqualTo(before);

            land(successor, "first", patient("p2"));
            assertThat(successor.finish().stored()).isEqualTo(1);
        }
        assertThat(ids()).containsExactly("p1", "p2");
        assertThatThrownBy(late::close).isInstanceOf(java.sql.SQLException.class);
        assertThat(service.bean(Ledger.class).summary(late.number()).reason()).isEqualTo(Ledger.CUT_OFF);
    }

    @Test
    void keepsNothingBackFromTheRunAfterIt() throws Exception {
        Ledger.Opened late = service.bean(Ledger.class).open(source, Way.LOAD, "generation");
        CompletableFuture<LandingRun> successor;
        try (Connection connection = service.bean(DataSource.class).getConnection()) {
            connection.setAutoCommit(false);
            landByHand(connection, late.run());
            service.bean(Ledger.class).hold(connection, source, late.run());
            successor = CompletableFuture.supplyAsync(() -> open());
            await().atMost(Duration.ofSeconds(30)).until(LateWriterTest::somebodyWaitsForARow);
            connection.commit();
        }
        try (LandingRun run = successor.join()) {
            land(run, "correction", SOMETHING_ELSE);
            assertThat(run.finish().stored())
                    .as("what had landed lands again, whatever it now says")
                    .isEqualTo(1);
        }
    }

    private LandingRun open() {
        try {
            return landing.open(delivery());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the last part of a run would, up to its commit. */
    private void landByHand(Connection connection, long run) throws Exception {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into landing.version (source, type, id, content, patient, delivered, kind, anchor, key_hash, body,"
                        + " body_bytes, run, part, position) values (?, 'Condition', 'c1', ?, 'p1', now(), 'whole', true, ?, ?,"
                        + " ?, ?, 1, 0)")) {
            ScreenedChunk.Candidate candidate =
                    Screening.of(service, STENOSIS).candidates.get(0);
            insert.setString(1, source);
            insert.setBytes(2, candidate.content());
            insert.setLong(3, candidate.keyHash());
            insert.setBytes(4, new byte[0]);
            insert.setInt(5, STENOSIS.length());
            insert.setLong(6, run);
            insert.executeUpdate();
        }
    }

    private static boolean somebodyWaitsForARow() {
        return service.sql()
                .sql("select exists (select from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock')")
                .query(Boolean.class)
                .single();
    }

    private void cutTheLock() {
        assertThat(service.sql()
                        .sql(
                                "select count(pg_terminate_backend(l.pid)) from pg_locks l join pg_database d on d.oid = l.database"
                                        + " where l.locktype = 'advisory' and d.datname = current_database()")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> service.sql()
                .sql("select not exists (select from pg_locks l join pg_database d on d.oid = l.database"
                        + " where l.locktype = 'advisory' and d.datname = current_database())")
                .query(Boolean.class)
                .single());
    }

    private Delivery delivery() {
        return Delivery.loaded(source, Way.LOAD, Instant.now());
    }

    private void land(LandingRun run, String name, String... resources) throws Exception {
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                + Stream.of(resources).map(one -> "{\"resource\":" + one + "}").collect(Collectors.joining(","))
                + "]}";
        run.landBundle(delivery(), name, bundle.getBytes(UTF_8), null, AlsoInTransaction.NOTHING);
    }

    private List<String> everything() {
        return service.sql()
                .sql("select v::text from landing.version v union all select p::text from ledger.part p"
                        + " union all select t::text from ledger.tally t union all select d::text from landing.dirty d"
                        + " order by 1")
                .query(String.class)
                .list();
    }

    private List<String> ids() {
        return service.sql()
                .sql("select id from landing.version where source = ? order by 1")
                .param(source)
                .query(String.class)
                .list();
    }

    private static String patient(String id) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}";
    }

    private static String condition(String code) {
        return "{\"resourceType\":\"Condition\",\"id\":\"c1\",\"code\":{\"coding\":[{\"system\":"
                + "\"http://hl7.org/fhir/sid/icd-10-cm\",\"code\":\"" + code
                + "\"}]},\"subject\":{\"reference\":\"Patient/p1\"}}";
    }
}
