package org.interlaminar.ehr.bulk;

import java.time.Clock;
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
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.Holdings;
import org.interlaminar.intake.Landing;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Turns;
import org.interlaminar.reading.FhirProfiles;
import org.springframework.boot.ssl.SslBundles;

/** Exports of one source that a test sets up for itself. */
public final class ExportFrom {
    private ExportFrom() {}

    /** One that never waits. @param settings of the source, by key without what stands before it */
    public static BulkPull server(Service service, String source, Map<String, ?> settings) {
        Map<String, Object> all = new TreeMap<>();
        settings.forEach((key, value) -> all.put("interlaminar.sources." + source + "." + key, value));
        return node(service, Bound.settings(EhrSettings.class, all), length -> {}, Clock.systemUTC());
    }

    static BulkPull node(Service service, EhrSettings settings, Pause pause, Clock clock) {
        Ehrs ehrs = new Ehrs(
                settings,
                service.bean(Logins.class),
                service.bean(EhrLoad.class),
                service.bean(SslBundles.class),
                pause,
                clock);
        BulkJobs jobs = service.bean(BulkJobs.class);
        Ledger ledger = service.bean(Ledger.class);
        FhirProfiles profiles = service.bean(FhirProfiles.class);
        Schedule schedule = new Schedule(settings, service.bean(Turns.class), new Pulls(settings));
        Exports exports = new Exports(jobs, service.bean(Holdings.class), clock);
        return new BulkPull(
                ehrs,
                new ExportOrders(new TypePlans(ledger, profiles, clock), jobs, profiles),
                exports,
                new ExportLandings(
                        settings,
                        exports,
                        service.bean(Landing.class),
                        service.bean(FileIntake.class),
                        jobs,
                        ledger,
                        schedule,
                        profiles,
                        clock),
                jobs,
                schedule,
                service.bean(EhrLoad.class),
                pause,
                clock);
    }
}
