package org.interlaminar.intake;

import java.time.Instant;
import org.interlaminar.ledger.Way;

/**
 * What is known of a run's input before the first byte.
 *
 * @param clock delivery clock: the server's own time, or the file's as-of, else the time of loading
 * @param incremental only changes come this way: an out-of-screen version may retract what has landed and lands as a key
 */
public record Delivery(String source, Way way, Instant clock, boolean incremental) {}
