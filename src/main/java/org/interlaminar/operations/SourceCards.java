package org.interlaminar.operations;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ledger.Attention.Gap;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.CohortMembers;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Turns.Turn;
import org.interlaminar.ledger.Way;
import org.interlaminar.operations.Standing.State;
import org.springframework.stereotype.Component;

/** Makes a source's card of what the store and the settings say. */
@Component
class SourceCards {
    /**
     * What was read for all sources at once.
     *
     * @param settings null for a source that is not in them
     * @param complete when the newest complete run of a way began, or null
     */
    record Facts(
            String id,
            EhrSettings.Source settings,
            Turn search,
            Turn export,
            List<RunSummary> runs,
            List<Gap> gaps,
            long quarantined,
            Function<Way, Instant> complete,
            LoadPut.Load load) {
        boolean isPulled() {
            return settings != null && settings.isPulled();
        }

        boolean pushes() {
            return runs.stream().anyMatch(run -> run.way().equals("push"));
        }

        boolean isSearched() {
            return isPulled() && !settings.searched().isEmpty();
        }

        boolean isExported() {
            return isPulled() && !settings.exported().isEmpty();
        }
    }

    private static final Set<String> ASKING = Set.of("pull", "bulk", "backfill");

    private final EhrsSeen ehrs;
    private final BulkJobs jobs;
    private final CohortMembers members;
    private final Gaps gaps;

    SourceCards(EhrsSeen ehrs, BulkJobs jobs, CohortMembers members, Gaps gaps) {
        this.ehrs = ehrs;
        this.jobs = jobs;
        this.members = members;
        this.gaps = gaps;
    }

    SourceCard card(Facts facts) throws SQLException {
        RunSummary running = null;
        for (RunSummary run : facts.runs()) {
            running = gaps.isAlive(run) ? run : running;
        }
        EhrSettings.Source settings = facts.settings();
        EhrSeen ehr = facts.isPulled() ? ehrs.of(facts.id(), settings) : null;
        ExportSeen job = facts.isExported()
                ? jobs.latest(facts.id())
                        .map(one -> ExportSeen.of(one, jobs.filesDone(one)))
                        .orElse(null)
                : null;
        return new SourceCard(
                facts.id(),
                standing(facts, running, ehr, job),
                running,
                facts.runs(),
                completeSince(facts),
                facts.gaps(),
                facts.quarantined(),
                facts.isSearched() ? facts.search() : null,
                facts.isExported() ? facts.export() : null,
                job,
                followed(facts),
                facts.load(),
                ehr,
                facts.isPulled() ? Asked.of(settings) : null);
    }

    private static Standing standing(Facts facts, RunSummary running, EhrSeen ehr, ExportSeen job) {
        if (ehr != null && ehr.unusable() != null) {
            return Standing.of(State.UNUSABLE, ehr.unusable());
        }
        if (facts.search().stopped() != null) {
            return Standing.of(State.STOPPED, facts.search().stopped());
        }
        if (facts.search().paused()) {
            return Standing.of(State.PAUSED, running == null ? null : "The run under way goes on to its end.");
        }
        if (running != null) {
            return Standing.of(ASKING.contains(running.way()) ? State.PULLING : State.RECEIVING);
        }
        if (!facts.isPulled()) {
            State whole = facts.pushes() ? State.PUSHES : State.FILES;
            return Standing.of(facts.gaps().isEmpty() ? whole : State.MISSING_FILES);
        }
        if (ehr.rests() != null) {
            return new Standing(State.RESTING, ehr.rests(), ehr.restsUntil());
        }
        if (job != null && job.open()) {
            return Standing.of(State.EXPORTING, job.what());
        }
        if (facts.runs().isEmpty()) {
            return Standing.of(State.NEVER);
        }
        return Standing.of(facts.gaps().isEmpty() ? State.WAITING : State.MISSING);
    }

    /** A source is as old as what came last completely by the way that lags most. */
    private static Instant completeSince(Facts facts) {
        List<Way> ways = new ArrayList<>();
        if (facts.isSearched()) {
            ways.add(Way.PULL);
        }
        if (facts.isExported()) {
            ways.add(Way.BULK);
        }
        if (ways.isEmpty()) {
            return Stream.of(Way.LOAD, Way.PUSH)
                    .map(facts.complete())
                    .filter(Objects::nonNull)
                    .max(Instant::compareTo)
                    .orElse(null);
        }
        List<Instant> known =
                ways.stream().map(facts.complete()).filter(Objects::nonNull).toList();
        return known.size() < ways.size()
                ? null
                : known.stream().min(Instant::compareTo).orElse(null);
    }

    private Long followed(Facts facts) {
        return Optional.ofNullable(facts.settings())
                .filter(settings -> settings.isPulled() && settings.cohort().isUsed())
                .map(settings -> members.size(facts.id()))
                .orElse(null);
    }
}
