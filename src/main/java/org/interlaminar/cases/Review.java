package org.interlaminar.cases;

import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.SourceRef;

/** A record that only a person can settle, and what is open about it. */
public record Review(SourceRef ref, String tag, String reason, PartialDate on) {}
