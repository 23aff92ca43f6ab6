package org.interlaminar.derivation;

import java.sql.SQLException;
import java.util.List;
import org.interlaminar.intake.Decisions;
import org.interlaminar.intake.JoinedPeople;
import org.interlaminar.intake.LandedVersions;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.intake.Replay;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.intake.Things;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Tally;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reporting.Cases;
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
    private final Decisions decisions;
    private final Things things;
    private final JoinedPeople joined;
    private final LandedVersions landed;
    private final Cases cases;
    private final FhirProfiles profiles;
    private final DerivationSettings settings;

    ReplayCause(
            Replay replay,
            Quarantine quarantine,
            Decisions decisions,
            Things things,
            JoinedPeople joined,
            LandedVersions landed,
            Cases cases,
            FhirProfiles profiles,
            DerivationSettings settings) {
        this.replay = replay;
        this.quarantine = quarantine;
        this.decisions = decisions;
        this.things = things;
        this.joined = joined;
        this.landed = landed;
        this.cases = cases;
        this.profiles = profiles;
        this.settings = settings;
    }

    /** @param cause a fingerprint or a cause code */
    public Rehearsed rehearse(String cause) throws SQLException, UnknownCause {
        long records = known(cause);
        CohortDelta[] delta = new CohortDelta[1];
        try (PeopleAssembly assembly = new PeopleAssembly(landed, quarantine, decisions, things, profiles, settings)) {
            Rehearsal rehearsal = new Rehearsal(joined, assembly, cases);
            Tally tally = replay.rehearse(cause, (connection, people) -> delta[0] = rehearsal.of(connection, people));
            return new Rehearsed(records, tally, delta[0]);
        }
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
