package org.interlaminar.intake;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.store.StoreLocks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives up, each night, the bodies of people whom nothing ever made worth deriving: minimum necessary. Keys, clocks and order
 * stay, so that nothing else can tell the difference; somebody who is anchored later is ordered again ({@link Backfills}).
 */
@Component
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** By the machine's own time zone: when a hospital sleeps. */
    private static final LocalTime NIGHT = LocalTime.of(2, 0);

    private final RetentionSettings settings;
    private final StoreLocks locks;
    private final Ledger ledger;
    private final UnanchoredPeople people;
    private final Clock clock;
    private final Map<String, Instant> done = new ConcurrentHashMap<>();

    Retention(RetentionSettings settings, StoreLocks locks, Ledger ledger, UnanchoredPeople people, Clock clock) {
        this.settings = settings;
        this.locks = locks;
        this.ledger = ledger;
        this.people = people;
        this.clock = clock;
    }

    /**
     * What was given up.
     *
     * @param whole whether all that could be was; if not, a run held the source or something of it is missing
     */
    public record Shrunk(long people, long versions, boolean whole) {
        static final Shrunk NOTHING = new Shrunk(0, 0, true);

        Shrunk plus(Shrunk other) {
            return new Shrunk(people + other.people, versions + other.versions, other.whole);
        }
    }

    /** Sources this process has not been through since it last struck two in the night. */
    public List<String> due() {
        Instant struck = lastNight();
        return settings.unanchoredDays() == 0
                ? List.of()
                : ledger.sources().stream()
                        .filter(source -> done.getOrDefault(source, Instant.MIN).isBefore(struck))
                        .toList();
    }

    private Instant lastNight() {
        ZonedDateTime now = clock.instant().atZone(ZoneId.systemDefault());
        ZonedDateTime tonight = now.with(NIGHT);
        return (tonight.isAfter(now) ? tonight.minusDays(1) : tonight).toInstant();
    }

    /** Goes through one source, batch by batch; between two batches a run may take the source, and then goes first. */
    public Shrunk shrink(String source) throws SQLException {
        Optional<Instant> before = settings.before(clock.instant());
        Optional<StoreLocks.Held> alone = before.isEmpty() ? Optional.empty() : locks.tryWork("retention");
        if (alone.isEmpty()) {
            return Shrunk.NOTHING;
        }
        try (StoreLocks.Held held = alone.get()) {
            Shrunk shrunk = batches(source, before.get());
            if (shrunk.whole()) {
                done.put(source, clock.instant());
            }
            if (shrunk.people() > 0) {
                LOG.info(
                        "retention of {}: bodies of {} versions of {} people were given up, who had no stenosis or MILD"
                                + " candidate and no delivery for {} days",
                        source,
                        shrunk.versions(),
                        shrunk.people(),
                        settings.unanchoredDays());
            }
            return shrunk;
        }
    }

    private Shrunk batches(String source, Instant before) throws SQLException {
        Shrunk all = Shrunk.NOTHING;
        for (String after = ""; after != null; ) {
            Optional<StoreLocks.Held> lock = locks.trySource(source);
            if (lock.isEmpty()) {
                return all.plus(new Shrunk(0, 0, false));
            }
            try (StoreLocks.Held held = lock.get()) {
                UnanchoredPeople.Batch batch = people.shrinkNext(source, after, before);
                all = all.plus(batch.shrunk());
                after = batch.last();
            }
        }
        return all;
    }
}
