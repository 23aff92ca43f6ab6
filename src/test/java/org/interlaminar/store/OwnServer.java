package org.interlaminar.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL that a test may stop, restart and fill, as nobody else uses it; durable as in production. */
final class OwnServer implements AutoCloseable {
    static final int MOST_CONNECTIONS = 30;

    private final Path data;
    private final Path programs;
    private final EmbeddedPostgres server;

    OwnServer(Path home) throws IOException {
        data = home.resolve("postgresql");
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", Integer.toString(MOST_CONNECTIONS))
                .setServerConfig("superuser_reserved_connections", "0")
                .setRegisterShutdownHook(false)
                .start();
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        programs = Path.of(ProcessHandle.of(postmaster)
                        .orElseThrow()
                        .info()
                        .command()
                        .orElseThrow())
                .getParent();
    }

    /** JDBC URL of a new database; the user is postgres. */
    String database(String name) throws SQLException {
        operator("create database " + name);
        return url(name);
    }

    private String url(String name) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
    }

    /** As a superuser beside the service, in the database all have. */
    void operator(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url("postgres"), "postgres", null);
    }

    /** Ends at once, as in a crash, and starts again. */
    void restartAtOnce() throws IOException {
        control("restart", "-m", "immediate", "-w");
    }

    void stop() throws IOException {
        control("stop", "-m", "immediate", "-w");
    }

    /** A restart of what does not run starts it, with the options it had. */
    void start() throws IOException {
        control("restart", "-w");
    }

    /** PostgreSQL refuses root, and its library starts it in a user namespace then; so do we. */
    private void control(String... what) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.getOwner(Path.of("/proc/self")).getName().equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("pg_ctl").toString());
        command.addAll(List.of(
                "-D", data.toString(), "-l", data.resolve("log-of-restarts").toString(), "-t", "30"));
        command.addAll(List.of(what));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("pg_ctl ends").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(process.exitValue()).as(String.join(" ", what)).isZero();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
