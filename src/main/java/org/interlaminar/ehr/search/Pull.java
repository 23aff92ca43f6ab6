package org.interlaminar.ehr.search;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.interlaminar.intake.Progress;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.RunSummary;

/**
 * One pull of one source under way: its legs one after the other, a page or a person at a time. What fails is written into the
 * ledger as missing, keeps its watermark where it was, and does not stop the rest.
 */
final class Pull implements AutoCloseable {
    private final PullRun run;
    private final Ledger ledger;
    private final Deque<Leg> legs;
    private boolean closed;

    Pull(PullRun run, Ledger ledger, Collection<Leg> legs) {
        this.run = run;
        this.ledger = ledger;
        this.legs = new ArrayDeque<>(legs);
    }

    String source() {
        return run.source();
    }

    long run() {
        return run.number();
    }

    void onProgress(Consumer<Progress> watching) {
        run.landing().onProgress(watching);
    }

    boolean hasMore() {
        while (!legs.isEmpty() && (run.isOver() || !legs.peek().hasMore())) {
            legs.remove().close();
        }
        return !legs.isEmpty();
    }

    void fetch() throws SQLException {
        legs.element().fetch();
    }

    void land() throws SQLException {
        legs.element().land();
    }

    /** Why the source is to be left alone until somebody has looked, or empty. */
    Optional<String> stop() {
        return run.stop();
    }

    /** Ends the run, but for one that was stopped half-way: that is cut off when it is closed. */
    void finish() throws SQLException {
        if (!hasMore()) {
            run.landing().finish();
        }
    }

    RunSummary summary() {
        return ledger.summary(run.number());
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            legs.forEach(Leg::close);
            run.landing().close();
        }
    }
}
