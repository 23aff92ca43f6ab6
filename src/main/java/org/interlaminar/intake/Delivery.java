package org.interlaminar.intake;

import java.time.Instant;
import org.interlaminar.ledger.Way;

/**
 * What is known of a run's input before the first byte.
 *
 * @param clock delivery clock: the server's own time, or the file's as-of, else the time of loading
 * @param observed whether the clock is a time at which the source itself said this, and not merely when somebody loaded it
 * @param scope what the input says about resources that are not in it
 */
public record Delivery(String source, Way way, Instant clock, boolean observed, Scope scope) {
    /** What absence means. */
    public enum Scope {
        /** Nothing: other resources come in other files. */
        SOME,
        /** Unchanged; an out-of-screen version may retract what has landed and lands as a key. */
        CHANGES,
        /** Gone: the source shows all it has of a type. */
        EVERYTHING,
        /** Gone, where the person it is about is shown: the source shows all it has of some people. */
        EVERYTHING_OF_SOME;

        boolean tellsWhatIsGone() {
            return this == EVERYTHING || this == EVERYTHING_OF_SOME;
        }
    }

    /** A file of which only the time of loading is known. */
    public static Delivery loaded(String source, Way way, Instant clock) {
        return new Delivery(source, way, clock, false, Scope.SOME);
    }

    /** Resources the source itself gave, at its own time. */
    public static Delivery told(String source, Way way, Instant clock, Scope scope) {
        return new Delivery(source, way, clock, true, scope);
    }

    /** Whether the source itself was asked and answered at its own time: what it shows is there. */
    boolean isAnswer() {
        return observed && (way == Way.PULL || way == Way.BULK || way == Way.BACKFILL);
    }

    /** Whether only changes come this way. */
    public boolean incremental() {
        return scope == Scope.CHANGES;
    }

    /** Whether a name can be a source's: lower-case letters, digits and dashes, as in hospital-a. */
    public static boolean isSourceId(String name) {
        return name.matches("[a-z0-9][a-z0-9-]{0,62}");
    }
}
