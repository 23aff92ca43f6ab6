package org.interlaminar.ehr.bulk;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.Pause;
import org.interlaminar.ehr.Pulls;
import org.interlaminar.ehr.Schedule;
import org.interlaminar.ehr.TypePlans;
import org.interlaminar.ehr.login.Logins;
import org.interlaminar.fixture.Bound;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Turns;
import org.interlaminar.reading.FhirProfiles;
import org.springframework.boot.ssl.SslBundles;

/** Nodes of the service with one source that exports; waiting moves the test's clock, and nothing else does. */
final class Exporting {
    final String source;
    final TestClock clock;
    private final Service service;
    private final Map<String, Object> settings = new TreeMap<>();
    private final List<Duration> waited = new ArrayList<>();

    Exporting(Service service, String source, BulkEhr ehr) {
        this.service = service;
        this.source = source;
        this.clock = new TestClock(ehr.now());
        set("base-url", ehr.base()).set("types", "Patient,Condition").set("bulk.level", "system");
    }

    /** Any setting of the source. */
    Exporting set(String key, Object value) {
        settings.put("interlaminar.sources." + source + "." + key, value);
        return this;
    }

    /** Any other setting. */
    Exporting common(String key, Object value) {
        settings.put("interlaminar." + key, value);
        return this;
    }

    /** A node of its own: what it knows is what the store tells. */
    BulkPull node() {
        EhrSettings bound = Bound.settings(EhrSettings.class, settings);
        Pause pause = length -> {
            waited.add(length);
            clock.pass(length);
        };
        Clock ours = clock;
        Ehrs ehrs = new Ehrs(
                bound,
                service.bean(Logins.class),
                service.bean(EhrLoad.class),
                service.bean(SslBundles.class),
                pause,
                ours);
        BulkJobs jobs = service.bean(BulkJobs.class);
        Ledger ledger = service.bean(Ledger.class);
        FhirProfiles profiles = service.bean(FhirProfiles.class);
        Schedule schedule = new Schedule(bound, service.bean(Turns.class), new Pulls(bound));
        Exports exports = new Exports(jobs, ledger, ours);
        return new BulkPull(
                ehrs,
                new ExportOrders(new TypePlans(ledger, profiles, ours), jobs, profiles),
                exports,
                new ExportLandings(
                        bound,
                        exports,
                        service.bean(Landing.class),
                        service.bean(FileIntake.class),
                        jobs,
                        ledger,
                        schedule,
                        profiles,
                        ours),
                jobs,
                schedule,
                service.bean(EhrLoad.class),
                pause,
                ours);
    }

    /** One export from beginning to end. */
    Step export() throws SourceIsBusy, SQLException, InterruptedException {
        return node().pull(source, false, bytes -> {}, said -> {});
    }

    Step whole() throws SourceIsBusy, SQLException, InterruptedException {
        return node().pull(source, true, bytes -> {}, said -> {});
    }

    /** How long it waited between steps and before repeats, since the last time. */
    List<Duration> waited() {
        List<Duration> all = List.copyOf(waited);
        waited.clear();
        return all;
    }
}
