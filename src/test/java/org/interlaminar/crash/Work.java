package org.interlaminar.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.interlaminar.derivation.Retag;
import org.interlaminar.fixture.Service;

/**
 * What the service has to do, round by round: files to load, an EHR that knows more than before, files that are dropped, an
 * export. The same goes into a twin that nothing happens to.
 */
final class Work {
    private static final String EHR = "ehr";
    private static final String EXPORTING = "exporting";
    private static final String DROPPED = "dropped";
    private static final String CHANGED = "ValueSet-lss-dx-no-or-unspec-nc.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A command. @param versions acknowledged when it ends well */
    record Task(String command, Set<String> versions) {
        /** Other value sets may want resources that did not land: a retag says so and is done all the same. */
        boolean isDone(int exit) {
            return exit == 0 || exit == 3 && command.equals("retag");
        }

        boolean isExport() {
            return word().equals("export");
        }

        String word() {
            return command.split(" ")[0];
        }
    }

    private final Path folder;
    private final Random random;
    private final StubEhr ehr;
    private final StubExports exporting;
    private Service twin;
    private final Stories loaded;
    private final Stories dropped;
    private final Stories pulled;
    private final Stories exported;
    private final Map<String, Set<String>> versionsOfDrops = new HashMap<>();
    private int round;
    private int valueSets;
    private String source = "files-0";

    Work(Path folder, Random random, StubEhr ehr, StubExports exporting, Service twin) {
        this.folder = folder;
        this.random = random;
        this.ehr = ehr;
        this.exporting = exporting;
        this.twin = twin;
        this.loaded = new Stories("f", random);
        this.dropped = new Stories("d", random);
        this.pulled = new Stories("e", random);
        this.exported = new Stories("x", random);
    }

    /** The next round's commands; their input is ready. */
    List<Task> next() throws Exception {
        round++;
        if (random.nextInt(3) == 0) {
            source = "files-" + round;
        }
        Path files = Files.createDirectories(folder.resolve("round-" + round));
        Set<String> versions = new HashSet<>();
        for (int i = 1; i <= 2; i++) {
            versions.addAll(write(files.resolve(i + ".ndjson"), source, loaded.next(2)));
        }
        List<String> pages = new ArrayList<>();
        Set<String> pulledVersions = new HashSet<>();
        for (ObjectNode resource : pulled.next(2)) {
            pages.add(ehr.store(resource));
            pulledVersions.add(version(EHR, resource, resource.toString()));
        }
        Path pull = Files.write(folder.resolve("pulled-" + round + ".ndjson"), pages);
        List<String> lines = new ArrayList<>();
        Set<String> exportedVersions = new HashSet<>();
        for (ObjectNode resource : exported.next(2)) {
            lines.add(exporting.store(resource));
            exportedVersions.add(version(EXPORTING, resource, resource.toString()));
        }
        Path export = Files.write(folder.resolve("exported-" + round + ".ndjson"), lines);
        twin.load(source, files);
        twin.load(EHR, pull);
        twin.load(EXPORTING, export);
        return List.of(
                new Task("load --source " + source + " " + files, versions),
                new Task("pull --source " + EHR, pulledVersions),
                new Task("pull --source " + EXPORTING, exportedVersions),
                new Task("export --identified --out " + exports(), Set.of()));
    }

    /** Other value sets, in the twin and for the service; the twin is already retagged by them. */
    Task retag() throws Exception {
        valueSets++;
        Files.createDirectories(profiles());
        JsonNode set = JSON.readTree(Path.of("fhir-profiles", CHANGED).toFile());
        ((ObjectNode) set).put("version", "crash-" + valueSets);
        JSON.writeValue(profiles().resolve(CHANGED).toFile(), set);
        Service other = twin.beside("interlaminar.profiles=" + profiles());
        other.bean(Retag.class).run();
        other.derive();
        twin.close();
        twin = other;
        return new Task("retag", Set.of());
    }

    /** Where the value sets lie that differ from the bundled ones. */
    Path profiles() {
        return folder.resolve("profiles-" + valueSets);
    }

    boolean hasOtherValueSets() {
        return valueSets > 0;
    }

    Service twin() {
        return twin;
    }

    /** Drops some files, moved in whole as a careful sender does. */
    void drop() throws Exception {
        Path home = Files.createDirectories(dropFolder().resolve(DROPPED));
        for (int i = 1; i <= 2; i++) {
            String name = "drop-" + round + "-" + i + ".ndjson";
            Path written = folder.resolve(name);
            versionsOfDrops.put(name, write(written, DROPPED, dropped.next(2)));
            twin.load(DROPPED, written);
            Files.move(written, home.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    Path dropFolder() {
        return folder.resolve("drop");
    }

    /** Whether a dropped file has not come to its place. */
    boolean hasDropsLeft() {
        return versionsOfDrops.keySet().stream().anyMatch(name -> !isDone(name));
    }

    Set<String> acknowledgedByDrop() {
        Set<String> versions = new HashSet<>();
        versionsOfDrops.forEach((name, some) -> {
            if (isDone(name)) {
                versions.addAll(some);
            }
        });
        return versions;
    }

    Set<String> acknowledgedByEhr() throws IOException {
        Set<String> versions = new HashSet<>();
        for (String json : ehr.acknowledged()) {
            versions.add(version(EHR, JSON.readTree(json), json));
        }
        for (String json : exporting.acknowledged()) {
            versions.add(version(EXPORTING, JSON.readTree(json), json));
        }
        return versions;
    }

    /** Files of an export whose manifest says something else of them. */
    List<String> tornExports() throws IOException {
        Path manifest = exports().resolve("manifest.json");
        List<String> torn = new ArrayList<>();
        if (Files.exists(manifest)) {
            JsonNode files = JSON.readTree(manifest.toFile()).get("files");
            for (Map.Entry<String, JsonNode> file : files.properties()) {
                if (!sha256(exports().resolve(file.getKey()))
                        .equals(file.getValue().get("sha256").asText())) {
                    torn.add(file.getKey());
                }
            }
        }
        return torn;
    }

    private boolean isDone(String name) {
        return Files.exists(dropFolder().resolve(DROPPED).resolve("done").resolve(name));
    }

    private Path exports() {
        return folder.resolve("export");
    }

    private static Set<String> write(Path file, String source, List<ObjectNode> resources) throws IOException {
        Set<String> versions = new HashSet<>();
        try (Stream<ObjectNode> all = resources.stream()) {
            Files.write(file, all.map(ObjectNode::toString).toList());
        }
        resources.forEach(resource -> versions.add(version(source, resource, resource.toString())));
        return versions;
    }

    private static String version(String source, JsonNode resource, String json) {
        return Findings.version(
                source,
                resource.get("resourceType").asText(),
                resource.get("id").asText(),
                json);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
