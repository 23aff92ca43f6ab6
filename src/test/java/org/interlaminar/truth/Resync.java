package org.interlaminar.truth;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Deletions;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;

/** Shows a source everything the EHR has, page by page: what is not shown is gone. */
final class Resync {
    private final Service service;
    private final String source;
    private final SimulatedEhr ehr;
    private final int pageSize;

    Resync(Service service, String source, SimulatedEhr ehr, int pageSize) {
        this.service = service;
        this.source = source;
        this.ehr = ehr;
        this.pageSize = pageSize;
    }

    RunSummary show() throws Exception {
        Instant now = ehr.now();
        Delivery everything = Delivery.told(source, Way.PULL, now, Scope.EVERYTHING);
        try (LandingRun run = service.bean(Landing.class).open(everything)) {
            for (String type : SimulatedEhr.TYPES) {
                List<Version> live = ehr.live(type);
                for (int from = 0; from < live.size(); from += pageSize) {
                    byte[] page = page(live.subList(from, Math.min(live.size(), from + pageSize)));
                    run.landBundle(everything, type + " from " + from, page, null, AlsoInTransaction.NOTHING);
                }
                run.landGone(everything, type, AlsoInTransaction.NOTHING);
            }
            return run.finish();
        }
    }

    /** Somebody says that what waits is gone indeed. @return null when nothing waits */
    RunSummary confirm() throws Exception {
        Deletions deletions = service.bean(Deletions.class);
        return deletions.waiting().stream().anyMatch(one -> one.source().equals(source))
                ? deletions.confirm(source)
                : null;
    }

    private static byte[] page(List<Version> versions) {
        String entries = versions.stream()
                .map(version -> "{\"resource\":" + version.json() + "}")
                .collect(Collectors.joining(","));
        return ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" + entries + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
