package org.interlaminar.ehr.preflight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the pre-flight found. It holds nothing of any record, no search and no secret, and can be given to others.
 *
 * @param server base URL
 * @param checks of the source as a whole, in the order they were made
 * @param types empty when nothing could be asked
 * @param settings lines of YAML for the source as a whole that the plans need and that are not set so
 * @param requests how many were made, those for tokens and all repeats among them
 * @param slowest longest time one question took
 */
public record Report(
        String source,
        String server,
        Instant at,
        Verdict verdict,
        List<Check> checks,
        List<TypeReport> types,
        List<String> settings,
        int requests,
        Duration took,
        Duration slowest) {

    /** What follows. */
    public enum Verdict {
        READY,
        /** It can be pulled, and somebody should look at something. */
        NEEDS_SOMEBODY,
        CANNOT_BE_PULLED
    }
}
