package org.interlaminar.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What of the ledger a person has to look at, source by source. */
@Component
public class Attention {
    /**
     * Something is missing: the newest run of a source and way that has ended did not end complete.
     *
     * @param why a sentence each
     */
    public record Gap(String source, String way, long run, Instant at, List<String> why) {}

    /**
     * Resources a complete resync no longer showed, too many to be believed unasked.
     *
     * @param missing how many
     * @param held of how many that were alive
     */
    public record Deletes(String source, String type, long run, Instant since, long missing, long held) {}

    /**
     * The latest comparison with the source found a difference or was not whole.
     *
     * @param theirs resources the source counts, or null
     * @param ours resources that are alive here, or null
     * @param missingHere of the sampled, how many have not landed
     * @param missingThere of the sampled, how many the source does not know
     * @param remark what kept the comparison from being whole, or null
     */
    public record Difference(
            String source,
            String type,
            Instant at,
            Long theirs,
            Long ours,
            int sampled,
            int missingHere,
            int missingThere,
            String remark) {

        /** Whether the two sides differ; if not, there is only a remark. */
        public boolean isFound() {
            return missingHere > 0 || missingThere > 0 || theirs != null && ours != null && !theirs.equals(ours);
        }
    }

    private final Ledger ledger;
    private final JdbcClient jdbc;

    Attention(Ledger ledger, JdbcClient jdbc) {
        this.ledger = ledger;
        this.jdbc = jdbc;
    }

    public List<Gap> gaps() {
        return ledger.lastEndedOfEach().stream()
                .filter(run -> run.outcome() != Outcome.COMPLETE)
                .map(run -> new Gap(run.source(), run.way(), run.run(), run.startedAt(), why(run)))
                .toList();
    }

    private static List<String> why(RunSummary run) {
        List<String> why = new ArrayList<>();
        if (run.reason() != null && !run.gaps().contains(run.reason())) {
            why.add(run.reason());
        }
        why.addAll(run.gaps());
        return why;
    }

    public List<Deletes> deletes() {
        return jdbc.sql("select source, type, run, clock, missing, held from ledger.deletion where state = 'waiting'"
                        + " order by source, type, run")
                .query((row, i) -> new Deletes(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getTimestamp(4).toInstant(),
                        row.getLong(5),
                        row.getLong(6)))
                .list();
    }

    /** Sources of which something was last received whole under another screen than the one in force. */
    public List<String> stale() {
        return jdbc.sql("select screen_generation from ledger.terminology")
                .query(String.class)
                .optional()
                .map(ledger::stale)
                .orElse(List.of());
    }

    public List<Difference> differences() {
        return jdbc
                .sql("select source, type, at, theirs, ours, sampled, missing_here, missing_there, remark"
                        + " from ledger.reconciliation order by source, type")
                .query((row, i) -> new Difference(
                        row.getString(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        row.getObject(4, Long.class),
                        row.getObject(5, Long.class),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8),
                        row.getString(9)))
                .list()
                .stream()
                .filter(one -> one.isFound() || one.remark() != null)
                .toList();
    }
}
