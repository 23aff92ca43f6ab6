package org.interlaminar;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Retention;

/**
 * The sample until it is ten million resources, in two sources landed by two processes at once, each with 512 MB of heap; then
 * corrections, stubs and deletes, in five orders, one of them with all bodies given up in between. Every order must come to the same mart.
 * Then one percent changes. Prints times and hashes; {@code -Dcopies=} makes it smaller. Not a test: it takes its time and its
 * disk (about 30 GB).
 */
final class AtSize {
    private static final int COPIES = Integer.getInteger("copies", 139);
    private static final List<String> SOURCES = List.of("east", "west");
    private static final String BASE = "2026-01-01";
    private static final String CORRECTED = "2026-01-02";
    private static final String DELETED = "2026-01-03";
    private static final String CHANGED = "2026-01-04";

    /** One delivery: a folder with a subfolder for each source, when the sources said so, and which files are left out. */
    private record Told(String folder, String asOf, Set<String> without) {
        Told(String folder, String asOf) {
            this(folder, asOf, Set.of());
        }

        List<Path> files(Path home, String source, boolean reverse) throws IOException {
            try (Stream<Path> files = Files.list(home.resolve(folder).resolve(source))) {
                return files.filter(file ->
                                !without.contains(file.getFileName().toString().replaceFirst("\\..*", "")))
                        .sorted(reverse ? Comparator.reverseOrder() : Comparator.naturalOrder())
                        .toList();
            }
        }

        @Override
        public String toString() {
            return folder + (without.isEmpty() ? "" : " without " + String.join(", ", without));
        }
    }

    private static final Told ALL = new Told("all", BASE);
    private static final Told NOBODY_ANCHORED = new Told("all", BASE, new TreeSet<>(Set.of("Condition", "Procedure")));
    private static final Told CORRECTIONS = new Told("corrections", CORRECTED);
    private static final Told DELETES = new Told("deletes", DELETED);

    private final Path home;
    private final EmbeddedPostgres server;
    private int database;

    private AtSize(Path home, EmbeddedPostgres server) {
        this.home = home;
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("interlaminar-at-size");
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(home.resolve("store"))
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("max_wal_size", "2GB")
                .start()) {
            System.exit(new AtSize(home, server).run() ? 0 : 1);
        } finally {
            delete(home);
        }
    }

    private boolean run() throws Exception {
        write();
        List<Map<String, String>> marts = new ArrayList<>();
        try (Store store = new Store()) {
            double full = store.timed("full load", ALL);
            store.timed("corrections", CORRECTIONS);
            store.timed("deletes", DELETES);
            marts.add(store.mart());
            double change = store.timed("1 percent changed", new Told("changed", CHANGED));
            System.out.printf(
                    Locale.ROOT, "a change of 1 percent costs %.1f percent of the full load%n", 100 * change / full);
        }
        marts.add(order("stubs and corrections first", false, CORRECTIONS, ALL, DELETES));
        marts.add(order("deletes first", false, DELETES, CORRECTIONS, ALL));
        marts.add(order("files in reverse", true, ALL, DELETES, CORRECTIONS));
        marts.add(purged());
        boolean same = marts.stream().distinct().count() == 1;
        System.out.println(marts.get(0));
        System.out.println(same ? "five orders, one mart" : "THE MARTS DIFFER: " + marts);
        return same;
    }

    private void write() throws IOException {
        SampleCopies sample = new SampleCopies();
        for (int i = 0; i < SOURCES.size(); i++) {
            int remainder = i;
            String source = SOURCES.get(i);
            List<Integer> copies = IntStream.range(0, COPIES)
                    .filter(copy -> copy % SOURCES.size() == remainder)
                    .boxed()
                    .toList();
            sample.write(home.resolve("all").resolve(source), copies, 6);
            tell("corrections", source, sample, copies, AtSize::corrected);
            tell("deletes", source, sample, copies, AtSize::deleted);
            List<Integer> changing = copies.subList(0, (copies.size() + 99) / 100);
            int outOfAThousand = 10 * copies.size() / changing.size();
            tell("changed", source, sample, changing, line -> changed(line, outOfAThousand));
        }
        long bytes;
        try (Stream<Path> files = Files.walk(home.resolve("all"))) {
            bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        System.out.printf(Locale.ROOT, "input: %d copies of the sample, %.2f GB%n", COPIES, bytes / 1e9);
    }

    private void tell(String name, String source, SampleCopies sample, List<Integer> copies, UnaryOperator<String> told)
            throws IOException {
        Path folder = home.resolve(name).resolve(source);
        Files.createDirectories(folder);
        for (String type : sample.types()) {
            List<String> lines = new ArrayList<>();
            for (int copy : copies) {
                lines.addAll(sample.lines(type, copy, told));
            }
            if (!lines.isEmpty()) {
                Files.write(folder.resolve(type + ".ndjson"), lines);
            }
        }
    }

    /** Every tenth diagnosis becomes a stub, entered in error, or one from outside the screen; every tenth score another. */
    private static String corrected(String line) {
        int which = Math.floorMod(id(line).hashCode(), 30);
        if (line.startsWith("{\"resourceType\":\"Condition\"")) {
            return switch (which) {
                case 0 -> "{\"resourceType\":\"Condition\",\"id\":\"" + id(line) + "\",\"meta\":{\"versionId\":\"2\"}}";
                case 1 -> version(line, 2).replace("\"code\":\"confirmed\"", "\"code\":\"entered-in-error\"");
                case 2 -> version(line, 2)
                        .replaceAll("\"code\":\"M48[^\"]*\"", "\"code\":\"J06.9\"")
                        .replaceAll("(?i)stenosis", "cold");
                default -> null;
            };
        }
        boolean score = line.startsWith("{\"resourceType\":\"Observation\"");
        return score && which < 3
                ? version(line, 2).replace("\"valueQuantity\":{\"value\":", "\"valueQuantity\":{\"value\":1")
                : null;
    }

    private static String deleted(String line) {
        String type = line.substring(17, line.indexOf('"', 17));
        boolean chosen = Math.floorMod(id(line).hashCode(), 30) == 7;
        return chosen && List.of("Condition", "Procedure", "Observation").contains(type)
                ? "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"DELETE\","
                        + "\"url\":\"" + type + "/" + id(line) + "\"}}]}"
                : null;
    }

    private static String changed(String line, int outOfAThousand) {
        return Math.floorMod(id(line).hashCode(), 1000) < outOfAThousand
                ? version(line, 3).replace("\"valueQuantity\":{\"value\":", "\"valueQuantity\":{\"value\":1")
                : null;
    }

    private static String version(String line, int number) {
        return line.replaceFirst("\"meta\":\\{", "\"meta\":{\"versionId\":\"" + number + "\",");
    }

    private static String id(String line) {
        int from = line.indexOf("\"id\":\"") + 6;
        return line.substring(from, line.indexOf('"', from));
    }

    private Map<String, String> order(String name, boolean reverse, Told... deliveries) throws Exception {
        try (Store store = new Store()) {
            for (Told told : deliveries) {
                store.timed(name + ": " + told, told, reverse);
            }
            return store.mart();
        }
    }

    /** All bodies are given up before anybody is anchored; what is needed again is ordered, and comes with the same files. */
    private Map<String, String> purged() throws Exception {
        try (Store store = new Store()) {
            store.timed("purged: " + NOBODY_ANCHORED, NOBODY_ANCHORED);
            store.purge();
            for (Told told : List.of(ALL, CORRECTIONS, ALL, DELETES)) {
                store.timed("purged: " + told, told);
            }
            return store.mart();
        }
    }

    /** A fresh database with a node for each source. */
    private final class Store implements AutoCloseable {
        private final String name = "order" + ++database;
        private final String url = "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
        private final Map<String, AtSizeNode> nodes = new TreeMap<>();

        Store() throws Exception {
            execute("create database " + name);
            for (String source : SOURCES) {
                nodes.put(source, AtSizeNode.started(url, source));
            }
        }

        double timed(String what, Told told) throws IOException {
            return timed(what, told, false);
        }

        /** Lands one delivery, both sources at once. @return seconds until the slower node has nothing left to do */
        double timed(String what, Told told, boolean reverse) throws IOException {
            for (Map.Entry<String, AtSizeNode> node : nodes.entrySet()) {
                node.getValue().load(told.asOf(), told.files(home, node.getKey(), reverse));
            }
            long received = 0;
            double seconds = 0;
            for (AtSizeNode node : nodes.values()) {
                AtSizeNode.Loaded loaded = node.loaded();
                received += loaded.received();
                seconds = Math.max(seconds, loaded.seconds());
            }
            print(what, seconds, received, "resources");
            return seconds;
        }

        void purge() throws Exception {
            Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(400));
            long began = System.nanoTime();
            long versions = 0;
            try (Service service = Service.startedOn(url, later)) {
                for (String source : SOURCES) {
                    versions += service.bean(Retention.class).shrink(source).versions();
                }
            }
            print("purged", (System.nanoTime() - began) / 1e9, versions, "bodies given up");
        }

        Map<String, String> mart() {
            try (Service service = Service.startedOn(url)) {
                return service.martHashes();
            }
        }

        private void execute(String sql) throws SQLException {
            try (var connection = server.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() throws Exception {
            for (AtSizeNode node : nodes.values()) {
                node.close();
            }
            execute("drop database " + name);
        }
    }

    private static void print(String what, double seconds, long number, String of) {
        System.out.printf(Locale.ROOT, "%-50s %8.1f s  %,12d %s%n", what, seconds, number, of);
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
