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

    /** A source that is not asked for anything until somebody has looked. @param why one sentence */
    public record Stopped(String source, String why) {}

    private final Ledger ledger;
    private final Reconciliations reconciliations;
    private final JdbcClient jdbc;

    Attention(Ledger ledger, Reconciliations reconciliations, JdbcClient jdbc) {
        this.ledger = ledger;
        this.reconciliations = reconciliations;
        this.jdbc = jdbc;
    }

    public List<Stopped> stopped() {
        return jdbc.sql("select source, stopped from ledger.source where stopped is not null order by source")
                .query((row, i) -> new Stopped(row.getString(1), row.getString(2)))
                .list();
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

    /** Types of which the latest comparison with the source found another number, or sampled resources missing. */
    public List<Reconciliations.Compared> differences() {
        return reconciliations.latest().stream()
                .filter(Reconciliations.Compared::differs)
                .toList();
    }
}
