package org.interlaminar.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL of this test's own, as durable as a hospital's, that can be killed whole and started again where it was. */
final class KillableStore implements AutoCloseable {
    private final Path home;
    private final int port;
    private EmbeddedPostgres server;

    KillableStore(Path home) throws IOException {
        this.home = home;
        this.server = start(0);
        this.port = server.getPort();
    }

    private EmbeddedPostgres start(int wantedPort) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(home.resolve("cluster"))
                .setCleanDataDirectory(false)
                .setPort(wantedPort)
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    /** SIGKILL for the postmaster first, so that it cannot tidy up, and for all it has started. */
    void kill() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(home.resolve("cluster/postmaster.pid"))
                .get(0)
                .strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> backends = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        backends.forEach(ProcessHandle::destroyForcibly);
        postmaster.onExit().join();
        backends.forEach(backend -> backend.onExit().join());
    }

    void startAgain() throws IOException {
        server.close();
        server = start(port);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
