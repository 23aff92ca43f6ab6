package org.interlaminar.operations;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.interlaminar.ledger.Attention;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Turns.Turn;
import org.interlaminar.operations.Standing.State;

/**
 * What an operator sees of one source.
 *
 * @param running the run under way, or null
 * @param runs newest of each way, the newest first
 * @param completeSince when the newest complete run began, of the way that lags most; null while something never came completely
 * @param gaps what the newest runs are missing
 * @param quarantined records set aside
 * @param search when it is searched, or null where nothing is
 * @param export when its export is looked after, or null where nothing is exported
 * @param job its newest export, or null
 * @param followed people who are followed one by one, or null where types are read from beginning to end
 * @param load put on its server; null where nothing is pulled
 * @param ehr what this node knows of its server; null where nothing is pulled
 * @param asked how it is asked; null where only files come
 */
record SourceCard(
        String id,
        Standing standing,
        RunSummary running,
        List<RunSummary> runs,
        Instant completeSince,
        List<Attention.Gap> gaps,
        long quarantined,
        Turn search,
        Turn export,
        ExportSeen job,
        Long followed,
        LoadPut.Load load,
        EhrSeen ehr,
        Asked asked) {

    public boolean isPulled() {
        return asked != null;
    }

    public boolean isHeldBack() {
        return is(State.PAUSED, State.STOPPED, State.UNUSABLE);
    }

    public boolean isUnusable() {
        return is(State.UNUSABLE);
    }

    public boolean mayRun() {
        return isPulled() && !isHeldBack() && !is(State.PULLING);
    }

    public boolean mayPause() {
        return isPulled() && !isHeldBack();
    }

    public boolean mayResume() {
        return is(State.PAUSED, State.STOPPED);
    }

    public boolean isExporting() {
        return job != null && job.open();
    }

    /** When it is searched, or the next export asked for; null where nobody can say. */
    public Instant next() {
        Instant next = Stream.of(search, isExporting() ? null : export)
                .filter(turn -> turn != null && turn.dueAt() != null)
                .map(Turn::dueAt)
                .min(Instant::compareTo)
                .orElse(null);
        boolean restsLonger =
                standing.until() != null && (next == null || standing.until().isAfter(next));
        return isHeldBack() ? null : restsLonger ? standing.until() : next;
    }

    boolean is(State... states) {
        return Set.of(states).contains(standing.state());
    }
}
