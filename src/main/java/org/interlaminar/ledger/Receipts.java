package org.interlaminar.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was received, by source and type, with the states that were final when it landed. */
@Component
public class Receipts {
    /** A source with a type, in the order of both. */
    public record Kind(String source, String type) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : type.compareTo(other.type);
        }
    }

    /** One kind's counts under way; stored versions are told apart by whoever holds them. */
    private static final class Counted {
        private long storedOrDuplicate;
        private long listed;
        private final SortedMap<String, Long> filtered = new TreeMap<>();
        private final SortedMap<String, Long> quarantined = new TreeMap<>();

        void add(String state, String reason, boolean isList, long versions) {
            if (isList && state.equals("stored")) {
                listed += versions;
            }
            switch (state) {
                case "filtered" -> filtered.merge(reason, versions, Long::sum);
                case "quarantined" -> quarantined.merge(reason, versions, Long::sum);
                default -> storedOrDuplicate += versions;
            }
        }
    }

    private final JdbcClient jdbc;

    Receipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The final states of all that was ever received, in the order of source and type.
     *
     * @param landed what became of the versions that stand in the store
     */
    public List<FinalStates> all(Map<Kind, FinalStates.Landed> landed) {
        return states("", List.of(), landed);
    }

    /** The same of one run. @param landed what became of the versions that this run brought first */
    public List<FinalStates> ofRun(long run, Map<Kind, FinalStates.Landed> landed) {
        return states(" where run = ?", List.of(run), landed);
    }

    private List<FinalStates> states(String where, List<?> parameters, Map<Kind, FinalStates.Landed> landed) {
        SortedMap<Kind, Counted> counts = new TreeMap<>();
        // A part without bytes is a list of what a resync no longer showed.
        jdbc.sql("select r.source, t.type, t.state, t.reason, p.bytes = 0, sum(t.versions) from ledger.tally t"
                        + " join ledger.part p using (run, part) join ledger.run r using (run)" + where
                        + " group by 1, 2, 3, 4, 5")
                .params(parameters)
                .query(row -> {
                    counts.computeIfAbsent(new Kind(row.getString(1), row.getString(2)), any -> new Counted())
                            .add(row.getString(3), row.getString(4), row.getBoolean(5), row.getLong(6));
                });
        List<FinalStates> states = new ArrayList<>();
        counts.forEach((kind, counted) -> {
            FinalStates.Landed standing = landed.getOrDefault(kind, FinalStates.Landed.NONE);
            FinalStates.Landed stored = standing.takenBack(Math.max(0, counted.listed - standing.listed()));
            // A version received twice is stored once. The tally calls it stored the second time as well when something
            // was gained by it: a body that had been given up, or one instead of a key.
            states.add(new FinalStates(
                    kind.source(),
                    kind.type(),
                    stored,
                    counted.storedOrDuplicate - stored.total(),
                    counted.filtered,
                    counted.quarantined));
        });
        return states;
    }
}
