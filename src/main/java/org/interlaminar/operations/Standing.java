package org.interlaminar.operations;

import java.time.Instant;
import java.util.Locale;

/**
 * Where a source stands, said first and in one word.
 *
 * @param why in a sentence, or null where the word says it all
 * @param until when it ends by itself, or null
 */
record Standing(State state, String why, Instant until) {
    /** How much it needs somebody: a colour on the page, and never a colour alone. */
    enum Level {
        GOOD("✓"),
        BUSY("…"),
        WARN("!"),
        BAD("✕");

        private final String sign;

        Level(String sign) {
            this.sign = sign;
        }
    }

    /** The first that holds is told. */
    enum State {
        UNUSABLE(
                Level.BAD,
                "Settings cannot be used",
                "Nothing is asked of this source; the others go on. Correct the setting, restart the service, then resume"
                        + " the source."),
        STOPPED(
                Level.BAD,
                "Stopped",
                "Nothing is asked of this source until somebody has looked. When the cause is gone, resume it."),
        PAUSED(Level.WARN, "Paused", "An operator paused it. What is due meanwhile is asked for when it is resumed."),
        PULLING(Level.BUSY, "Pulling now", null),
        RECEIVING(Level.BUSY, "Files are landing", null),
        RESTING(Level.WARN, "Rests", "It goes on by itself; nothing has to be done."),
        EXPORTING(Level.BUSY, "Export under way", null),
        NEVER(Level.WARN, "Never pulled", "Its first pull begins by itself."),
        MISSING(Level.BAD, "Data is missing", "What did not come is asked for again at the next pull."),
        WAITING(Level.GOOD, "Waits for its next pull", null),
        MISSING_FILES(Level.BAD, "Data is missing", "Load the same files again; what has landed counts as duplicate."),
        PUSHES(Level.GOOD, "Pushes by itself", null),
        FILES(Level.GOOD, "Files only", null);

        private final Level level;
        private final String word;
        private final String advice;

        State(Level level, String word, String advice) {
            this.level = level;
            this.word = word;
            this.advice = advice;
        }
    }

    static Standing of(State state) {
        return new Standing(state, null, null);
    }

    static Standing of(State state, String why) {
        return new Standing(state, why, null);
    }

    public String level() {
        return state.level.name().toLowerCase(Locale.ROOT);
    }

    public String sign() {
        return state.level.sign;
    }

    public String word() {
        return state.word;
    }

    /** What to do, or null where nothing is to be done. */
    public String advice() {
        return state.advice;
    }
}
