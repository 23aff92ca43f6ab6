package org.interlaminar.operations;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What an operator reads: a line that keeps changing on a terminal, plain lines with some seconds between elsewhere. Nothing is
 * told of what takes less than these seconds.
 */
final class Console implements AutoCloseable {
    /** A line as wide as the terminal wraps on some of them, and could then not be redrawn. */
    static final int WIDTH = 79;

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_REDRAWS = Duration.ofMillis(200);
    /** Clears the rest of the line, and goes back to its beginning: a line of the log that comes between covers what stands there. */
    private static final String REST_CLEARED = "\u001b[K\r";

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

    /** Standard output, which is redrawn when a person sits in front of it. */
    static Console standard(Clock clock) {
        return new Console(System.out, System.console() != null, clock);
    }

    boolean isTerminal() {
        return terminal;
    }

    synchronized void line(String text) {
        close();
        out.println(text);
    }

    /** Whether enough time has passed since progress was last shown. */
    synchronized boolean isDue() {
        return Duration.between(lastShown, clock.instant()).compareTo(terminal ? BETWEEN_REDRAWS : BETWEEN_LINES) >= 0;
    }

    /** Shows progress when it is due. */
    synchronized void progress(String text) {
        if (!isDue()) {
            return;
        }
        lastShown = clock.instant();
        String fits = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
        if (terminal) {
            out.print(fits + REST_CLEARED);
            out.flush();
            dirty = true;
        } else {
            out.println(fits);
        }
    }

    /** What is said next, an error too, begins on an empty line. */
    @Override
    public synchronized void close() {
        if (dirty) {
            out.print(REST_CLEARED);
            out.flush();
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
