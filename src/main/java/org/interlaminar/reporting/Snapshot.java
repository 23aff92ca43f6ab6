package org.interlaminar.reporting;

import java.time.Instant;
import java.util.Map;

/**
 * The mart as it was.
 *
 * @param number from 1, in the order of taking
 * @param cutOff when the newest landed data had come in, or null when nothing had
 * @param label what who took it called it, or empty
 * @param software version that took it
 * @param valueSets fingerprints of the value sets that had decided about its cases, separated by semicolons
 * @param settings fingerprint of the settings that decide about cases, as of the node that took it
 * @param peopleWaiting people who waited to be derived and are in it as they were before
 * @param peopleForgotten people taken out of it since
 * @param rows by table, in the order of {@link Mart#TABLES}
 */
public record Snapshot(
        int number,
        Instant takenAt,
        Instant cutOff,
        String label,
        String software,
        String valueSets,
        String settings,
        long peopleWaiting,
        int peopleForgotten,
        Map<String, Long> rows) {}
