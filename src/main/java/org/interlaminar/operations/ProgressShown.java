package org.interlaminar.operations;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.interlaminar.intake.Progress;

/** Shows a run's progress on a console: resources, MB, MB/s, and the time left where the end is known. */
final class ProgressShown implements Consumer<Progress> {
    private final Console console;
    private final Clock clock;
    private final Instant started;
    private Instant began;
    private Instant last;
    private long expected;
    private long done;

    ProgressShown(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
        this.started = clock.instant();
        this.began = started;
        this.last = started;
    }

    @Override
    public void accept(Progress soFar) {
        Instant now = clock.instant();
        // Each search has a total of its own: its time began when what was before it ended.
        boolean isNext = soFar.expected() != expected || soFar.done() < done;
        began = isNext ? last : began;
        expected = soFar.expected();
        done = soFar.done();
        last = now;
        if (console.isDue()) {
            show(console, line(soFar, now));
        }
    }

    private ProgressLine line(Progress soFar, Instant now) {
        double seconds = Math.max(0.001, Duration.between(started, now).toMillis() / 1000.0);
        ProgressLine line = new ProgressLine(soFar.part(), soFar.done(), soFar.expected());
        if (soFar.measure() == Progress.Measure.PEOPLE) {
            line.with(Console.number(soFar.done()) + " of " + Console.number(soFar.expected()) + " people");
        }
        return line.with(Console.number(soFar.resources()) + " resources")
                .with(megabytes(soFar.bytes()))
                .with(String.format(Locale.ROOT, "%.1f MB/s", soFar.bytes() / seconds / 1e6))
                .withTimeLeft(Duration.between(began, now));
    }

    private static String megabytes(long bytes) {
        return bytes < 100_000_000 ? Console.megabytes(bytes) : Console.number(bytes / 1_000_000) + " MB";
    }

    /** Shows how far deriving is. @param people who wait for it when it begins */
    static LongConsumer deriving(Console console, Clock clock, long people) {
        Instant began = clock.instant();
        long[] done = new long[1];
        return more -> {
            synchronized (done) {
                done[0] += more;
                show(
                        console,
                        new ProgressLine("deriving", done[0], people)
                                .with(Console.number(done[0]) + " people")
                                .withTimeLeft(Duration.between(began, clock.instant())));
            }
        };
    }

    private static void show(Console console, ProgressLine line) {
        console.progress(console.isTerminal() ? line.drawn() : line.plain());
    }
}
