package org.interlaminar.ehr.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.TypePlan;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads types from beginning to end, or what has changed of them, a page at a time. */
final class TypesLeg implements Leg {
    private static final Logger LOG = LoggerFactory.getLogger(TypesLeg.class);

    private final PullRun run;
    private final Ledger ledger;
    private final Function<String, TypePull> begins;
    private final Deque<String> types;
    private TypePull type;
    private Paging.Fetched page;

    /** @param begins begins the pull of a type */
    TypesLeg(PullRun run, Ledger ledger, List<String> types, Function<String, TypePull> begins) {
        this.run = run;
        this.ledger = ledger;
        this.types = new ArrayDeque<>(types);
        this.begins = begins;
    }

    @Override
    public boolean hasMore() {
        return type != null || !types.isEmpty();
    }

    @Override
    public void fetch() throws SQLException {
        page = null;
        if (type == null) {
            type = begins.apply(types.remove());
            run.landing().beginType();
            if (!type.plan().due()) {
                type = null;
                return;
            }
        }
        try {
            page = type.fetch().orElse(null);
        } catch (FetchFailed e) {
            String name = type.paging().pageName();
            if (type.isAskingById() && e.isRefusal()) {
                LOG.info(
                        "pull of {}, run {}, {}: {}, so what was not shown counts as gone",
                        run.source(),
                        run.number(),
                        name,
                        e.getMessage());
                landGone();
            } else {
                run.failed(name, e);
                type = null;
            }
        }
    }

    /** What completes a type takes the type's watermark along. */
    @Override
    public void land() throws SQLException {
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
            run.missing(type.type(), why.get());
            type = null;
        } else {
            goOn();
        }
    }

    private void goOn() throws SQLException {
        if (type.plan().whole() && type.isReadToItsEnd()) {
            type.askFor(run.landing().unshown(type.whole(), type.type()));
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
                        run.source(),
                        run.number(),
                        landing.name(),
                        issue.severity(),
                        issue.code()));
    }

    /** @return false when the type, or the whole pull, cannot go on after this page */
    private boolean landed(Paging.Fetched landing, AlsoInTransaction also) throws SQLException {
        Long announced = landing.isFirst() ? landing.page().total() : null;
        boolean stored = run.stored(landing.name(), () -> run.landing()
                .landBundle(type.delivery(), landing.name(), landing.bytes(), announced, also));
        if (!stored || run.isRestored(type.type())) {
            type = null;
            return false;
        }
        return true;
    }

    /** Ends a whole pull of a type: only now is it known what is gone, and only now does the watermark move. */
    private void landGone() throws SQLException {
        String name = type.type() + " gone";
        run.stored(name, () -> run.landing().landGone(type.whole(), type.type(), this::moveWatermark));
        type = null;
    }

    private void moveWatermark(Connection connection, Tally tally) throws SQLException {
        TypePlan plan = type.plan();
        Instant upto = type.began().orElseThrow();
        String pulledWhole = plan.whole() ? plan.screenGeneration() : null;
        if (!ledger.moveWatermark(
                connection, run.source(), plan.type(), plan.watermark(), upto, run.number(), pulledWhole)) {
            throw new IllegalStateException("another run moved the watermark meanwhile");
        }
    }
}
