package org.interlaminar.truth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the EHR writes into files: bulk exports, histories, plain files. */
final class Exports {
    private static final int DELETES_IN_ONE_BUNDLE = 3;

    private final SimulatedEhr ehr;
    private int number;

    Exports(SimulatedEhr ehr) {
        this.ehr = ehr;
    }

    /**
     * A bulk export (<a href="https://hl7.org/fhir/uv/bulkdata/">Bulk Data Access</a>): a file for each type and a
     * {@code deleted} file of transaction Bundles.
     *
     * @param since what had changed by then, or null for everything
     */
    Parcel bulk(Instant since) {
        String name = "bulk" + ++number + (since == null ? "" : " since " + since);
        List<Version> live = ehr.live().stream()
                .filter(version -> since == null || !version.at().isBefore(since))
                .toList();
        List<Version> deleted = ehr.deleted().stream()
                .filter(version -> since == null || !version.at().isBefore(since))
                .toList();
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, List<Version>> byType = new TreeMap<>();
        live.forEach(version -> byType.computeIfAbsent(version.key().type(), any -> new ArrayList<>())
                .add(version));
        byType.forEach((type, versions) -> files.put(type + ".ndjson", ndjson(versions)));
        if (!deleted.isEmpty()) {
            files.put("deleted.ndjson", deletedFile(deleted));
        }
        List<Version> all = new ArrayList<>(live);
        all.addAll(deleted);
        return new Parcel(name, ehr.now(), files, all);
    }

    /** Only the {@code deleted} file of a bulk export. */
    Parcel deleted() {
        List<Version> deleted = ehr.deleted();
        return new Parcel(
                "deleted" + ++number,
                ehr.now(),
                deleted.isEmpty() ? Map.of() : Map.of("deleted.ndjson", deletedFile(deleted)),
                deleted);
    }

    /** The EHR's {@code _history} since then, newest first as R4 has it, one Bundle for each type. */
    Parcel history(Instant since) {
        List<Version> versions = ehr.since(since);
        Map<String, List<Version>> byType = new TreeMap<>();
        versions.forEach(version -> byType.computeIfAbsent(version.key().type(), any -> new ArrayList<>())
                .add(version));
        Map<String, String> files = new LinkedHashMap<>();
        byType.forEach((type, ofType) -> {
            List<Version> newestFirst = new ArrayList<>(ofType);
            Collections.reverse(newestFirst);
            files.put(type + "-history.json", new HistoryBundle(ehr).of(newestFirst, ""));
        });
        return new Parcel("history" + ++number, ehr.now(), files, versions);
    }

    /** Some of what is true now, shuffled, as NDJSON or as a Bundle. */
    Parcel plain(Random random) {
        List<Version> some = new ArrayList<>(ehr.live());
        Collections.shuffle(some, random);
        some = new ArrayList<>(some.subList(0, some.size() / (1 + random.nextInt(3))));
        if (random.nextInt(3) == 0) {
            // Nothing forbids a file to say the same thing twice.
            some.addAll(List.copyOf(some.subList(0, Math.min(2, some.size()))));
        }
        String name = "plain" + ++number;
        Map<String, String> files = random.nextBoolean()
                ? Map.of(name + ".ndjson", ndjson(some))
                : Map.of(name + ".json", collection(some));
        return new Parcel(name, ehr.now(), files, some);
    }

    /** What is true now and nothing else. */
    Parcel truth() {
        return new Parcel("truth", ehr.now(), Map.of("truth.ndjson", ndjson(ehr.live())), ehr.live());
    }

    private static String ndjson(List<Version> versions) {
        return versions.stream().map(version -> version.json() + "\n").collect(Collectors.joining());
    }

    private static String collection(List<Version> versions) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                + versions.stream()
                        .map(version -> "{\"resource\":" + version.json() + "}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String deletedFile(List<Version> deleted) {
        StringBuilder lines = new StringBuilder();
        for (int from = 0; from < deleted.size(); from += DELETES_IN_ONE_BUNDLE) {
            lines.append("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[")
                    .append(deleted.subList(from, Math.min(deleted.size(), from + DELETES_IN_ONE_BUNDLE)).stream()
                            .map(version -> "{\"request\":{\"method\":\"DELETE\",\"url\":\"" + version.key() + "\"}}")
                            .collect(Collectors.joining(",")))
                    .append("]}\n");
        }
        return lines.toString();
    }
}
