package org.interlaminar.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A run as an operator sees it.
 *
 * @param expected sum of what senders announced, or null when none did
 * @param received resource versions received; always stored + duplicate + filtered + quarantined
 * @param gaps why something is missing, a sentence each
 */
public record RunSummary(
        long run,
        String source,
        String way,
        Instant startedAt,
        Instant finishedAt,
        Outcome outcome,
        String reason,
        Long expected,
        long received,
        long stored,
        long duplicate,
        long filtered,
        long quarantined,
        long bytes,
        List<String> gaps) {

    /** Whether the ledger adds up. */
    public boolean balances() {
        return received == stored + duplicate + filtered + quarantined;
    }
}
