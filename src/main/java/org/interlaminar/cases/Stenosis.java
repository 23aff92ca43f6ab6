package org.interlaminar.cases;

import org.interlaminar.clinical.PartialDate;

/**
 * What a person's records say about lumbar spinal stenosis. Clinical rules, section 2.
 *
 * @param first earliest onset, or null
 * @param foraminal whether foraminal stenosis is recorded, which by itself is not lumbar stenosis
 */
public record Stenosis(Answer answer, Claudication claudication, PartialDate first, boolean foraminal) {}
