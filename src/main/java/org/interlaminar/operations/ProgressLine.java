package org.interlaminar.operations;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line of at most 79 columns: what is at hand, a bar where the end is known, and figures. */
final class ProgressLine {
    private static final int LONGEST_NAME = 18;
    private static final int BAR = 8;

    private final String name;
    private final double share;
    private final List<String> figures = new ArrayList<>();

    /**
     * @param name what is at hand
     * @param done of what is expected
     * @param expected 0 where nobody can tell
     */
    ProgressLine(String name, long done, long expected) {
        this.name = name;
        // More may come than was announced: then nothing is known any more.
        this.share = expected <= 0 || done > expected ? -1 : (double) done / expected;
        if (share >= 0) {
            figures.add(String.format(Locale.ROOT, "%2d %%", (int) (100 * share)));
        }
    }

    ProgressLine with(String figure) {
        figures.add(figure);
        return this;
    }

    /** Says how long the rest takes if it goes on as it went. @param spent on what is done so far */
    ProgressLine withTimeLeft(Duration spent) {
        if (share > 0 && spent.toMillis() >= 1000) {
            figures.add(words(Duration.ofMillis((long) (spent.toMillis() * (1 - share) / share))) + " left");
        }
        return this;
    }

    /** For a log: no bar, nothing that only looks good when it is redrawn. */
    String plain() {
        String all = String.join(", ", figures).strip();
        return "  " + (name.isEmpty() ? all : cut(name, Console.WIDTH - 4 - all.length()) + ": " + all);
    }

    /** For a terminal; what stays in its column is easier to look at. */
    String drawn() {
        String all = String.join("  ", figures);
        int room = Console.WIDTH - 3 - all.length();
        boolean isBarred = share >= 0 && room >= BAR + 3;
        int most = Math.max(0, Math.min(LONGEST_NAME, isBarred ? room - BAR - 3 : room));
        String shown = cut(name, most);
        if (isBarred) {
            shown += " ".repeat(most - shown.length()) + " " + bar();
        }
        return "  " + (shown.isEmpty() ? "" : shown + " ") + all;
    }

    private String bar() {
        int full = (int) (BAR * share);
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return most < 4 ? "" : text.substring(0, most - 2) + "..";
    }

    private static String words(Duration time) {
        if (time.toHours() > 0) {
            return String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
        }
        return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
