package org.interlaminar.reporting;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What is different between two snapshots, and why.
 *
 * @param before the older one
 * @param after the newer one
 * @param added surrogates of people who are only in the newer one
 * @param removed surrogates of people who are only in the older one
 * @param changed surrogates of people who are in both, with other rows
 * @param rows by table; a row that reads differently is one removed and one added
 * @param reasons how many changes of cases had this sort of reason; a change may have several, and a case that came for the first
 *     time has none
 */
public record SnapshotDifference(
        Snapshot before,
        Snapshot after,
        SortedSet<String> added,
        SortedSet<String> removed,
        SortedSet<String> changed,
        Map<String, Rows> rows,
        SortedMap<String, Long> reasons) {

    /** Rows of one table that only one of the two snapshots has. */
    public record Rows(long added, long removed) {
        static final Rows NONE = new Rows(0, 0);

        Rows plus(Rows more) {
            return new Rows(added + more.added, removed + more.removed);
        }
    }
}
