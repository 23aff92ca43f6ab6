package org.interlaminar.cases;

import java.time.LocalDate;
import java.util.List;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PatientRecord;
import org.interlaminar.clinical.PersonKey;

/**
 * Everything the reporting store keeps of one person.
 *
 * @param patient null when no Patient resource has landed
 * @param index the first index procedure, or null; only an event of day precision can be one
 * @param mildOn date of the event behind the MILD status, or null
 * @param comparator the first open decompression, fusion or spacer of a person with LSS and no MILD evidence, or null
 * @param lastContact last day on which any landed record shows the person, or null
 * @param joined other Patient ids that Patient.link joins to this one
 * @param orderUndefined whether two versions of a record could not be put in order
 * @param complete false when a part is in quarantine or has been given up, or the Patient is missing
 */
public record PersonCase(
        PersonKey person,
        PatientRecord patient,
        Answer lss,
        Claudication claudication,
        PartialDate lssFirst,
        boolean foraminal,
        MildStatus mild,
        PartialDate mildOn,
        ProcedureEvent index,
        ProcedureEvent comparator,
        LocalDate lastContact,
        List<String> joined,
        boolean orderUndefined,
        boolean complete,
        List<ProcedureEvent> procedures,
        List<OutcomeScore> scores,
        List<CodeHit> codeHits,
        List<Review> reviews,
        List<SetAside> setAside) {

    /** Age in whole years on the day of the index, or null. */
    public Integer ageAtIndex() {
        if (index == null || patient == null || patient.birth() == null) {
            return null;
        }
        return java.time.Period.between(patient.birth().first(), index.start().first())
                .getYears();
    }

    /** Whether the person has a row in the reporting store. */
    public boolean isReported() {
        return lss != Answer.NO
                || mild != MildStatus.NO
                || comparator != null
                || !surgery().isEmpty();
    }

    private List<ProcedureEvent> surgery() {
        return procedures.stream()
                .filter(event -> ProcedureTimeline.isOpenSurgery(event.kind()))
                .toList();
    }
}
