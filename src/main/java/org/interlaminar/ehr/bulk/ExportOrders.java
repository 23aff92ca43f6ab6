package org.interlaminar.ehr.bulk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.interlaminar.ehr.BulkSettings;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.GroupMembers;
import org.interlaminar.ehr.TypePlan;
import org.interlaminar.ehr.TypePlans;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.BulkJobs.Order;
import org.interlaminar.reading.FhirProfiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides what is asked for next: everything, what has changed, or everything of those who are new in the group (EHR B10, B11). */
@Component
class ExportOrders {
    private static final Logger LOG = LoggerFactory.getLogger(ExportOrders.class);

    private final TypePlans plans;
    private final BulkJobs jobs;
    private final FhirProfiles profiles;

    ExportOrders(TypePlans plans, BulkJobs jobs, FhirProfiles profiles) {
        this.plans = plans;
        this.jobs = jobs;
        this.profiles = profiles;
    }

    /**
     * @param whole whether somebody asked for everything
     * @throws FetchFailed when the members of the group are needed and cannot be had
     */
    Order next(String source, Ehrs.Ehr ehr, boolean whole) throws FetchFailed {
        EhrSettings.Source settings = ehr.settings();
        List<String> types = new ArrayList<>(settings.exported());
        types.removeAll(ehr.server().notGranted(types));
        List<TypePlan> planned = types.stream()
                .map(type -> plans.plan(
                        source, settings, type, whole || !settings.bulk().since()))
                .toList();
        Optional<Set<String>> members = members(source, ehr);
        if (planned.stream().anyMatch(TypePlan::whole)) {
            return order(source, types, null, true, members, false);
        }
        Set<String> added = new TreeSet<>(members.orElse(Set.of()));
        added.removeAll(jobs.members(source));
        if (added.isEmpty()) {
            Instant since = planned.stream()
                    .map(TypePlan::watermark)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            return order(source, types, since.minus(settings.overlap()), false, members, false);
        }
        LOG.info("export of {}: {} people are new in the group and are asked for whole", source, added.size());
        return settings.bulk().kickOff() == BulkSettings.KickOff.POST
                ? order(source, types, null, false, Optional.of(added), true)
                : order(source, types, null, true, members, false);
    }

    private Optional<Set<String>> members(String source, Ehrs.Ehr ehr) throws FetchFailed {
        if (ehr.settings().bulk().level() != BulkSettings.Level.GROUP) {
            return Optional.empty();
        }
        try {
            Optional<Set<String>> members = GroupMembers.read(ehr.server(), ehr.settings());
            if (members.isEmpty()) {
                LOG.info(
                        "export of {}: the Group lists no members; who is new in it comes with the next whole export",
                        source);
            }
            return members;
        } catch (FetchFailed e) {
            if (e.isGone()) {
                throw new FetchFailed(
                        e.status(),
                        "the Group that interlaminar.sources." + source + ".group names does not exist on the server ("
                                + e.status() + ")");
            }
            if (e.isRefusal()) {
                LOG.info(
                        "export of {}: the Group cannot be read ({}); who is new in it comes with the next whole export",
                        source,
                        e.getMessage());
                return Optional.empty();
            }
            throw e;
        }
    }

    private Order order(
            String source,
            List<String> types,
            Instant since,
            boolean whole,
            Optional<Set<String>> members,
            boolean onlyThese) {
        return new Order(
                source,
                types,
                since,
                whole,
                members.map(List::copyOf).orElse(null),
                onlyThese,
                profiles.screenGeneration());
    }
}
