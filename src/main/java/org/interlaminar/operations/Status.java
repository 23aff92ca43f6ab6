package org.interlaminar.operations;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.ehr.Pulls;
import org.interlaminar.intake.Backfills;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.ledger.Attention;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Reconciliations;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.TerminologyInForce;
import org.interlaminar.operations.Standing.State;
import org.interlaminar.reporting.Cohort;
import org.interlaminar.reporting.CohortCounts;
import org.interlaminar.reporting.HeldBackRecords;
import org.interlaminar.reporting.Unfinished;
import org.springframework.stereotype.Component;

/** How things stand. */
@Component
class Status {
    /**
     * One look at the service.
     *
     * @param lastRuns newest run of each source and way
     * @param waiting people to derive
     * @param waitingSince when the oldest run began whose people still wait, or null
     * @param quarantine set aside, by what is wrong in the same way
     * @param sources where each source stands
     * @param stopped sources of which nothing is asked until somebody has looked, with why
     * @param gaps what the newest runs that ended are missing
     * @param deletes what waits for a person to say that it is gone
     * @param backfills whose bodies had been given up and are needed again
     * @param stale sources of which something was last received whole under another screen
     * @param heldBack records that analysts may not know of
     * @param differences what the latest comparisons with the sources found
     * @param inForce screen and value sets of the store, or null before the first run
     */
    record Report(
            List<RunSummary> lastRuns,
            long waiting,
            Instant waitingSince,
            List<Quarantine.CauseCount> quarantine,
            CohortCounts cohort,
            List<SourceCard> sources,
            List<Attention.Stopped> stopped,
            List<Attention.Gap> gaps,
            List<Attention.Deletes> deletes,
            List<BackfillNeed> backfills,
            List<String> stale,
            List<Reconciliations.Compared> differences,
            List<HeldBackRecords.Count> heldBack,
            TerminologyInForce.Terms inForce) {

        /** Whether nothing is missing and nothing waits for a person. */
        boolean whole() {
            return Stream.of(stopped, gaps, deletes, backfills, stale, differences, quarantine)
                    .allMatch(List::isEmpty);
        }
    }

    private final Ledger ledger;
    private final Attention attention;
    private final TerminologyInForce inForce;
    private final Unfinished unfinished;
    private final Quarantine quarantine;
    private final Backfills backfills;
    private final Pulls pulls;
    private final Cohort cohort;
    private final HeldBackRecords heldBack;
    private final Gaps gaps;
    private final SourceBoard board;

    Status(
            Ledger ledger,
            Attention attention,
            TerminologyInForce inForce,
            Unfinished unfinished,
            Quarantine quarantine,
            Backfills backfills,
            Pulls pulls,
            Cohort cohort,
            HeldBackRecords heldBack,
            Gaps gaps,
            SourceBoard board) {
        this.ledger = ledger;
        this.attention = attention;
        this.inForce = inForce;
        this.unfinished = unfinished;
        this.quarantine = quarantine;
        this.backfills = backfills;
        this.pulls = pulls;
        this.cohort = cohort;
        this.heldBack = heldBack;
        this.gaps = gaps;
        this.board = board;
    }

    Report report() throws SQLException {
        List<RunSummary> runs = ledger.lastOfEach();
        List<SourceCard> sources = board.read().sources();
        Unfinished.Counts counts = unfinished.counts();
        return new Report(
                runs,
                counts.peopleWaiting(),
                counts.waitingSince(),
                quarantine.byCause(),
                cohort.counts(),
                sources,
                stopped(sources),
                gaps.of(runs),
                attention.deletes(),
                BackfillNeed.of(backfills.waiting(), pulls.sources()),
                attention.stale(),
                attention.differences(),
                heldBack.counts(),
                inForce.terms().orElse(null));
    }

    private static List<Attention.Stopped> stopped(List<SourceCard> sources) {
        return sources.stream()
                .filter(card -> card.is(State.STOPPED, State.UNUSABLE))
                .map(card -> new Attention.Stopped(card.id(), card.standing().why()))
                .toList();
    }
}
