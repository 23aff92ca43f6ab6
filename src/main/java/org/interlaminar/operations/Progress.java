package org.interlaminar.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Follows the bytes of a load: MB so far, MB/s, time left when the total is known. */
final class Progress implements LongConsumer {
    private final Console console;
    private final Clock clock;
    private final Instant started;
    private final long total;
    private final AtomicLong read = new AtomicLong();

    /** @param total bytes to come, or 0 when packed files hide it */
    Progress(Console console, Clock clock, long total) {
        this.console = console;
        this.clock = clock;
        this.started = clock.instant();
        this.total = total;
    }

    @Override
    public void accept(long bytes) {
        long so = read.addAndGet(bytes);
        double seconds =
                Math.max(0.001, Duration.between(started, clock.instant()).toMillis() / 1000.0);
        double rate = so / seconds;
        String left = total > 0 && so <= total
                ? String.format(Locale.ROOT, ", %.0f s left", (total - so) / Math.max(1, rate))
                : "";
        console.progress(String.format(Locale.ROOT, "  %s read, %.0f MB/s%s", Console.megabytes(so), rate / 1e6, left));
    }
}
