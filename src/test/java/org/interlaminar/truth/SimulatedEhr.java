package org.interlaminar.truth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * An EHR of the tests' own that keeps the whole true history of its resources and runs on its own clock. What it hands out
 * is written by {@link EhrServer} and {@link Exports}; what is true is asked here.
 */
final class SimulatedEhr {
    /** What its resources say of their own versions. */
    enum Meta {
        /** A counted versionId and lastUpdated. */
        NUMBERED,
        /** lastUpdated and a versionId that is no number. */
        DATED,
        /** A counted versionId only. */
        COUNTED,
        /** Nothing: only the time of a delivery orders its versions. */
        NONE;

        boolean isCounted() {
            return this == NUMBERED || this == COUNTED;
        }

        boolean isDated() {
            return this == NUMBERED || this == DATED;
        }
    }

    static final List<String> TYPES = List.of("Patient", "Condition", "Procedure", "Observation", "Encounter");

    static final String TYPES_SETTING = String.join(",", TYPES);

    /** After any time at which the tests can run: a file of now must not seem to come from before the run that took the last. */
    private static final Instant BEGIN = Instant.parse("2100-01-04T08:00:00Z");

    private final Meta meta;
    private final Map<Key, List<Version>> histories = new LinkedHashMap<>();
    private final List<Version> all = new ArrayList<>();
    private Instant now = BEGIN;

    SimulatedEhr(Meta meta) {
        this.meta = meta;
    }

    Meta meta() {
        return meta;
    }

    /** By its own clock, which moves only when a test lets time pass. */
    synchronized Instant now() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    /** Creates, updates or creates again. */
    synchronized Version put(Key key, String patient, Said said) {
        int number = history(key).size() + 1;
        return add(new Version(key, number, now, patient, said, Paper.write(key, patient, said, meta(number))));
    }

    synchronized Version delete(Key key) {
        Version last = current(key);
        return add(new Version(key, last.number() + 1, now, last.patient(), null, null));
    }

    private Version add(Version version) {
        histories.computeIfAbsent(version.key(), any -> new ArrayList<>()).add(version);
        all.add(version);
        return version;
    }

    private ObjectNode meta(int number) {
        if (meta == Meta.NONE) {
            return null;
        }
        ObjectNode written = JsonNodeFactory.instance.objectNode().put("versionId", versionId(number));
        return meta.isDated() ? written.put("lastUpdated", now.toString()) : written;
    }

    /** How this EHR names the n-th version of a resource. */
    String versionId(int number) {
        return meta.isCounted() ? Integer.toString(number) : Integer.toHexString(0xabcd + number) + "z";
    }

    synchronized List<Version> history(Key key) {
        return List.copyOf(histories.getOrDefault(key, List.of()));
    }

    /** The newest version, which may be the deletion; null when there never was one. */
    synchronized Version current(Key key) {
        List<Version> history = histories.get(key);
        return history == null ? null : history.get(history.size() - 1);
    }

    /** What is true now, deleted resources left out, in the order of first appearance. */
    synchronized List<Version> live() {
        return histories.keySet().stream()
                .map(this::current)
                .filter(Predicate.not(Version::isDeletion))
                .toList();
    }

    synchronized List<Version> live(String type) {
        return live().stream()
                .filter(version -> version.key().type().equals(type))
                .toList();
    }

    /** What existed once and does not now. */
    synchronized List<Version> deleted() {
        return histories.keySet().stream()
                .map(this::current)
                .filter(Version::isDeletion)
                .toList();
    }

    /** Every version since then, oldest first. */
    synchronized List<Version> since(Instant from) {
        return all.stream().filter(version -> !version.at().isBefore(from)).toList();
    }
}
