package org.interlaminar.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The readers' roles belong to a whole server; this one has none yet. */
class RolesTest {
    private EmbeddedPostgres server;

    @BeforeEach
    void start() throws Exception {
        server = EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("fsync", "off")
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void databasesOfOneServerMakeThemAtTheSameTime() throws Exception {
        int databases = 4;
        for (int i = 0; i < databases; i++) {
            admin("create database d" + i);
        }
        together(databases, i -> start("d" + i, "postgres"));
        admin("create role jane login in role analyst_ro");
        for (int i = 0; i < databases; i++) {
            assertThat(value("d" + i, "jane", "select count(*) from mart.\"case\""))
                    .isEqualTo("0");
        }
    }

    @Test
    void aLoginThatMayNotMakeThemStartsAndGrantsThemWhenTheyHaveCome() throws Exception {
        admin("create role plain login");
        admin("create database hospital owner plain");

        start("hospital", "plain");
        assertThat(value("hospital", "plain", "select access.admit_readers()::text"))
                .isEqualTo("{analyst_ro,aggregate_ro}");

        admin("create role analyst_ro nologin");
        admin("create role jane login in role analyst_ro");
        assertThatThrownBy(() -> value("hospital", "jane", "select count(*) from mart.\"case\""))
                .hasMessageContaining("permission denied");
        together(4, i -> start("hospital", "plain"));

        assertThat(value("hospital", "jane", "select count(*) from mart.\"case\""))
                .isEqualTo("0");
        assertThat(value("hospital", "plain", "select access.admit_readers()::text"))
                .isEqualTo("{aggregate_ro}");
    }

    @Test
    void aLoginThatMayMakeRolesMakesThem() throws Exception {
        admin("create role maker login createrole");
        admin("create database hospital owner maker");

        start("hospital", "maker");
        admin("create role jane login in role analyst_ro");
        admin("create role joe login in role aggregate_ro");

        assertThat(value("hospital", "jane", "select count(*) from mart.\"case\""))
                .isEqualTo("0");
        assertThat(value("hospital", "joe", "select count(*) from aggregate.published"))
                .isEqualTo("0");
        assertThatThrownBy(() -> value("hospital", "joe", "select count(*) from mart.\"case\""))
                .hasMessageContaining("permission denied");
    }

    @Test
    void whatTheAdministratorHasSetStays() throws Exception {
        admin("create role analyst_ro nologin");
        admin("alter role analyst_ro set statement_timeout = '1h'");
        admin("create database hospital");

        start("hospital", "postgres");

        assertThat(value(
                        "hospital",
                        "postgres",
                        "select array_to_string(rolconfig, ', ') from pg_roles where rolname = 'analyst_ro'"))
                .isEqualTo("statement_timeout=1h");
        assertThat(value(
                        "hospital",
                        "postgres",
                        "select array_to_string(rolconfig, ', ') from pg_roles where rolname = 'aggregate_ro'"))
                .isEqualTo("default_transaction_read_only=on, statement_timeout=15min");
    }

    @Test
    void aStartWithoutNewsChangesNoPrivilege() throws Exception {
        admin("create database hospital");
        start("hospital", "postgres");
        String before = value("hospital", "postgres", "select string_agg(xmin::text, ' ' order by oid) from pg_class");
        start("hospital", "postgres");
        assertThat(value("hospital", "postgres", "select string_agg(xmin::text, ' ' order by oid) from pg_class"))
                .isEqualTo(before);
    }

    private static void together(int nodes, IntConsumer work) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(nodes);
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                int node = i;
                running.add(threads.submit(() -> {
                    barrier.await();
                    work.accept(node);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** What a start of the service does. */
    private void start(String database, String user) {
        Flyway.configure().dataSource(url(database), user, "").load().migrate();
    }

    private void admin(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String value(String database, String user, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database), user, "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }
}
