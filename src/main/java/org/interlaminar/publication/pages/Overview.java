package org.interlaminar.publication.pages;

import java.util.List;
import org.interlaminar.ledger.Attention;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.publication.pages.Notes.Note;
import org.interlaminar.reporting.Mart;
import org.interlaminar.reporting.Unfinished;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads what an operator has to know at a glance, in one moment of the store, so that its numbers agree with each other. */
@Component
class Overview {
    private static final int RUNS = 10;

    /**
     * How the service stands.
     *
     * @param received whether any resource has landed
     * @param deriving whether people wait for their case, so that figures will still move
     * @param notes what somebody has to look at, the worst first
     */
    record Operation(boolean received, boolean deriving, List<Note> notes, List<RunSummary> runs) {
        public boolean isEmpty() {
            return !received && !isRunning();
        }

        /** The first run has begun and brought nothing yet. */
        public boolean isFirstRun() {
            return !received && isRunning();
        }

        private boolean isRunning() {
            return runs.stream().anyMatch(run -> run.outcome() == Outcome.RUNNING);
        }
    }

    private final Mart mart;
    private final Ledger ledger;
    private final Attention attention;
    private final Unfinished unfinished;

    Overview(Mart mart, Ledger ledger, Attention attention, Unfinished unfinished) {
        this.mart = mart;
        this.ledger = ledger;
        this.attention = attention;
        this.unfinished = unfinished;
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Operation operation() {
        Unfinished.Counts counts = unfinished.counts();
        return new Operation(
                mart.cutOff().isPresent(),
                counts.peopleWaiting() > 0,
                new Notes(attention, counts).all(),
                ledger.latest(RUNS));
    }
}
