package org.interlaminar.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL below the data folder, reachable only from this machine and only with a password of its own. The process
 * that starts it owns it and stops it; a command run beside a running service joins as a guest; a server whose owner was
 * killed is adopted.
 */
final class EmbeddedPostgresql implements AutoCloseable {
    private static final String MAJOR = "17";
    private static final String MARK = "# written by Interlaminar";

    private final Path home;
    private final Path cluster;
    private final String password;
    private int port;
    private AutoCloseable stop = () -> {};

    /** @throws StoreUnavailable in one sentence: another major version, no rights, binaries that do not run here */
    EmbeddedPostgresql(Path data) {
        home = data.toAbsolutePath().normalize();
        cluster = home.resolve("postgresql");
        refuseOtherMajor();
        password = password();
        Optional<ProcessHandle> running = postmaster();
        if (running.isPresent()) {
            join(running.get());
        } else {
            start();
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    String user() {
        return "postgres";
    }

    String secret() {
        return password;
    }

    @Override
    public void close() throws Exception {
        stop.close();
    }

    private void refuseOtherMajor() {
        Path version = cluster.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            return;
        }
        String major = firstLine(version);
        if (!MAJOR.equals(major)) {
            throw new StoreUnavailable("The data folder " + home + " holds a PostgreSQL " + major + " cluster and this"
                    + " version runs PostgreSQL " + MAJOR + ". Keep that folder, and either use the version of"
                    + " Interlaminar that made it, or name another folder with --data, or move its content with"
                    + " pg_dump (docs/running.md, 'Back up and restore').");
        }
    }

    private String password() {
        Path file = home.resolve("postgresql.password");
        try {
            if (Files.exists(file)) {
                return firstLine(file);
            }
            Files.createDirectories(home);
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String fresh = HexFormat.of().formatHex(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, fresh);
            return fresh;
        } catch (IOException e) {
            throw new StoreUnavailable(
                    "The data folder " + home + " cannot be written. Give this user the right to, or name another with"
                            + " --data.",
                    e);
        }
    }

    private Optional<ProcessHandle> postmaster() {
        Path pid = cluster.resolve("postmaster.pid");
        if (!Files.exists(pid)) {
            return Optional.empty();
        }
        return lines(pid).stream()
                .findFirst()
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .command()
                        .map(name -> name.endsWith("postgres"))
                        .orElse(true));
    }

    private void join(ProcessHandle running) {
        port = Integer.parseInt(lines(cluster.resolve("postmaster.pid")).get(3).strip());
        Path owner = home.resolve("owner.pid");
        boolean owned = Files.exists(owner)
                && ProcessHandle.of(Long.parseLong(firstLine(owner)))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
        if (!owned) {
            own();
            stop = running::destroy;
        }
    }

    private void start() {
        try {
            // The library makes the folder of its binaries writable for everybody; below a private home nobody reaches
            // it.
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(cluster)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(home.resolve("binaries").toFile())
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setConnectConfig("password", password)
                    .setServerConfig("listen_addresses", "localhost")
                    // The library's own defaults are for tests: without these three a power cut loses what was
                    // acknowledged.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "120")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("max_wal_size", "2GB")
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            port = server.getPort();
            stop = server;
            own();
            requirePassword(server);
        } catch (IOException | SQLException | RuntimeException e) {
            throw new StoreUnavailable(
                    "The embedded PostgreSQL below " + home + " does not start (" + e.getMessage()
                            + "). Run as an ordinary user on 64-bit Linux, or set interlaminar.store.url to a"
                            + " PostgreSQL 15 or newer.",
                    e);
        }
    }

    /** The library creates clusters that trust every local user; from the first start on ours asks for the password. */
    private void requirePassword(EmbeddedPostgres server) throws IOException, SQLException {
        Path hba = cluster.resolve("pg_hba.conf");
        if (Files.readString(hba).startsWith(MARK)) {
            return;
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter user postgres password '" + password + "'");
            Files.writeString(
                    hba, MARK + "\nhost all all 127.0.0.1/32 scram-sha-256\nhost all all ::1/128 scram-sha-256\n");
            statement.execute("select pg_reload_conf()");
        }
    }

    private void own() {
        try {
            Files.writeString(
                    home.resolve("owner.pid"),
                    Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new StoreUnavailable("The data folder " + home + " cannot be written.", e);
        }
    }

    private static String firstLine(Path file) {
        return lines(file).stream().findFirst().map(String::strip).orElse("");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new StoreUnavailable("The file " + file + " cannot be read by this user.", e);
        }
    }
}
