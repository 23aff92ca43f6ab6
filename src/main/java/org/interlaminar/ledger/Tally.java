package org.interlaminar.ledger;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Counts of resource versions by type, state and reason. */
public final class Tally {
    /** The four states a received version can have at landing. */
    public enum State {
        STORED,
        DUPLICATE,
        FILTERED,
        QUARANTINED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** One line of the tally; the reason is empty for stored and duplicate versions. */
    public record Line(String type, State state, String reason) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            int byType = type.compareTo(other.type);
            int byState = byType != 0 ? byType : state.compareTo(other.state);
            return byState != 0 ? byState : reason.compareTo(other.reason);
        }
    }

    private final Map<Line, Long> counts = new TreeMap<>();

    public void add(String type, State state, String reason, long versions) {
        if (versions != 0) {
            counts.merge(new Line(type, state, reason), versions, Long::sum);
        }
    }

    public void add(Tally other) {
        other.each((line, versions) -> add(line.type, line.state, line.reason, versions));
    }

    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    public long total(State state) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().state == state)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Versions of a type in a state, whatever the reason. */
    public long of(String type, State state) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().type.equals(type) && entry.getKey().state == state)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Versions that were filtered or set aside for this reason. */
    public long because(String reason) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().reason.equals(reason))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public Set<String> types() {
        return counts.keySet().stream().map(Line::type).collect(Collectors.toSet());
    }

    Iterable<Map.Entry<Line, Long>> lines() {
        return counts.entrySet();
    }

    public void each(BiConsumer<Line, Long> visitor) {
        counts.forEach(visitor);
    }
}
