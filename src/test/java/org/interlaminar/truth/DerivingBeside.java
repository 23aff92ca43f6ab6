package org.interlaminar.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.fixture.Service;

/** Another service on the same store, which derives again and again while deliveries land. */
final class DerivingBeside implements AutoCloseable {
    private final Derivation derivation;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final List<Future<?>> running = new ArrayList<>();
    private AtomicBoolean enough = new AtomicBoolean();

    DerivingBeside(Service another) {
        this.derivation = another.bean(Derivation.class);
    }

    void begin() {
        AtomicBoolean stop = enough;
        running.add(threads.submit(() -> {
            do {
                derivation.drain(people -> {});
            } while (!stop.get());
            return null;
        }));
    }

    /** Lets it come to its end; whatever went wrong is thrown here. */
    void end() throws Exception {
        enough.set(true);
        enough = new AtomicBoolean();
        for (Future<?> one : running) {
            one.get();
        }
        running.clear();
    }

    @Override
    public void close() {
        enough.set(true);
        threads.shutdownNow();
    }
}
