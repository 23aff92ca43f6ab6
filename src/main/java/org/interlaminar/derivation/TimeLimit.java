package org.interlaminar.derivation;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on one person that may never end: somebody else's thread does it, and is left behind when time is up. */
final class TimeLimit implements AutoCloseable {
    /** The work took too long. */
    static final class Exceeded extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Duration limit;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "assemble");
        thread.setDaemon(true);
        return thread;
    });

    TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /** @throws ExecutionException when the work fails, with an error's cause as well */
    <T> T within(Callable<T> work) throws Exceeded, ExecutionException {
        Future<T> running = threads.submit(work);
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            throw new Exceeded();
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deriving", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
