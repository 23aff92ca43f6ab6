package org.interlaminar.ehr.courtesy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.outbound.Answer;

/** Every request to one source passes here: it waits for its turn, or is not sent at all, and is counted (EHR C7). */
public final class Courtesy {
    /** One request that is sent when its turn has come. */
    public interface Asking {
        Answer ask() throws IOException, InterruptedException;
    }

    /** Waits for real, but in tests. */
    public interface Waiting {
        void forSo(Duration length) throws InterruptedException;
    }

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String source;
    private final CourtesySettings settings;
    private final ZoneId zone;
    private final EhrLoad load;
    private final Clock clock;
    private final Waiting waiting;
    private final AdaptiveConcurrency concurrency;
    private Instant nextTurn = Instant.MIN;

    public Courtesy(String source, CourtesySettings settings, ZoneId zone, EhrLoad load, Clock clock, Waiting waiting) {
        this.source = source;
        this.settings = settings;
        this.zone = zone;
        this.load = load;
        this.clock = clock;
        this.waiting = waiting;
        this.concurrency = new AdaptiveConcurrency(settings.concurrency());
    }

    /**
     * @throws SourceRests when nothing may be asked now; nothing was sent
     * @throws IOException what the asking throws
     */
    public Answer ask(Asking asking) throws IOException, InterruptedException {
        Optional<SourceRests> rests = rests();
        if (rests.isPresent()) {
            throw rests.get();
        }
        concurrency.enter();
        Duration waited = Duration.ZERO;
        Instant sent = clock.instant();
        Answer answer = null;
        try {
            waited = takeTurn();
            sent = clock.instant();
            answer = asking.ask();
            return answer;
        } finally {
            Duration took = Duration.between(sent, clock.instant());
            boolean tooMuch = answer == null || answer.mayPass();
            concurrency.leave(took, tooMuch);
            load.add(
                    source,
                    today(),
                    new EhrLoad.Counts(1, size(answer), took.toMillis(), tooMuch ? 1 : 0, waited.toMillis()));
        }
    }

    private static long size(Answer answer) {
        return answer == null ? 0 : answer.body().length;
    }

    /** Counts what came beside an answer's body. */
    public void received(long bytes) {
        load.add(source, today(), new EhrLoad.Counts(0, bytes, 0, 0, 0));
    }

    /** Why nothing may be asked now, or empty. */
    public Optional<SourceRests> rests() {
        ZonedDateTime now = clock.instant().atZone(zone);
        Optional<CourtesySettings.QuietHours> quiet =
                settings.hours().filter(hours -> hours.include(now.toLocalTime()));
        if (quiet.isPresent()) {
            ZonedDateTime end = now.with(quiet.get().to());
            Instant until = (end.isAfter(now) ? end : end.plusDays(1)).toInstant();
            return Optional.of(
                    new SourceRests("these are its quiet hours, " + settings.quietHours() + " local time", until));
        }
        if (settings.requestsPerDay() > 0 && load.requests(source, today()) >= settings.requestsPerDay()) {
            return Optional.of(new SourceRests(
                    "the day's " + settings.requestsPerDay() + " requests are used up",
                    today().plusDays(1).atStartOfDay(zone).toInstant()));
        }
        return Optional.empty();
    }

    /** How many requests may be under way at present. */
    public int concurrency() {
        return concurrency.limit();
    }

    private LocalDate today() {
        return clock.instant().atZone(zone).toLocalDate();
    }

    private Duration takeTurn() throws InterruptedException {
        Duration wait = reserve();
        if (!wait.isZero()) {
            waiting.forSo(wait);
        }
        return wait;
    }

    private synchronized Duration reserve() {
        if (settings.requestsPerMinute() == 0) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        Instant turn = nextTurn.isAfter(now) ? nextTurn : now;
        nextTurn = turn.plus(MINUTE.dividedBy(settings.requestsPerMinute()));
        return Duration.between(now, turn);
    }
}
