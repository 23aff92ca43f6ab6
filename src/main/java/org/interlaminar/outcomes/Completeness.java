package org.interlaminar.outcomes;

/**
 * How many of those who could be seen were seen.
 *
 * @param seen of the expected
 * @param expected alive, and their time over by the cut-off
 */
public record Completeness(long seen, long expected) {
    /** 0 to 1, or null when nobody was expected. */
    public Double share() {
        return expected == 0 ? null : (double) seen / expected;
    }
}
