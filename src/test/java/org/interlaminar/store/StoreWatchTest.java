package org.interlaminar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.interlaminar.fixture.TcpProxy;
import org.interlaminar.fixture.TestStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The watch over a real store behind a bad line. Nobody waits here: the clock is told what time it is, the watch when to look. */
@Timeout(60)
class StoreWatchTest {
    private static final String STORE = TestStore.freshDatabase();
    private static final String OTHER = TestStore.freshDatabase();
    private static final String DATABASE = STORE.substring(STORE.lastIndexOf('/') + 1);
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final StorePace PACE = new StorePace(Duration.ofDays(1), SECOND, Duration.ofSeconds(20));

    private final ToldTime time = new ToldTime();
    private TcpProxy line;
    private StoreConnections connections;
    private StoreWatch watch;

    @BeforeEach
    void watchTheStore() {
        line = TcpProxy.before(STORE);
        StoreAddress address = new StoreAddress(line.through(STORE), "postgres", null);
        connections = new StoreConnections(address, SECOND, null);
        watch = new StoreWatch(connections, new StoreProbe(new StoreConnections(address, SECOND, SECOND)), PACE, time);
        watch.look();
    }

    @AfterEach
    void stop() {
        watch.close();
        connections.closeAll();
        line.close();
    }

    @Test
    void callsTheStoreAwayOnlyAfterAWhileWithoutAnyAnswer() {
        line.blackHole();
        lookAfter(19);
        assertThat(watch.isAway()).isFalse();
        lookAfter(1);
        assertThat(watch.awaySince()).contains(START);

        line.restore();
        lookAfter(600);
        assertThat(watch.awaySince()).isEmpty();
    }

    @Test
    void doesNotJudgeByOneAnswerThatIsMissingAfterAMachineHasSlept() {
        line.blackHole();
        lookAfter(3600);
        assertThat(watch.isAway()).isFalse();
        line.restore();
        lookAfter(5);
        assertThat(watch.isAway()).isFalse();
    }

    @Test
    void letsGoWhoWaitsForAStoreThatIsAway() throws Exception {
        Future<?> waiting = ask("select pg_sleep(600)");
        line.blackHole();
        lookAfter(15);
        assertThat(waiting).isNotDone();
        lookAfter(5);
        assertConnectionFailure(waiting);
    }

    @Test
    void leavesALongStatementAloneWhileTheStoreAnswers() throws Exception {
        Future<?> merge;
        try (Connection other = DriverManager.getConnection(STORE, "postgres", null);
                Statement statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(1)");
            merge = ask("select pg_advisory_lock(1)");
            for (int hour = 0; hour < 5; hour++) {
                lookAfter(3600);
            }
            assertThat(merge).isNotDone();
        }
        merge.get(10, TimeUnit.SECONDS);
    }

    @Test
    void leavesAConnectionAloneThatNobodyWaitsOn() throws Exception {
        try (Connection idle = connections.getConnection();
                Statement statement = idle.createStatement()) {
            for (int hour = 0; hour < 5; hour++) {
                lookAfter(3600);
            }
            statement.execute("select 1");
        }
    }

    @Test
    void letsGoWhoWaitsForAServerThatHasForgottenThemThoughItAnswersOthers() throws Exception {
        Future<?> waiting = ask("select pg_sleep(600)");
        line.halfOpen();
        end("query like 'select pg_sleep(600)%'");
        lookAfter(1);
        lookAfter(20);
        lookAfter(19);
        assertThat(waiting).isNotDone();
        lookAfter(1);
        assertConnectionFailure(waiting);
        assertThat(watch.isAway()).isFalse();
    }

    @Test
    void letsGoWhoWaitsForAServerThatWaitsForThem() throws Exception {
        Connection connection = connections.getConnection();
        line.lose();
        Future<?> waiting = ask(connection, "select 'lost on the way'");
        lookAfter(1);
        lookAfter(20);
        lookAfter(19);
        assertThat(waiting).isNotDone();
        lookAfter(1);
        assertConnectionFailure(waiting);
        assertThat(watch.isAway()).isFalse();
    }

    @Test
    void closesNothingWhenTheServerSaysThatItLetsNobodyIn() throws Exception {
        Future<?> merge = ask("select pg_sleep(2)");
        admit(false);
        try {
            end("query = 'select 1'");
            lookAfter(30);
            lookAfter(30);
            assertThat(watch.isAway()).isTrue();
            merge.get();
        } finally {
            admit(true);
        }
        lookAfter(5);
        assertThat(watch.isAway()).isFalse();
    }

    @Test
    void aLoginThatIsNotAnsweredEndsAndLeavesNothingBehind() {
        line.blackHole();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(connections::getConnection).isInstanceOf(SQLException.class);
        }
        assertThat(connections.open()).isEmpty();
        await().atMost(Duration.ofSeconds(10)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().contains("JDBC driver connection thread")));
    }

    @Test
    void bothSidesAskForASignOfLifeSoon() throws Exception {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet told = statement.executeQuery("select current_setting('tcp_keepalives_idle'),"
                        + " current_setting('tcp_keepalives_interval'), current_setting('tcp_keepalives_count'),"
                        + " current_setting('client_connection_check_interval')")) {
            told.next();
            assertThat(told.getString(1)).isEqualTo("15");
            assertThat(told.getString(2)).isEqualTo("5");
            assertThat(told.getString(3)).isEqualTo("3");
            assertThat(told.getString(4)).isEqualTo("10s");
            for (StoreSocket ours : connections.open()) {
                assertThat(ours.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
                assertThat(ours.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(15);
                assertThat(ours.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                        .isEqualTo(5);
                assertThat(ours.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
            }
        }
    }

    private void lookAfter(int seconds) {
        time.now = time.now.plusSeconds(seconds);
        watch.look();
    }

    private Future<?> ask(String sql) throws SQLException {
        return ask(connections.getConnection(), sql);
    }

    /** Returns when the statement is waited for. */
    private Future<?> ask(Connection connection, String sql) {
        Future<?> asked = CompletableFuture.runAsync(() -> {
            try (connection;
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new CompletionException(e);
            }
        });
        await().atMost(Duration.ofSeconds(10))
                .until(() -> connections.open().stream().anyMatch(StoreSocket::isWaiting));
        return asked;
    }

    private static void assertConnectionFailure(Future<?> waiting) {
        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS)).rootCause().isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
    }

    /** Ends the server's processes for the database that are at such a statement. */
    private static void end(String which) throws SQLException {
        asOperator("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '" + DATABASE
                + "' and " + which);
    }

    private static void admit(boolean everybody) throws SQLException {
        asOperator("alter database " + DATABASE + " allow_connections " + everybody);
    }

    private static void asOperator(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(OTHER, "postgres", null);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final class ToldTime extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
