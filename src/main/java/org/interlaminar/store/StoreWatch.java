package org.interlaminar.store;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the store. Who works with the store may wait for an answer as long as the store needs for it, since a merge can be
 * long; so nobody but this watch ends a wait. When the store has not answered anybody for a while, all its connections are
 * closed: whoever waits gets a connection failure, lets go, and tries again in its own time.
 */
public final class StoreWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWatch.class);

    private final StoreConnections watched;
    private final StoreProbe probe;
    private final LostReplies lostReplies;
    private final StorePace pace;
    private final Clock clock;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "store-watch");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Instant lastAnswer;
    private volatile Instant awaySince;
    private volatile Runnable whenBroken = () -> {};
    private int failures;

    StoreWatch(StoreConnections watched, StoreProbe probe, StorePace pace, Clock clock) {
        this.watched = watched;
        this.probe = probe;
        this.lostReplies = new LostReplies(watched, pace.patience());
        this.pace = pace;
        this.clock = clock;
        this.lastAnswer = clock.instant();
    }

    /** Opens the connections that are watched. */
    StoreConnections watched() {
        return watched;
    }

    /** @param then what is done when the store answers, but not on a connection that was good before */
    void onBreak(Runnable then) {
        whenBroken = then;
    }

    /** Looks from now on, until closed. */
    void start() {
        long between = pace.between().toMillis();
        looks.scheduleWithFixedDelay(this::lookOrSay, between, between, TimeUnit.MILLISECONDS);
    }

    /** Whether the store has not answered for longer than a hiccup. */
    public boolean isAway() {
        return awaySince != null;
    }

    /** When the store was last heard of, by the service's clock; empty while it answers. */
    public Optional<Instant> awaySince() {
        return Optional.ofNullable(awaySince);
    }

    /** One look; at most three times the time an answer may take. */
    void look() {
        boolean unbroken;
        try {
            unbroken = probe.ask();
        } catch (SQLException e) {
            unanswered(e);
            return;
        }
        answered();
        if (!unbroken) {
            whenBroken.run();
        }
        try {
            int lost = lostReplies.giveUp(probe, clock.instant());
            if (lost > 0) {
                LOG.warn("{} connections to the store were given up: the server did not work for them", lost);
            }
        } catch (SQLException e) {
            LOG.debug("the store went away between two questions", e);
        }
    }

    private void answered() {
        failures = 0;
        lastAnswer = clock.instant();
        Instant since = awaySince;
        if (since != null) {
            awaySince = null;
            LOG.warn(
                    "the store is back after {} s",
                    Duration.between(since, lastAnswer).toSeconds());
        }
    }

    /** Twice at least: a machine that slept finds the first answer missing and a lot of time gone. */
    private void unanswered(SQLException trouble) {
        failures++;
        if (failures < 2 || clock.instant().isBefore(lastAnswer.plus(pace.patience()))) {
            return;
        }
        // A server that refuses in its own words is in touch, and so are the connections it has.
        int closed = isRefusal(trouble) ? 0 : watched.closeAll();
        if (awaySince == null) {
            awaySince = lastAnswer;
            LOG.warn(
                    "the store is away since {} ({}, SQLSTATE {}); {} connections were given up",
                    awaySince,
                    trouble.getClass().getSimpleName(),
                    trouble.getSQLState(),
                    closed);
        }
    }

    private static boolean isRefusal(SQLException trouble) {
        return trouble instanceof PSQLException told && told.getServerErrorMessage() != null;
    }

    /** What escapes a scheduled task ends its schedule, and with it the watch. */
    private void lookOrSay() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("the watch over the store stumbled and goes on", e);
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        probe.close();
    }
}
