package org.interlaminar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TcpProxy;
import org.interlaminar.fixture.TestStore;
import org.interlaminar.operations.CommandLineRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Landing and deriving while the line to the store breaks at some byte: nobody hangs, and once the line is good and what was
 * not acknowledged has been repeated, everything is as if nothing had happened. One seed for each fault;
 * {@code -Dthorough=true} takes more.
 */
@Timeout(240)
class StoreBehindABadLineTest {
    private static final StorePace QUICK =
            new StorePace(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(1));
    /** What is promised after the line is good again; a second or two where nothing else runs. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final String STORE = TestStore.freshDatabase();
    private static final JdbcClient BESIDE =
            JdbcClient.create(new DriverManagerDataSource(STORE + "?options=-c%20lock_timeout=5s", "postgres", ""));

    enum Fault {
        LATENCY(line -> line.latency(Duration.ofMillis(3))),
        STALL(TcpProxy::stall),
        RESET(TcpProxy::reset),
        REFUSE(TcpProxy::refuse),
        HALF_CLOSE(TcpProxy::halfClose),
        HALF_OPEN(TcpProxy::halfOpen),
        LOSE(TcpProxy::lose),
        BLACK_HOLE(TcpProxy::blackHole);

        private final Consumer<TcpProxy> what;

        Fault(Consumer<TcpProxy> what) {
            this.what = what;
        }
    }

    @TempDir
    private static Path folder;

    private static TcpProxy line;
    private static Service service;
    private static SmallDelivery delivery;
    private static Map<String, String> undisturbed;
    private static long bytes;

    @BeforeAll
    static void knowTheUndisturbedOutcome() throws Exception {
        line = TcpProxy.before(STORE);
        service = Service.startedOn(
                line.through(STORE),
                context -> context.registerBean(StorePace.class, () -> QUICK),
                "interlaminar.store.connections=4");
        delivery = new SmallDelivery(folder, 12);
        delivery.goOn(service);
        SmallDelivery.forget(BESIDE);
        long before = line.forwarded();
        delivery.again().goOn(service);
        bytes = line.forwarded() - before;
        undisturbed = SmallDelivery.outcome(service.sql());
    }

    @AfterAll
    static void stop() {
        service.close();
        line.close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void givesTheSameAfterwards(Fault fault) throws Exception {
        List<Long> seeds = Seeds.some();
        for (long seed : Boolean.getBoolean("thorough") ? seeds : seeds.subList(seeds.size() - 1, seeds.size())) {
            long at = 1 + new Random(seed).nextLong(bytes);
            String which = Seeds.named(seed, fault + " at byte " + at + " of about " + bytes);
            SmallDelivery.forget(BESIDE);
            CompletableFuture<Void> work = begin(fault, at);

            try {
                await(which)
                        .atMost(BOUND)
                        .until(() ->
                                work.isDone() || service.bean(StoreWatch.class).isAway());
            } finally {
                line.restore();
            }
            await(which).atMost(BOUND).until(work::isDone);
            await(which).atMost(BOUND).until(StoreBehindABadLineTest::goesOn);

            assertThat(SmallDelivery.outcome(service.sql())).as(which).isEqualTo(undisturbed);
        }
    }

    @Test
    void aCommandThatLosesTheStoreSaysSoInOneSentence() {
        SmallDelivery.forget(BESIDE);
        PrintStream usual = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        line.after(bytes / 4, TcpProxy::reset);
        try {
            String[] load = {"load", "--source", SmallDelivery.SOURCE, folder.toString()};
            assertThat(service.bean(CommandLineRoot.class).run(load)).isEqualTo(1);
        } finally {
            System.setErr(usual);
            line.restore();
        }
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("interlaminar: The store ")
                .contains("what was committed before is kept");
    }

    private static CompletableFuture<Void> begin(Fault fault, long at) {
        line.after(at, fault.what);
        delivery.again();
        return CompletableFuture.runAsync(() -> delivery.goOn(service));
    }

    /** Whether all is done; the store's own failures apart, any fails the test. */
    private static boolean goesOn() {
        try {
            delivery.goOn(service);
            return true;
        } catch (Exception e) {
            if (e instanceof SQLException || e instanceof DataAccessException) {
                return false;
            }
            throw e;
        }
    }
}
