package org.interlaminar.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.Way;
import org.interlaminar.store.StoreLocks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pushes land beside runs of the same source, and neither hides what the other brings. */
class PushesTest {
    private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
    private static final String STENOSIS = condition("M48.062");
    private static final String SOMETHING_ELSE = condition("J45");

    private static Service service;
    private static Landing landing;
    private static Pushes pushes;

    private String source;

    @BeforeAll
    static void start() {
        service = Service.started();
        landing = service.bean(Landing.class);
        pushes = service.bean(Pushes.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void aSourceOfItsOwn() {
        source = "s-" + UUID.randomUUID();
    }

    private static String condition(String code) {
        return "{\"resourceType\":\"Condition\",\"id\":\"c\",\"subject\":{\"reference\":\"Patient/p\"},\"code\":{\"coding\":"
                + "[{\"system\":\"http://hl7.org/fhir/sid/icd-10-cm\",\"code\":\"" + code + "\"}]}}";
    }

    private static byte[] bundle(String... resources) {
        String entries = String.join(
                ",",
                List.of(resources).stream()
                        .map(one -> "{\"resource\":" + one + "}")
                        .toList());
        return ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" + entries + "]}").getBytes(UTF_8);
    }

    private Push.Landed push(String... resources) throws Exception {
        Pushed pushed = new Pushed();
        for (String resource : resources) {
            pushed.resource(resource.getBytes(UTF_8));
        }
        Push push = new Push(
                source,
                UUID.randomUUID().toString(),
                NOW.plusSeconds(60),
                "application/fhir+json",
                1,
                new byte[32],
                Map.of(),
                null);
        return pushes.land(push, pushes.sort(source, pushed));
    }

    private Delivery wholePull() {
        return Delivery.told(source, Way.PULL, NOW.plusSeconds(120), Delivery.Scope.EVERYTHING);
    }

    private List<String> kinds() {
        return service.sql()
                .sql("select kind from landing.version where source = ? and id = 'c' order by delivered")
                .param(source)
                .query(String.class)
                .list();
    }

    private static boolean somebodyWaits() {
        return service.sql()
                .sql("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void whatIsPushedDuringAPullIsNotFilteredAwayByIt() throws Exception {
        try (LandingRun pull = landing.open(wholePull())) {
            pull.landBundle(
                    wholePull(),
                    "first",
                    bundle("{\"resourceType\":\"Patient\",\"id\":\"p\"}"),
                    null,
                    AlsoInTransaction.NOTHING);
            push(STENOSIS);
            pull.landBundle(wholePull(), "second", bundle(SOMETHING_ELSE), null, AlsoInTransaction.NOTHING);
            pull.finish();
        }
        assertThat(kinds()).containsExactly("whole", "key");
    }

    @Test
    void whatIsPushedBeforeTheFirstPageIsKnownToIt() throws Exception {
        try (LandingRun pull = landing.open(wholePull())) {
            push(STENOSIS);
            pull.landBundle(wholePull(), "first", bundle(SOMETHING_ELSE), null, AlsoInTransaction.NOTHING);
            pull.finish();
        }
        assertThat(kinds()).containsExactly("whole", "key");
    }

    @Test
    void withoutAPushAnOutOfScreenVersionIsOnlyCounted() throws Exception {
        try (LandingRun pull = landing.open(wholePull())) {
            pull.landBundle(wholePull(), "first", bundle(SOMETHING_ELSE), null, AlsoInTransaction.NOTHING);
            assertThat(pull.finish().filtered()).isEqualTo(1);
        }
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aFirstLoadThatIsPushedIntoStagesItsRows() throws Exception {
        Delivery load = Delivery.loaded(source, Way.LOAD, NOW);
        try (LandingRun run = landing.open(load)) {
            assertThat(run.mayCopyDirectly()).isTrue();
            push(STENOSIS);
            run.landDirectly("file", BundleChunks.copyOf(bundle(STENOSIS)), null, AlsoInTransaction.NOTHING);
            assertThat(run.mayCopyDirectly()).isFalse();
            assertThat(run.finish().duplicate()).isEqualTo(1);
        }
        assertThat(kinds()).containsExactly("whole");
    }

    @Test
    void aPushWaitsForThePartThatIsLanding() throws Exception {
        push(STENOSIS);
        try (Connection part = service.bean(DataSource.class).getConnection()) {
            part.setAutoCommit(false);
            StoreLocks.keepPushesOut(part, source);
            CompletableFuture<Push.Landed> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return push(SOMETHING_ELSE);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(PushesTest::somebodyWaits);
            assertThat(waiting).isNotDone();
            part.rollback();
            assertThat(waiting.get().counts().stored()).isEqualTo(1);
        }
        assertThat(kinds()).containsExactlyInAnyOrder("whole", "key");
    }

    @Test
    void pushesOfADayAreOneRunThatAddsUp() throws Exception {
        push(STENOSIS);
        push(STENOSIS);
        push("{\"resourceType\":\"Practitioner\",\"id\":\"d\"}", condition("J45"));
        assertThat(service.sql()
                        .sql(
                                "select r.way || ' ' || r.outcome || ' ' || count(distinct r.run) || ' ' || sum(p.received)"
                                        + " from ledger.run r join ledger.part p using (run) where r.source = ? group by r.way, r.outcome")
                        .param(source)
                        .query(String.class)
                        .list())
                .containsExactly("push complete 1 4");
        assertThat(service.sql()
                        .sql(
                                "select t.state || ' ' || sum(t.versions) from ledger.tally t join ledger.run r using (run)"
                                        + " where r.source = ? group by t.state order by 1")
                        .param(source)
                        .query(String.class)
                        .list())
                .containsExactly("duplicate 1", "filtered 1", "stored 2");
    }

    @Test
    void aSourceIsNotTakenFromARunByAPush() throws Exception {
        try (LandingRun pull = landing.open(wholePull())) {
            push(STENOSIS);
            pull.landBundle(
                    wholePull(),
                    "after",
                    bundle("{\"resourceType\":\"Patient\",\"id\":\"p\"}"),
                    null,
                    AlsoInTransaction.NOTHING);
            assertThat(pull.finish().outcome()).isEqualTo(Outcome.COMPLETE);
        }
    }

    @Test
    void nothingIsPushedWhileTheValueSetsChange() throws Exception {
        push(STENOSIS);
        landing.whileNothingLands(connection -> {
            CompletableFuture<Push.Landed> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return push(SOMETHING_ELSE);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(PushesTest::somebodyWaits);
            assertThat(waiting).isNotDone();
        });
        await().atMost(Duration.ofSeconds(10)).until(() -> kinds().size() == 2);
    }

    @Test
    void aDeleteComesAfterWhatAnEhrWithAFastClockHasSaid() throws Exception {
        push(STENOSIS.replace(
                "\"id\":\"c\"", "\"id\":\"c\",\"meta\":{\"lastUpdated\":\"" + NOW.plusSeconds(360) + "\"}"));
        Pushed gone = new Pushed();
        gone.deletion("Condition", "c");
        Push push =
                new Push(source, "r", NOW.plusSeconds(61), "application/fhir+json", 0, new byte[32], Map.of(), null);
        pushes.land(push, pushes.sort(source, gone));
        assertThat(service.sql()
                        .sql("select kind from landing.current where source = ? and id = 'c'")
                        .param(source)
                        .query(String.class)
                        .single())
                .isEqualTo("tombstone");
    }
}
