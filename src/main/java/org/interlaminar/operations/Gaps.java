package org.interlaminar.operations;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.ledger.Attention;
import org.interlaminar.ledger.Attention.Gap;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.store.StoreLocks;
import org.springframework.stereotype.Component;

/** What the newest runs are missing, those included whose process was killed. */
@Component
class Gaps {
    private final Attention attention;
    private final StoreLocks locks;

    Gaps(Attention attention, StoreLocks locks) {
        this.attention = attention;
        this.locks = locks;
    }

    /** @param newest run of each source and way */
    List<Gap> of(List<RunSummary> newest) throws SQLException {
        List<Gap> gaps = new ArrayList<>(attention.gaps());
        for (RunSummary run : newest) {
            if (run.outcome() == Outcome.RUNNING && !isAlive(run)) {
                gaps.add(new Gap(run.source(), run.way(), run.run(), run.startedAt(), List.of(Ledger.CUT_OFF)));
            }
        }
        return gaps;
    }

    /** The ledger cannot know that a process was killed before the next run of the source closes what it left. */
    boolean isAlive(RunSummary run) throws SQLException {
        return run.outcome() == Outcome.RUNNING && locks.isSourceHeld(run.source());
    }
}
