package org.interlaminar.cases;

import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Evidence;

/**
 * One matched coding with the answer it led to: the tag explains itself.
 *
 * @param answer tagged, not-ours, undecided, score, no-score, event or therapy
 * @param tag what was asked
 * @param reason why not, or empty
 * @param on date of the record, or null
 */
public record CodeHit(Evidence evidence, String answer, String tag, String reason, PartialDate on) {}
