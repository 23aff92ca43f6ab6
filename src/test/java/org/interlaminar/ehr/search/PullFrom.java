package org.interlaminar.ehr.search;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.Pulls;
import org.interlaminar.ehr.Schedule;
import org.interlaminar.ehr.TypePlans;
import org.interlaminar.ehr.login.Logins;
import org.interlaminar.fixture.Bound;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Backfills;
import org.interlaminar.intake.Landing;
import org.interlaminar.ledger.CohortMembers;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Turns;
import org.interlaminar.reading.FhirProfiles;
import org.springframework.boot.ssl.SslBundles;

/** A pull of one source that a test sets up for itself; it never waits before it asks again. */
public final class PullFrom {
    private PullFrom() {}

    /** @param settings of the source, by key without what stands before it */
    public static SearchPull server(Service service, String source, Map<String, ?> settings) {
        Map<String, Object> all = new TreeMap<>();
        all.put("interlaminar.ehr.max-page", "4MB");
        settings.forEach((key, value) -> all.put("interlaminar.sources." + source + "." + key, value));
        EhrSettings bound = Bound.settings(EhrSettings.class, all);
        Clock clock = Clock.systemUTC();
        Ehrs ehrs = new Ehrs(
                bound,
                service.bean(Logins.class),
                service.bean(EhrLoad.class),
                service.bean(SslBundles.class),
                wait -> {},
                clock);
        Landing landing = service.bean(Landing.class);
        Ledger ledger = service.bean(Ledger.class);
        Schedule schedule = new Schedule(bound, service.bean(Turns.class), new Pulls(bound));
        return new SearchPull(
                ehrs,
                landing,
                ledger,
                new PullLegs(
                        new TypePlans(ledger, service.bean(FhirProfiles.class), clock),
                        service.bean(CohortMembers.class),
                        ledger,
                        service.bean(FhirProfiles.class)),
                new PersonFetch(ehrs, service.bean(Backfills.class), landing, schedule, clock),
                schedule,
                service.bean(EhrLoad.class),
                clock);
    }
}
