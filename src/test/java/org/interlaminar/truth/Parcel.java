package org.interlaminar.truth;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Files that leave the EHR together and can arrive late, twice or in another order.
 *
 * @param asOf the EHR's time at which their content was true
 * @param files text by name
 * @param versions what they hold, deletions included
 */
record Parcel(String name, Instant asOf, Map<String, String> files, List<Version> versions) {
    boolean tellsOfDeletions() {
        return versions.stream().anyMatch(Version::isDeletion);
    }

    @Override
    public String toString() {
        return name + " as of " + asOf + " " + versions;
    }
}
