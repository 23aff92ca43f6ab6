package org.interlaminar.ehr;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Backfills;
import org.interlaminar.intake.Comparison;
import org.interlaminar.intake.Landing;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Reconciliations;
import org.interlaminar.ledger.Turns;
import org.interlaminar.reading.FhirProfiles;
import org.springframework.util.unit.DataSize;

/** One node of the service with one source, as a test wants it. */
final class Pulling {
    final String source;
    private final Service service;
    private final String base;
    private List<String> types = List.of("Patient");
    private int pageSize = 200;
    private DataSize maxPage = DataSize.ofMegabytes(1);
    private Duration readTimeout = Duration.ofSeconds(60);
    private Duration resync = Duration.ofDays(7);
    private boolean lastUpdated = true;
    private boolean history;
    private boolean enabled = true;
    private Pause pause = length -> {};
    private Clock clock = Clock.systemUTC();
    private FhirProfiles profiles;

    Pulling(Service service, String source, String base) {
        this.service = service;
        this.source = source;
        this.base = base;
        this.profiles = service.bean(FhirProfiles.class);
    }

    Pulling types(String... names) {
        types = List.of(names);
        return this;
    }

    Pulling pageSize(int size) {
        pageSize = size;
        return this;
    }

    Pulling maxPage(DataSize size) {
        maxPage = size;
        return this;
    }

    Pulling readTimeout(Duration time) {
        readTimeout = time;
        return this;
    }

    Pulling resync(Duration age) {
        resync = age;
        return this;
    }

    Pulling withoutLastUpdated() {
        lastUpdated = false;
        return this;
    }

    Pulling withHistory() {
        history = true;
        return this;
    }

    Pulling disabled() {
        enabled = false;
        return this;
    }

    Pulling pause(Pause waiting) {
        pause = waiting;
        return this;
    }

    Pulling clock(Clock ours) {
        clock = ours;
        return this;
    }

    Pulling profiles(FhirProfiles others) {
        profiles = others;
        return this;
    }

    EhrSettings settings() {
        return new EhrSettings(
                new EhrSettings.Ehr(
                        enabled, Duration.ofMinutes(15), maxPage, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                Map.of(
                        source,
                        new EhrSettings.Source(
                                URI.create(base),
                                types,
                                pageSize,
                                Duration.ofMinutes(10),
                                Duration.ofSeconds(2),
                                readTimeout,
                                3,
                                resync,
                                lastUpdated,
                                history)),
                new EhrSettings.Reconcile("03:00"));
    }

    Reconciliation reconciliation() {
        return new Reconciliation(
                settings(),
                new Ehrs(settings(), pause, clock),
                service.bean(Comparison.class),
                service.bean(Ledger.class),
                service.bean(Reconciliations.class));
    }

    /** A node of its own: what it knows is what the store tells. */
    SearchPull node() {
        EhrSettings settings = settings();
        Ehrs ehrs = new Ehrs(settings, pause, clock);
        Schedule schedule = new Schedule(settings, service.bean(Turns.class), new Pulls(settings));
        Landing landing = service.bean(Landing.class);
        Ledger ledger = service.bean(Ledger.class);
        return new SearchPull(
                ehrs,
                landing,
                ledger,
                new TypePlans(ledger, profiles, clock),
                new PersonFetch(ehrs, service.bean(Backfills.class), landing, schedule, clock),
                schedule,
                clock);
    }

    PullResult pull() throws Exception {
        return node().pull(source, bytes -> {});
    }

    PullResult whole() throws Exception {
        return node().pull(source, true, bytes -> {});
    }
}
