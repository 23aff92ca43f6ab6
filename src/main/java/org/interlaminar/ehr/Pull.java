package org.interlaminar.ehr;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
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
    private final Function<String, TypeSearch> searches;
    private final Deque<String> types;
    private TypeSearch search;
    private TypeSearch.Fetched page;
    private boolean closed;

    /** @param searches begins the search for a type */
    Pull(String source, LandingRun run, Ledger ledger, List<String> types, Function<String, TypeSearch> searches) {
        this.source = source;
        this.run = run;
        this.ledger = ledger;
        this.types = new ArrayDeque<>(types);
        this.searches = searches;
    }

    String source() {
        return source;
    }

    void onProgress(LongConsumer listener) {
        run.onProgress(listener);
    }

    boolean hasMore() {
        return search != null || !types.isEmpty();
    }

    void fetch() throws SQLException {
        page = null;
        if (search == null) {
            search = searches.apply(types.remove());
        }
        try {
            page = search.fetch().orElse(null);
        } catch (PageFailed e) {
            giveUp(search.pageName() + ": " + e.getMessage());
        }
    }

    /** Lands the page fetched, if there is one; the last page of a type takes the type's watermark along. */
    void land() throws SQLException {
        if (page == null) {
            return;
        }
        page.page()
                .issues()
                .forEach(issue -> LOG.info(
                        "pull of {}, run {}, {}: the server remarks {} ({})",
                        source,
                        run.number(),
                        page.name(),
                        issue.severity(),
                        issue.code()));
        Optional<String> why = page.isLast() ? whyTheWatermarkStays() : Optional.empty();
        boolean landed = landed(page.isLast() && why.isEmpty() ? this::moveWatermark : AlsoInTransaction.NOTHING);
        if (landed && why.isPresent()) {
            missing(search.type(), why.get());
        }
        if (page.isLast() || !landed) {
            search = null;
        }
        page = null;
    }

    private boolean landed(AlsoInTransaction also) throws SQLException {
        try {
            run.landBundle(
                    search.delivery(source),
                    page.name(),
                    page.bytes(),
                    page.isFirst() ? page.page().total() : null,
                    also);
            return true;
        } catch (IOException e) {
            missing(page.name(), page.name() + ": could not be split into resources");
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            missing(page.name(), page.name() + ": could not be landed (" + told(e) + ")");
        } catch (SQLException e) {
            // The driver's message may quote a value. With the store gone, missing() fails too and ends the pull.
            missing(page.name(), page.name() + ": could not be stored (SQLSTATE " + e.getSQLState() + ")");
        }
        return false;
    }

    /** Only the landing rooms' own sentences are known to be without content. */
    private static String told(RuntimeException e) {
        return e instanceof IllegalStateException
                ? e.getMessage()
                : e.getClass().getName();
    }

    private Optional<String> whyTheWatermarkStays() {
        return search.shortfall()
                .or(() -> search.began().isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                search.type() + ": the server told no time (neither Date nor Bundle.meta.lastUpdated),"
                                        + " so the next pull asks for everything again"));
    }

    private void moveWatermark(Connection connection, Tally tally) throws SQLException {
        Instant upto = search.began().orElseThrow();
        if (!ledger.moveWatermark(connection, source, search.type(), search.watermark(), upto, run.number())) {
            throw new IllegalStateException("another run moved the watermark meanwhile");
        }
    }

    /** The server is none that can be pulled. */
    void refused(String why) throws SQLException {
        types.clear();
        missing("metadata", why);
    }

    private void giveUp(String why) throws SQLException {
        missing(search.pageName(), why);
        search = null;
    }

    private void missing(String name, String why) throws SQLException {
        LOG.warn("pull of {}, run {}: {}", source, run.number(), why);
        run.missing(name, why);
    }

    /** Ends the run and lets the source go. A pull that was stopped half-way leaves a partial run. */
    RunSummary finish() throws SQLException {
        RunSummary summary = hasMore() ? null : run.finish();
        close();
        return summary == null ? ledger.summary(run.number()) : summary;
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            run.close();
        }
    }
}
