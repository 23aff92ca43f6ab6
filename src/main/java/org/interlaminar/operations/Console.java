package org.interlaminar.operations;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What an operator reads: a line that keeps changing on a terminal, plain lines with some seconds between elsewhere. */
final class Console {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_REDRAWS = Duration.ofMillis(200);

    private final PrintStream out;
    private final boolean terminal;
    private final Clock clock;
    private Instant lastShown;
    private boolean dirty;

    Console(PrintStream out, boolean terminal, Clock clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.lastShown = clock.instant();
    }

    void line(String text) {
        clear();
        out.println(text);
    }

    /** Shows progress when enough time has passed since it was last shown. */
    synchronized void progress(String text) {
        Instant now = clock.instant();
        if (Duration.between(lastShown, now).compareTo(terminal ? BETWEEN_REDRAWS : BETWEEN_LINES) < 0) {
            return;
        }
        lastShown = now;
        if (terminal) {
            out.print("\r\u001b[2K" + text);
            out.flush();
            dirty = true;
        } else {
            out.println(text);
        }
    }

    synchronized void clear() {
        if (dirty) {
            out.print("\r\u001b[2K");
            dirty = false;
        }
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
