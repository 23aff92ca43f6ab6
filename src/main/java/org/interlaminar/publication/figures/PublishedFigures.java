package org.interlaminar.publication.figures;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.interlaminar.outcomes.suppression.Suppression;
import org.interlaminar.publication.PublicationSettings;
import org.interlaminar.publication.trials.Trials;
import org.interlaminar.reporting.AsOf;
import org.springframework.stereotype.Component;

/** What may leave, worked out once and kept for as long as the settings let figures grow old; of snapshots for good. */
@Component
public class PublishedFigures {
    private static final int KEPT = 8;

    private record Kept(PublishedCohort cohort, Instant at) {}

    private final CohortReading reading;
    private final Trials trials;
    private final Suppression suppression;
    private final Duration refresh;
    private final Clock clock;
    private final Map<AsOf, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AsOf, Kept> eldest) {
            return size() > KEPT;
        }
    };

    PublishedFigures(CohortReading reading, Trials trials, PublicationSettings settings, Clock clock) {
        this.reading = reading;
        this.trials = trials;
        this.suppression = Suppression.of(settings.threshold());
        this.refresh = settings.refresh();
        this.clock = clock;
    }

    /**
     * One at a time: who asks while another's are worked out waits for them.
     *
     * @throws org.interlaminar.reporting.UnknownSnapshot when there is none of that number
     */
    public synchronized PublishedCohort of(AsOf when) {
        Kept known = kept.get(when);
        if (known != null
                && (when.snapshot() != null || known.at().plus(refresh).isAfter(clock.instant()))) {
            return known.cohort();
        }
        PublishedCohort cohort = Publishing.of(reading.read(when), suppression, trials.studies());
        kept.put(when, new Kept(cohort, clock.instant()));
        return cohort;
    }
}
