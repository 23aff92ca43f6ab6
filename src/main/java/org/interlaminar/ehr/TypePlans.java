package org.interlaminar.ehr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.interlaminar.ehr.EhrSettings.Changes;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Ledger.Pulled;
import org.interlaminar.reading.FhirProfiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides at each type's turn whether changes are enough or everything has to come again (EHR C3). */
@Component
public class TypePlans {
    private static final Logger LOG = LoggerFactory.getLogger(TypePlans.class);

    /** A server that never sends all it announces must not be asked for everything at every pull. */
    private static final int TRIES_WITHIN_RESYNC = 7;

    private final Ledger ledger;
    private final FhirProfiles profiles;
    private final Clock clock;
    private final Map<String, Instant> tried = new ConcurrentHashMap<>();

    public TypePlans(Ledger ledger, FhirProfiles profiles, Clock clock) {
        this.ledger = ledger;
        this.profiles = profiles;
        this.clock = clock;
    }

    /** @param wanted whether somebody asked for a whole pull */
    public TypePlan plan(String source, EhrSettings.Source ehr, String type, boolean wanted) {
        Optional<Pulled> pulled = ledger.pulled(source, type);
        Optional<String> why = pulled.flatMap(
                before -> wanted ? Optional.of("it was asked for") : whyWhole(source, ehr, type, before));
        why.ifPresent(reason -> LOG.info("pull of {}: {} is pulled whole: {}", source, type, reason));
        return new TypePlan(
                type,
                pulled.map(Pulled::upto).orElse(null),
                pulled.isEmpty() || why.isPresent() || ehr.changes(type) != Changes.NONE,
                pulled.isEmpty() || why.isPresent(),
                profiles.screenGeneration());
    }

    private Optional<String> whyWhole(String source, EhrSettings.Source ehr, String type, Pulled before) {
        if (before.screenGeneration() == null) {
            return Optional.of("somebody wants it, or what landed before is not known to be all of it");
        }
        if (!before.screenGeneration().equals(profiles.screenGeneration())) {
            return Optional.of("the source is stale, it was pulled under screen " + before.screenGeneration()
                    + " and this one is " + profiles.screenGeneration());
        }
        if (ehr.changes(type) == Changes.NONE && ehr.resync().isZero()) {
            return Optional.of("the server cannot be asked for changes");
        }
        return isTooOld(source, ehr.resync(), type)
                ? Optional.of("the last whole pull is older than " + ehr.resync())
                : Optional.empty();
    }

    private boolean isTooOld(String source, Duration resync, String type) {
        if (resync.isZero() || ledger.pulledWholeWithin(source, type, resync)) {
            return false;
        }
        Instant now = clock.instant();
        Instant last = tried.get(source + "/" + type);
        if (last != null && Duration.between(last, now).abs().compareTo(resync.dividedBy(TRIES_WITHIN_RESYNC)) < 0) {
            return false;
        }
        tried.put(source + "/" + type, now);
        return true;
    }
}
