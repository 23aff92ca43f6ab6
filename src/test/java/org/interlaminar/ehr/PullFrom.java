package org.interlaminar.ehr;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Backfills;
import org.interlaminar.intake.Landing;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Turns;
import org.interlaminar.reading.FhirProfiles;
import org.springframework.util.unit.DataSize;

/** A pull of one source that a test sets up for itself; it never waits before it asks again. */
public final class PullFrom {
    private PullFrom() {}

    /**
     * @param lastUpdated whether the server is said to be one that can be asked for changes
     * @param history whether it is said to tell its history
     */
    public static SearchPull server(
            Service service,
            String source,
            URI base,
            List<String> types,
            int pageSize,
            Duration overlap,
            boolean lastUpdated,
            boolean history) {
        EhrSettings settings = new EhrSettings(
                new EhrSettings.Ehr(
                        true,
                        Duration.ofMinutes(15),
                        DataSize.ofMegabytes(4),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5)),
                Map.of(
                        source,
                        new EhrSettings.Source(
                                base,
                                types,
                                pageSize,
                                overlap,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(60),
                                2,
                                Duration.ZERO,
                                lastUpdated,
                                history)),
                new EhrSettings.Reconcile("03:00"));
        Clock clock = Clock.systemUTC();
        Ehrs ehrs = new Ehrs(settings, wait -> {}, clock);
        Landing landing = service.bean(Landing.class);
        Ledger ledger = service.bean(Ledger.class);
        Schedule schedule = new Schedule(settings, service.bean(Turns.class), new Pulls(settings));
        return new SearchPull(
                ehrs,
                landing,
                ledger,
                new TypePlans(ledger, service.bean(FhirProfiles.class), clock),
                new PersonFetch(ehrs, service.bean(Backfills.class), landing, schedule, clock),
                schedule,
                clock);
    }
}
