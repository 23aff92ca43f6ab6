package org.interlaminar.derivation;

import java.sql.SQLException;
import java.util.List;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.intake.Replay;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Tally;
import org.interlaminar.reporting.CohortDelta;
import org.springframework.stereotype.Component;

/** Replays a cause of quarantine, or says what that would change. */
@Component
public class ReplayCause {
    /** Nothing is set aside for such a cause. */
    public static final class UnknownCause extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownCause(String cause) {
            super("Nothing in quarantine has the cause '" + cause
                    + "'; nothing was changed. 'quarantine list' shows the" + " causes there are.");
        }
    }

    /** What a replay would do: what became of the versions, and of the cohort. */
    public record Rehearsed(long records, Tally tally, CohortDelta delta) {}

    private final Replay replay;
    private final Quarantine quarantine;
    private final Rehearsal rehearsal;

    ReplayCause(Replay replay, Quarantine quarantine, Rehearsal rehearsal) {
        this.replay = replay;
        this.quarantine = quarantine;
        this.rehearsal = rehearsal;
    }

    /** @param cause a fingerprint or a cause code */
    public Rehearsed rehearse(String cause) throws SQLException, UnknownCause {
        long records = known(cause);
        CohortDelta[] delta = new CohortDelta[1];
        Tally tally = replay.rehearse(cause, (connection, people) -> delta[0] = rehearsal.of(connection, people));
        return new Rehearsed(records, tally, delta[0]);
    }

    /** Replays; the people concerned are derived by whoever derives. */
    public List<RunSummary> run(String cause) throws SQLException, SourceIsBusy, UnknownCause {
        known(cause);
        return replay.run(cause);
    }

    private long known(String cause) throws UnknownCause {
        long records = quarantine.count(cause);
        if (records == 0) {
            throw new UnknownCause(cause);
        }
        return records;
    }
}
