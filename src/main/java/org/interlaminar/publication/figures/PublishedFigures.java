package org.interlaminar.publication.figures;

import java.time.Clock;
import java.util.Optional;
import org.interlaminar.outcomes.suppression.Suppression;
import org.interlaminar.publication.PublicationSettings;
import org.interlaminar.publication.trials.Trials;
import org.interlaminar.reporting.AsOf;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** What may leave: of snapshots as it was published, of the mart as it is now worked out again and again. */
@Component
public class PublishedFigures implements DisposableBean {
    private final SnapshotFigures snapshots;
    private final Refreshed<PublishedCohort> now;

    PublishedFigures(
            SnapshotFigures snapshots,
            CohortReading reading,
            Trials trials,
            PublicationSettings settings,
            Clock clock) {
        this.snapshots = snapshots;
        Suppression suppression = Suppression.of(settings.threshold());
        this.now = new Refreshed<>(
                () -> Publishing.of(reading.read(AsOf.NOW), suppression, trials.studies()), settings.refresh(), clock);
    }

    /**
     * Of now, as old as the settings let figures grow and the time it takes to work them out; the cut-off tells. They are for
     * readers of rows alone: who compares them from hour to hour sees each new person.
     *
     * @throws org.interlaminar.reporting.UnknownSnapshot when there is none of that number
     */
    public PublishedCohort of(AsOf when) {
        return when.snapshot() == null ? now.get() : snapshots.of(when.snapshot());
    }

    /** What readers of figures are given: the newest snapshot whose figures say anything. Empty before the first snapshot. */
    public Optional<AsOf> newest() {
        return snapshots.newest();
    }

    @Override
    public void destroy() {
        now.close();
    }
}
