package org.interlaminar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.interlaminar.Interlaminar;
import org.interlaminar.ehr.Pulls;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.operations.CommandLineRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.jdbc.PgConnection;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real PostgreSQL that crashes, is gone, is read-only, lets nobody in or has no room, under the service as it is. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class ServerInTroubleTest {
    private static final StorePace QUICK =
            new StorePace(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(1));
    /** Milliseconds the pool waits for a connection; ten seconds outside tests. */
    private static final long SHORTLY = 1_000;
    /** What is promised after the store's return. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    private static Path home;

    private static OwnServer server;
    private static Service service;
    private static SmallDelivery delivery;
    private static Map<String, String> undisturbed;

    @BeforeAll
    static void start() throws Exception {
        server = new OwnServer(home);
        service = Service.startedOn(
                server.database("troubled"),
                ServerInTroubleTest::watchQuickly,
                "interlaminar.store.connections=4",
                "interlaminar.sources.hospital-a.base-url=http://127.0.0.1:1/fhir");
        service.bean(HikariDataSource.class).setConnectionTimeout(SHORTLY);
        delivery = new SmallDelivery(home, 5);
        delivery.goOn(service);
        undisturbed = SmallDelivery.outcome(service.sql());
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        server.close();
    }

    private static void watchQuickly(GenericApplicationContext context) {
        context.registerBean(StorePace.class, () -> QUICK);
    }

    @Test
    void pullsAndDerivingPauseAndGoOnByThemselves(CapturedOutput told) throws Exception {
        Path drop = Files.createDirectories(home.resolve("drop/hospital-b"));
        try (PagedEhr ehr = new PagedEhr(4);
                ConfigurableApplicationContext routes = routes(ehr, server.database("routed"))) {
            routes.getBean(HikariDataSource.class).setConnectionTimeout(SHORTLY);
            StoreWatch watch = routes.getBean(StoreWatch.class);
            JdbcClient sql = routes.getBean(JdbcClient.class);
            await("the first pull").atMost(BOUND).until(routes.getBean(Pulls.class)::haveAllEndedOnce);
            await("its people").atMost(BOUND).until(() -> people(sql) == 4);

            ehr.hold(8);
            AtomicBoolean crashed = new AtomicBoolean();
            ehr.at(6, request -> {
                server.restartAtOnce();
                crashed.set(true);
                return true;
            });
            await("the crash in the middle of a pull").atMost(BOUND).untilTrue(crashed);
            await("after a crash").atMost(BOUND).ignoreExceptions().until(() -> people(sql) == 8);

            server.stop();
            await("the watch").atMost(BOUND).until(watch::isAway);
            ehr.hold(12);
            ehr.at(0, request -> true);
            Files.move(write(home.resolve("late.ndjson"), 2), drop.resolve("late.ndjson"));
            int before = told.getOut().length();
            assertCommandsSayThatTheStoreIsAway();
            await("a pull that could not begin")
                    .atMost(BOUND)
                    .until(() -> told.getOut().indexOf("ledger.Turns.", before) > 0);
            assertThat(ehr.requests()).as("requests while the store is away").isZero();
            server.start();
            await("after an absence").atMost(BOUND).ignoreExceptions().until(() -> people(sql) == 14);
            assertThat(watch.isAway()).isFalse();

            await("the file dropped meanwhile")
                    .atMost(BOUND)
                    .until(() -> Files.exists(drop.resolve("done/late.ndjson")));

            SmallDelivery.assertAccounted(sql);
            SmallDelivery.forget(service.sql());
            service.load(SmallDelivery.SOURCE, write(home.resolve("all.ndjson"), 12));
            service.load("hospital-b", drop.resolve("done/late.ndjson"));
            assertThat(Service.martHashes(sql)).isEqualTo(service.martHashes());
        }
    }

    private static Path write(Path file, int patients) throws IOException {
        return Files.writeString(
                file,
                SmallDelivery.stories(patients).stream()
                        .map(PatientStory::ndjson)
                        .collect(Collectors.joining()));
    }

    private static void assertCommandsSayThatTheStoreIsAway() {
        for (String[] command : new String[][] {
            {
                "load",
                "--source",
                SmallDelivery.SOURCE,
                home.resolve("1-people.ndjson").toString()
            },
            {"pull", "--source", SmallDelivery.SOURCE}
        }) {
            PrintStream usual = System.err;
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            try {
                assertThat(service.bean(CommandLineRoot.class).run(command)).isEqualTo(1);
            } finally {
                System.setErr(usual);
            }
            assertThat(said.toString(StandardCharsets.UTF_8).lines())
                    .singleElement()
                    .asString()
                    .startsWith("interlaminar: The store ");
        }
    }

    @Test
    void waitsWhileTheStoreIsReadOnly() throws Exception {
        failsAndThenGivesTheSame("25006", () -> readOnly("on"), () -> readOnly("off"));
    }

    /** Only the server's answer is simulated: a disk that is really full needs a file system of the test's own. */
    @Test
    void waitsWhileTheStoreHasNoRoom() throws Exception {
        service.sql()
                .sql("create function no_room() returns trigger language plpgsql as"
                        + " $$begin raise sqlstate '53100' using message = 'could not extend file'; end$$")
                .update();
        for (String table : List.of("landing.version", "ledger.part", "cases.person_case")) {
            failsAndThenGivesTheSame(
                    "53100",
                    () -> service.sql()
                            .sql("create trigger no_room before insert on " + table
                                    + " for each statement execute function no_room()")
                            .update(),
                    () -> service.sql().sql("drop trigger no_room on " + table).update());
        }
    }

    @Test
    void waitsWhileOthersHaveAllTheConnections() throws Exception {
        List<Connection> others = new ArrayList<>();
        failsAndThenGivesTheSame(null, () -> takeAllConnections(others), () -> {
            for (Connection other : others) {
                other.close();
            }
        });
    }

    @Test
    void letsGoOfAConnectionToAServerThatHasBecomeReadOnly() throws Exception {
        PgConnection real;
        try (Connection pooled = service.bean(HikariDataSource.class).getConnection();
                Statement statement = pooled.createStatement()) {
            real = pooled.unwrap(PgConnection.class);
            statement.execute("set session characteristics as transaction read only");
            assertThat(catchThrowable(() -> statement.execute("delete from landing.dirty")))
                    .isNotNull();
        }
        await().atMost(BOUND).until(real::isClosed);
    }

    private interface Step {
        void run() throws Exception;
    }

    /** @param state what the server must have said when it failed, or null when it says nothing */
    private static void failsAndThenGivesTheSame(String state, Step trouble, Step end) throws Exception {
        SmallDelivery.forget(service.sql());
        delivery.again();
        trouble.run();
        try {
            Throwable failure = catchThrowable(() -> delivery.goOn(service));
            assertThat(failure).isNotNull();
            assertThat((Throwable) sqlCause(failure)).isNotNull();
            if (state != null) {
                assertThat(sqlCause(failure).getSQLState()).isEqualTo(state);
            }
        } finally {
            end.run();
        }
        await().atMost(BOUND).ignoreExceptions().until(() -> {
            delivery.goOn(service);
            return true;
        });
        assertThat(SmallDelivery.outcome(service.sql())).isEqualTo(undisturbed);
    }

    private static SQLException sqlCause(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return (SQLException) cause;
    }

    private static void readOnly(String setting) throws SQLException {
        server.operator("alter system set default_transaction_read_only = " + setting);
        server.operator("select pg_reload_conf()");
        await().atMost(BOUND).until(() -> {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement();
                    ResultSet told = statement.executeQuery("show default_transaction_read_only")) {
                return told.next() && told.getString(1).equals(setting);
            }
        });
    }

    /** Every place a broken connection of the service leaves is taken before the service can. */
    private static void takeAllConnections(List<Connection> others) throws SQLException {
        others.add(server.connect());
        await().atMost(BOUND).until(() -> {
            try (Statement statement = others.get(0).createStatement()) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'troubled'");
                while (others.size() <= OwnServer.MOST_CONNECTIONS) {
                    others.add(server.connect());
                }
                return false;
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("53300");
                return nobodyOfTheService(others.get(0));
            }
        });
    }

    private static boolean nobodyOfTheService(Connection other) throws SQLException {
        try (Statement statement = other.createStatement();
                ResultSet there =
                        statement.executeQuery("select count(*) from pg_stat_activity where datname = 'troubled'")) {
            return there.next() && there.getInt(1) == 0;
        }
    }

    private static ConfigurableApplicationContext routes(PagedEhr ehr, String store) {
        return new SpringApplicationBuilder(Interlaminar.class)
                .web(WebApplicationType.NONE)
                .initializers((GenericApplicationContext context) -> watchQuickly(context))
                .run(
                        "--interlaminar.store.url=" + store,
                        "--interlaminar.store.user=postgres",
                        "--interlaminar.store.connections=6",
                        "--interlaminar.ehr.poll=1s",
                        "--interlaminar.derive.poll=1s",
                        "--interlaminar.intake.drop=" + home.resolve("drop"),
                        "--interlaminar.sources.hospital-a.base-url=" + ehr.base(),
                        "--interlaminar.sources.hospital-a.overlap=0s",
                        "--interlaminar.sources.hospital-a.types=" + String.join(",", PagedEhr.TYPES));
    }

    private static long people(JdbcClient sql) {
        return sql.sql(
                        "select count(*) from mart.\"case\" where mild = 'yes' and not exists (select from landing.dirty)")
                .query(Long.class)
                .single();
    }
}
