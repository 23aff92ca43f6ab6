package org.interlaminar.ehr.search;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.TypePlans;
import org.interlaminar.ledger.CohortMembers;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reading.ScreenedType;
import org.springframework.stereotype.Component;

/** Decides what a pull consists of: types from beginning to end, or people who are found first and then followed. */
@Component
class PullLegs {
    private final TypePlans plans;
    private final CohortMembers members;
    private final Ledger ledger;
    private final FhirProfiles profiles;

    PullLegs(TypePlans plans, CohortMembers members, Ledger ledger, FhirProfiles profiles) {
        this.plans = plans;
        this.members = members;
        this.ledger = ledger;
        this.profiles = profiles;
    }

    /**
     * @param whole whether everything is asked for again
     * @param now our time
     */
    List<Leg> of(PullRun run, Ehrs.Ehr ehr, boolean whole, Instant now) throws SQLException {
        EhrSettings.Source settings = ehr.settings();
        List<String> types = granted(run, ehr);
        List<Leg> legs = new ArrayList<>();
        boolean follows = settings.cohort().isUsed();
        legs.add(new TypesLeg(
                run,
                ledger,
                types.stream().filter(type -> !follows || !isAboutAPerson(type)).toList(),
                type -> new TypePull(
                        run.source(), ehr.server(), settings, plans.plan(run.source(), settings, type, whole), now)));
        if (follows) {
            List<String> aboutPeople =
                    types.stream().filter(PullLegs::isAboutAPerson).toList();
            legs.add(new DiscoveryLeg(run, ehr, profiles, members, now));
            legs.add(new PeopleLeg(run, ehr, aboutPeople, members, profiles.screenGeneration(), whole, now));
        }
        return legs;
    }

    /** What our login does not let us read is missing; the others are pulled (EHR A4). */
    private static List<String> granted(PullRun run, Ehrs.Ehr ehr) throws SQLException {
        List<String> types = new ArrayList<>(ehr.settings().searched());
        for (String type : ehr.server().notGranted(types)) {
            types.remove(type);
            run.missing(type, type + ": the token that was granted does not let us read it");
        }
        return types;
    }

    private static boolean isAboutAPerson(String type) {
        ScreenedType screened = ScreenedType.of(type);
        return screened != null && screened.hasSubject();
    }
}
