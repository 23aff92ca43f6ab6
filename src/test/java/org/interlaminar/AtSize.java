package org.interlaminar;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.interlaminar.fixture.Service;

/**
 * The sample until it is ten million resources, in two sources landed by two processes at once, each with 512 MB of heap; then
 * corrections, stubs and deletes, in five orders, one of them with a purge in between. Every order must come to the same mart.
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

    /** One delivery: a folder with a subfolder for each source, and when the sources said so. */
    private record Told(String name, String asOf) {}

    private static final Told ALL = new Told("all", BASE);
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
        String first = fresh();
        double full = timed("full load", first, false, ALL);
        timed("corrections", first, false, CORRECTIONS);
        timed("deletes", first, false, DELETES);
        marts.add(mart(first));
        double change = timed("1 percent changed", first, false, new Told("changed", CHANGED));
        System.out.printf(
                Locale.ROOT, "a change of 1 percent costs %.1f percent of the full load%n", 100 * change / full);
        drop(first);
        marts.add(order("stubs and corrections first", false, CORRECTIONS, ALL, DELETES));
        marts.add(order("deletes first", false, DELETES, CORRECTIONS, ALL));
        marts.add(order("files in reverse", true, ALL, DELETES, CORRECTIONS));
        marts.add(order("everything twice", false, ALL, CORRECTIONS, ALL, DELETES, CORRECTIONS));
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
            List<Integer> changing = copies.subList(0, Math.max(1, copies.size() / 100));
            tell("changed", source, sample, changing, line -> version(line, 3)
                    .replace("\"valueQuantity\":{\"value\":", "\"valueQuantity\":{\"value\":1"));
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

    private static String version(String line, int number) {
        return line.replaceFirst("\"meta\":\\{", "\"meta\":{\"versionId\":\"" + number + "\",");
    }

    private static String id(String line) {
        int from = line.indexOf("\"id\":\"") + 6;
        return line.substring(from, line.indexOf('"', from));
    }

    private Map<String, String> order(String name, boolean reverse, Told... deliveries) throws Exception {
        String url = fresh();
        for (Told told : deliveries) {
            timed(name + ": " + told.name(), url, reverse, told);
        }
        Map<String, String> mart = mart(url);
        drop(url);
        return mart;
    }

    /** Loads one delivery, both sources at once, each in a process of its own. @return seconds until both have derived */
    private double timed(String what, String url, boolean reverse, Told told) throws Exception {
        long began = System.nanoTime();
        List<Process> loads = new ArrayList<>();
        for (String source : SOURCES) {
            loads.add(load(url, source, reverse, told));
        }
        for (Process load : loads) {
            int exit = load.waitFor();
            if (exit != 0 && exit != 3) {
                throw new IllegalStateException(what + ": load ended with " + exit + ", see its log:\n"
                        + log(told, SOURCES.get(loads.indexOf(load))));
            }
        }
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        long received = 0;
        for (String source : SOURCES) {
            received += log(told, source)
                    .lines()
                    .filter(line -> line.startsWith("  received"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        }
        System.out.printf(Locale.ROOT, "%-40s %8.1f s  %,12d resources%n", what, seconds, received);
        return seconds;
    }

    private Process load(String url, String source, boolean reverse, Told told) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Interlaminar.class.getName(),
                "load",
                "--source",
                source,
                "--as-of",
                told.asOf(),
                "--interlaminar.store.url=" + url,
                "--interlaminar.store.user=postgres"));
        try (Stream<Path> files = Files.list(home.resolve(told.name()).resolve(source))) {
            List<String> paths =
                    new ArrayList<>(files.map(Path::toString).sorted().toList());
            if (reverse) {
                Collections.reverse(paths);
            }
            command.addAll(paths);
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        home.resolve(told.name() + "." + source + ".log").toFile())
                .start();
    }

    private String log(Told told, String source) throws IOException {
        return Files.readString(home.resolve(told.name() + "." + source + ".log"));
    }

    private static Map<String, String> mart(String url) {
        try (Service service = Service.startedOn(url)) {
            return new TreeMap<>(service.martHashes());
        }
    }

    private String fresh() throws Exception {
        String name = "order" + ++database;
        execute("create database " + name);
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
    }

    private void drop(String url) throws Exception {
        execute("drop database " + url.substring(url.lastIndexOf('/') + 1));
    }

    private void execute(String sql) throws Exception {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
