package org.interlaminar.ehr.search;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.Pause;
import org.interlaminar.ehr.PullResult;
import org.interlaminar.ehr.Pulls;
import org.interlaminar.ehr.Schedule;
import org.interlaminar.ehr.TypePlans;
import org.interlaminar.ehr.login.Logins;
import org.interlaminar.fixture.Bound;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Backfills;
import org.interlaminar.intake.Comparison;
import org.interlaminar.intake.Landing;
import org.interlaminar.ledger.CohortMembers;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Reconciliations;
import org.interlaminar.ledger.Turns;
import org.interlaminar.reading.FhirProfiles;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.unit.DataSize;

/** One node of the service with one source, as a test wants it. */
final class Pulling {
    final String source;
    private final Service service;
    private final Map<String, Object> settings = new TreeMap<>();
    private Pause pause = length -> {};
    private Clock clock = Clock.systemUTC();
    private FhirProfiles profiles;

    Pulling(Service service, String source, String base) {
        this.service = service;
        this.source = source;
        settings.put("interlaminar.ehr.max-page", "1MB");
        set("base-url", base).set("types", "Patient").set("connect-timeout", "2s");
        this.profiles = service.bean(FhirProfiles.class);
    }

    /** Any setting of the source. */
    Pulling set(String key, Object value) {
        settings.put("interlaminar.sources." + source + "." + key, value);
        return this;
    }

    Pulling types(String... names) {
        return set("types", String.join(",", names));
    }

    Pulling pageSize(int size) {
        return set("page-size", size);
    }

    Pulling maxPage(DataSize size) {
        settings.put("interlaminar.ehr.max-page", size.toBytes() + "B");
        return this;
    }

    Pulling readTimeout(Duration time) {
        return set("read-timeout", time);
    }

    Pulling resync(Duration age) {
        return set("resync", age);
    }

    Pulling withoutLastUpdated() {
        return set("last-updated", false);
    }

    Pulling withHistory() {
        return set("history", true);
    }

    Pulling disabled() {
        settings.put("interlaminar.ehr.enabled", false);
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
        return Bound.settings(EhrSettings.class, settings);
    }

    Ehrs ehrs() {
        return new Ehrs(
                settings(),
                service.bean(Logins.class),
                service.bean(EhrLoad.class),
                service.bean(SslBundles.class),
                pause,
                clock);
    }

    Reconciliation reconciliation() {
        return new Reconciliation(
                settings(),
                ehrs(),
                service.bean(Comparison.class),
                service.bean(Ledger.class),
                service.bean(Reconciliations.class),
                new Schedule(settings(), service.bean(Turns.class), new Pulls(settings())));
    }

    /** A node of its own: what it knows is what the store tells. */
    SearchPull node() {
        EhrSettings settings = settings();
        Ehrs ehrs = ehrs();
        Schedule schedule = new Schedule(settings, service.bean(Turns.class), new Pulls(settings));
        Landing landing = service.bean(Landing.class);
        Ledger ledger = service.bean(Ledger.class);
        return new SearchPull(
                ehrs,
                landing,
                ledger,
                new PullLegs(
                        new TypePlans(ledger, profiles, clock), service.bean(CohortMembers.class), ledger, profiles),
                new PersonFetch(ehrs, service.bean(Backfills.class), landing, schedule, clock),
                schedule,
                service.bean(EhrLoad.class),
                clock);
    }

    PullResult pull() throws Exception {
        return node().pull(source, bytes -> {});
    }

    PullResult whole() throws Exception {
        return node().pull(source, true, bytes -> {});
    }
}
