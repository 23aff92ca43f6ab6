package org.interlaminar.ledger;

import java.util.SortedMap;

/**
 * What became of every received version of one source and type, by what is known now: each is in exactly one state, and their
 * sum is what was received.
 *
 * @param duplicate had landed before, also when its body came back that had been given up
 * @param filtered by reason
 * @param quarantined by cause
 */
public record FinalStates(
        String source,
        String type,
        Landed landed,
        long duplicate,
        SortedMap<String, Long> filtered,
        SortedMap<String, Long> quarantined) {

    /**
     * Versions that stand in the store.
     *
     * @param applied those that count
     * @param superseded those that another version of the same resource outdates
     * @param deleted those that say, or are told, that the resource is gone or no longer ours
     * @param listed how many of all these came as a list of what is gone
     */
    public record Landed(long applied, long superseded, long deleted, long listed) {
        public static final Landed NONE = new Landed(0, 0, 0, 0);

        /** With deletes that were taken back: the source has shown the resource again. */
        Landed takenBack(long deletes) {
            return new Landed(applied, superseded + deletes, deleted, listed);
        }

        long total() {
            return applied + superseded + deleted;
        }
    }

    /** Sum of the six states. */
    public long received() {
        return landed.total() + duplicate + sum(filtered) + sum(quarantined);
    }

    public long allFiltered() {
        return sum(filtered);
    }

    public long allQuarantined() {
        return sum(quarantined);
    }

    /** Whether the store holds no more than was received. */
    public boolean balances() {
        return duplicate >= 0;
    }

    private static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
