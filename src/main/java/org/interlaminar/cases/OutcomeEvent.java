package org.interlaminar.cases;

import java.util.List;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Evidence;

/**
 * Something that happened to an index case. Clinical rules, section 6.
 *
 * @param type infection, bleeding ...; open-decompression, fusion ...; numbness, pain ...; emergency, inpatient
 * @param indexNo the index it is told from
 * @param day days from that index
 * @param attribution see {@link Kind}
 */
public record OutcomeEvent(
        Kind kind, String type, PartialDate on, int indexNo, long day, String attribution, List<Evidence> evidence) {

    /** What kind of event, and what its attribution says. */
    public enum Kind {
        /** {@code linked} by its record, {@code new} in its window, or {@code temporal_only}: not counted. */
        COMPLICATION,
        /** {@code surgical} or {@code non-surgical}. */
        REINTERVENTION,
        /** {@code before} the index, {@code new} after it, {@code known} from before, or {@code expected}. */
        SYMPTOM,
        /** {@code temporal_only}: why somebody came back is not for us to say. */
        UNPLANNED_RETURN,
        /** {@code recorded}. */
        MILESTONE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    static final String LINKED = "linked";
    static final String NEW = "new";
    static final String TEMPORAL_ONLY = "temporal_only";
    static final String BEFORE = "before";
    static final String KNOWN = "known";
    static final String EXPECTED = "expected";
    static final String RECORDED = "recorded";
}
