package org.interlaminar.publication.figures;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that takes a while to work out. Whoever asks is given what is known while one thread works out the newer;
 * the first waits, and so does everybody for whom what is known is older than the time it may be kept and the time it took.
 */
final class Refreshed<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refreshed.class);

    private record Known<T>(T value, Instant at, Duration took) {
        boolean isOlderThan(Duration age, Instant now) {
            return !at.plus(age).isAfter(now);
        }
    }

    private final Supplier<T> work;
    private final Duration keep;
    private final Clock clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "figures");
        thread.setDaemon(true);
        return thread;
    });

    private Known<T> known;
    private CompletableFuture<T> running;

    /** @param keep how old it may be before it is worked out again */
    Refreshed(Supplier<T> work, Duration keep, Clock clock) {
        this.work = work;
        this.keep = keep;
        this.clock = clock;
    }

    /** @throws RuntimeException as the work does, to those who waited for it */
    T get() {
        CompletableFuture<T> newer;
        synchronized (this) {
            Instant now = clock.instant();
            if (known != null && !known.isOlderThan(keep, now)) {
                return known.value();
            }
            if (running == null) {
                running = CompletableFuture.supplyAsync(this::worked, worker);
            }
            if (known != null && !known.isOlderThan(keep.plus(known.took()), now)) {
                return known.value();
            }
            newer = running;
        }
        try {
            return newer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private T worked() {
        Instant start = clock.instant();
        try {
            T value = work.get();
            Instant end = clock.instant();
            synchronized (this) {
                known = new Known<>(value, end, Duration.between(start, end));
            }
            return value;
        } catch (RuntimeException e) {
            LOG.warn("figures cannot be worked out anew: {}", e.getClass().getSimpleName());
            throw e;
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
