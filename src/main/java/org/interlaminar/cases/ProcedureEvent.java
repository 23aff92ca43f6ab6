package org.interlaminar.cases;

import java.util.List;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.Precision;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Tag;

/**
 * One recognised event, however many records tell of it.
 *
 * @param kind what was done
 * @param start when, from the strongest record
 * @param indexNo the index procedure it belongs to, or null when the person has none
 * @param day days from that index, or null
 * @param reintervention its role after the index
 * @param warnings what a reviewer should know
 */
public record ProcedureEvent(
        Tag kind,
        PartialDate start,
        PartialDate end,
        Integer indexNo,
        Long day,
        Reintervention reintervention,
        List<String> warnings,
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
        return start != null && start.hasDay();
    }

    /** Minutes between recorded start and end, or null when either has no time. */
    public Long minutes() {
        boolean timed = start != null && end != null && start.instant() != null && end.instant() != null;
        return timed
                ? java.time.Duration.between(start.instant(), end.instant()).toMinutes()
                : null;
    }

    Precision precision() {
        return start == null ? null : start.precision();
    }
}
