package org.interlaminar.ehr;

import java.time.Instant;
import org.interlaminar.ledger.RunSummary;

/** How a pull of a source ended. */
public record PullResult(String source, Instant endedAt, RunSummary run) {}
