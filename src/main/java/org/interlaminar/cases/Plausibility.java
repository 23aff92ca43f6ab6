package org.interlaminar.cases;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PatientRecord;
import org.interlaminar.clinical.SourceRef;

/** Dates nobody can have meant: such a record is set aside with its reason and counts for nothing. */
final class Plausibility {
    /** A source's day may be one ahead of the clock its delivery was stamped with. */
    private static final int ZONES = 1;

    private final LocalDate birth;
    private final Map<SourceRef, LocalDate> delivered;

    /** @param delivered on which day each version was delivered; the future begins after it */
    Plausibility(PatientRecord patient, Map<SourceRef, LocalDate> delivered) {
        this.birth = patient == null || patient.birth() == null
                ? null
                : patient.birth().first();
        this.delivered = delivered;
    }

    /** @param end or null; only ends of at least day precision are compared */
    Optional<SetAside> objection(SourceRef ref, PartialDate start, PartialDate end) {
        if (start != null && birth != null && start.last().isBefore(birth)) {
            return Optional.of(new SetAside(ref, "date-before-birth", "it is dated before the patient was born"));
        }
        LocalDate known = delivered.get(ref);
        if (start != null && known != null && start.first().isAfter(known.plusDays(ZONES))) {
            return Optional.of(new SetAside(ref, "date-in-future", "it is dated after the day it was delivered"));
        }
        if (start != null && end != null && endsBefore(start, end)) {
            return Optional.of(new SetAside(ref, "end-before-start", "it ends before it begins"));
        }
        return Optional.empty();
    }

    private static boolean endsBefore(PartialDate start, PartialDate end) {
        return start.instant() != null && end.instant() != null
                ? end.instant().isBefore(start.instant())
                : end.last().isBefore(start.first());
    }
}
