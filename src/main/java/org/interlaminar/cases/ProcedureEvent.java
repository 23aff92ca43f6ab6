package org.interlaminar.cases;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Certainty;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Tag;

/**
 * One recognised event, however many records tell of it.
 *
 * @param kind what was done
 * @param start when, from the strongest record
 * @param levels interspaces named by any of the records, in anatomical order
 * @param indexNo the index procedure it belongs to (the last one until its day), or null when the person has none
 * @param day days from that index, or null
 * @param reintervention its role after an index
 */
public record ProcedureEvent(
        Tag kind,
        PartialDate start,
        PartialDate end,
        Certainty certainty,
        SortedSet<String> levels,
        Integer indexNo,
        Long day,
        Reintervention reintervention,
        ProcedureContext context,
        List<Evidence> evidence) {

    /** Whether an event after the index is a re-intervention, and of which sort. */
    public enum Reintervention {
        NONE,
        SURGICAL,
        NON_SURGICAL;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public boolean hasDay() {
        return PartialDate.isDay(start);
    }

    /** Minutes between recorded start and end, or null when either has no time. */
    public Long minutes() {
        boolean timed = start != null && end != null && start.instant() != null && end.instant() != null;
        return timed ? Duration.between(start.instant(), end.instant()).toMinutes() : null;
    }

    ProcedureEvent placed(Integer no, Long fromIndex, Reintervention role) {
        return new ProcedureEvent(kind, start, end, certainty, levels, no, fromIndex, role, context, evidence);
    }

    ProcedureEvent in(ProcedureContext around) {
        return new ProcedureEvent(kind, start, end, certainty, levels, indexNo, day, reintervention, around, evidence);
    }
}
