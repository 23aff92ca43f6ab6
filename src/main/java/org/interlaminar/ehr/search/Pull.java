package org.interlaminar.ehr.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.Storing;
import org.interlaminar.ehr.TypePlan;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pull of one source under way: its types one after the other, a page at a time. What fails is written into the ledger as
 * missing, keeps its type's watermark where it was, and does not stop the other types.
 */
final class Pull implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pull.class);

    private final String source;
    private final LandingRun run;
    private final Ledger ledger;
    private final Function<String, TypePull> begins;
    private final Deque<String> types;
    private TypePull type;
    private Paging.Fetched page;
    private boolean closed;
    private String stop;

    /** @param begins begins the pull of a type */
    Pull(String source, LandingRun run, Ledger ledger, List<String> types, Function<String, TypePull> begins) {
        this.source = source;
        this.run = run;
        this.ledger = ledger;
        this.types = new ArrayDeque<>(types);
        this.begins = begins;
    }

    String source() {
        return source;
    }

    long run() {
        return run.number();
    }

    void onProgress(LongConsumer listener) {
        run.onProgress(listener);
    }

    boolean hasMore() {
        return type != null || !types.isEmpty();
    }

    void fetch() throws SQLException {
        page = null;
        if (type == null) {
            type = begins.apply(types.remove());
        }
        try {
            page = type.fetch().orElse(null);
        } catch (FetchFailed e) {
            String name = type.paging().pageName();
            if (type.isAskingById() && e.isRefusal()) {
                LOG.info(
                        "pull of {}, run {}, {}: {}, so what was not shown counts as gone",
                        source,
                        run.number(),
                        name,
                        e.getMessage());
                landGone();
            } else {
                giveUp(name, name + ": " + e.getMessage());
                endIfAsked(e);
            }
        }
    }

    /** Where nothing more may be asked, one line in the ledger is enough for all types that are still to come. */
    private void endIfAsked(FetchFailed why) {
        if (why.endsTheRun()) {
            types.clear();
        }
        if (why.stopsTheSource()) {
            stop = why.getMessage();
        }
    }

    /** Why the source is to be left alone until somebody has looked, or empty. */
    Optional<String> stop() {
        return Optional.ofNullable(stop);
    }

    /** Lands the page fetched, if there is one; what completes a type takes the type's watermark along. */
    void land() throws SQLException {
        if (page == null) {
            return;
        }
        Paging.Fetched landing = page;
        page = null;
        tellRemarks(landing);
        if (!landing.isLast()) {
            landed(landing, AlsoInTransaction.NOTHING);
            return;
        }
        Optional<String> why = type.whyIncomplete();
        boolean moves = why.isEmpty() && !type.plan().whole() && !type.goesOn();
        if (!landed(landing, moves ? this::moveWatermark : AlsoInTransaction.NOTHING)) {
            return;
        }
        if (why.isPresent()) {
            giveUp(type.type(), why.get());
        } else {
            goOn();
        }
    }

    private void goOn() throws SQLException {
        if (type.plan().whole() && !type.isAskingById()) {
            type.askFor(run.unshown(type.whole(), type.type()));
        }
        if (type.goesOn()) {
            type.goOn();
        } else if (type.plan().whole()) {
            landGone();
        } else {
            type = null;
        }
    }

    private void tellRemarks(Paging.Fetched landing) {
        landing.page()
                .issues()
                .forEach(issue -> LOG.info(
                        "pull of {}, run {}, {}: the server remarks {} ({})",
                        source,
                        run.number(),
                        landing.name(),
                        issue.severity(),
                        issue.code()));
    }

    /** @return false when the type, or the whole pull, cannot go on after this page */
    private boolean landed(Paging.Fetched landing, AlsoInTransaction also) throws SQLException {
        Long announced = landing.isFirst() ? landing.page().total() : null;
        boolean stored = stored(
                landing.name(),
                () -> run.landBundle(type.delivery(), landing.name(), landing.bytes(), announced, also));
        if (stored && run.olderThanBefore() > 0) {
            types.clear();
            giveUp(
                    type.type(),
                    type.type() + ": the server shows older versions than before for " + run.olderThanBefore()
                            + " keys: restored from a backup? The next pull asks for everything again");
            return false;
        }
        return stored;
    }

    /** Ends a whole pull of a type: only now is it known what is gone, and only now does the watermark move. */
    private void landGone() throws SQLException {
        String name = type.type() + " gone";
        stored(name, () -> run.landGone(type.whole(), type.type(), this::moveWatermark));
        type = null;
    }

    private boolean stored(String name, Storing.Page what) throws SQLException {
        try {
            Storing.store(what);
            return true;
        } catch (FetchFailed e) {
            giveUp(name, name + ": " + e.getMessage());
            return false;
        }
    }

    private void moveWatermark(Connection connection, Tally tally) throws SQLException {
        TypePlan plan = type.plan();
        Instant upto = type.began().orElseThrow();
        String pulledWhole = plan.whole() ? plan.screenGeneration() : null;
        if (!ledger.moveWatermark(connection, source, plan.type(), plan.watermark(), upto, run.number(), pulledWhole)) {
            throw new IllegalStateException("another run moved the watermark meanwhile");
        }
    }

    /** The server is none that can be pulled, or not now. */
    void refused(FetchFailed why) throws SQLException {
        types.clear();
        giveUp("metadata", "metadata: " + why.getMessage());
        endIfAsked(why);
    }

    /** Our login does not let us read these types: they are missing, the others are pulled (EHR A4). */
    void leaveOut(List<String> notGranted) throws SQLException {
        for (String type : notGranted) {
            types.remove(type);
            giveUp(type, type + ": the token that was granted does not let us read it");
        }
    }

    private void giveUp(String name, String why) throws SQLException {
        LOG.warn("pull of {}, run {}: {}", source, run.number(), why);
        run.missing(name, why);
        type = null;
    }

    /** Ends the run, but for one that was stopped half-way: that is cut off when it is closed. */
    void finish() throws SQLException {
        if (!hasMore()) {
            run.finish();
        }
    }

    RunSummary summary() {
        return ledger.summary(run.number());
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            run.close();
        }
    }
}
