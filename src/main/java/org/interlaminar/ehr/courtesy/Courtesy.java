package org.interlaminar.ehr.courtesy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Refused;

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
        requireAwake();
        Instant came = clock.instant();
        int round = concurrency.enter();
        try {
            takeTurn();
            begin(came);
            return sent(asking, round);
        } finally {
            concurrency.leave();
        }
    }

    /** It may have become too late while it waited. It counts before it is sent: others look at the same budget. */
    private synchronized void begin(Instant came) throws SourceRests {
        requireAwake();
        count(1, 0, Duration.ZERO, false, since(came));
    }

    private Answer sent(Asking asking, int round) throws IOException, InterruptedException {
        Instant sent = clock.instant();
        try {
            Answer answer = asking.ask();
            Duration took = since(sent);
            if (answer.mayPass()) {
                concurrency.tooMuch(round);
            } else if (answer.body().length > 0) {
                concurrency.answered(round, took);
            } else {
                // A file went to disk, and how long that takes says how long it is.
                concurrency.wentWell();
            }
            count(0, answer.body().length, took, answer.mayPass(), Duration.ZERO);
            return answer;
        } catch (Refused e) {
            count(-1, 0, Duration.ZERO, false, Duration.ZERO);
            throw e;
        } catch (SocketTimeoutException e) {
            concurrency.tooMuch(round);
            count(0, 0, since(sent), true, Duration.ZERO);
            throw e;
        } catch (IOException e) {
            count(0, 0, since(sent), false, Duration.ZERO);
            throw e;
        }
    }

    private void count(long requests, long bytes, Duration busy, boolean refused, Duration waited) {
        load.add(
                source,
                today(),
                new EhrLoad.Counts(requests, bytes, busy.toMillis(), refused ? 1 : 0, waited.toMillis()));
    }

    /** Clocks are set back at times. */
    private Duration since(Instant before) {
        Duration time = Duration.between(before, clock.instant());
        return time.isNegative() ? Duration.ZERO : time;
    }

    /** Counts what came beside an answer's body. */
    public void received(long bytes) {
        count(0, bytes, Duration.ZERO, false, Duration.ZERO);
    }

    private void requireAwake() throws SourceRests {
        Optional<SourceRests> rests = rests();
        if (rests.isPresent()) {
            throw rests.get();
        }
    }

    /** Why nothing may be asked now, or empty. */
    public Optional<SourceRests> rests() {
        ZonedDateTime now = clock.instant().atZone(zone);
        Optional<CourtesySettings.QuietHours> quiet =
                settings.hours().filter(hours -> hours.include(now.toLocalTime()));
        if (quiet.isPresent()) {
            return Optional.of(new SourceRests(
                    "these are its quiet hours, " + settings.quietHours() + " local time",
                    quiet.get().end(now)));
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

    private void takeTurn() throws InterruptedException {
        Duration wait = reserve();
        if (!wait.isZero()) {
            waiting.forSo(wait);
        }
    }

    private synchronized Duration reserve() {
        if (settings.requestsPerMinute() == 0) {
            return Duration.ZERO;
        }
        Duration between = MINUTE.dividedBy(settings.requestsPerMinute());
        Instant now = clock.instant();
        // No more than that many wait: a turn further ahead was given before the clock was set back.
        Instant furthest = now.plus(between.multipliedBy(settings.concurrency()));
        Instant turn = nextTurn.isAfter(now) && !nextTurn.isAfter(furthest) ? nextTurn : now;
        nextTurn = turn.plus(between);
        return Duration.between(now, turn);
    }
}
