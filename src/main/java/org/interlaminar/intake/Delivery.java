package org.interlaminar.intake;

import java.time.Instant;
import org.interlaminar.ledger.Way;

/**
 * What is known of a run's input before the first byte.
 *
 * @param clock delivery clock: the server's own time, or the file's as-of, else the time of loading
 * @param incremental only changes come this way: an out-of-screen version may retract what has landed and lands as a key
 */
public record Delivery(String source, Way way, Instant clock, boolean incremental) {
    /** Whether a name can be a source's: lower-case letters, digits and dashes, as in hospital-a. */
    public static boolean isSourceId(String name) {
        return name.matches("[a-z0-9][a-z0-9-]{0,62}");
    }
}
