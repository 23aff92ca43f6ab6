package org.interlaminar.cases;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PatientRecord;
import org.interlaminar.clinical.PersonKey;

/**
 * Everything the reporting store keeps of one person.
 *
 * @param patient null when no Patient resource has landed
 * @param indexes index procedures in their order; only events of day precision can be one
 * @param comparator the first open decompression, fusion or spacer of a person with LSS and no MILD evidence, or null
 * @param lastContact last day on which any landed record shows the person, or null
 * @param joined other Patient ids that Patient.link joins to this one
 * @param orderUndefined whether two versions of a record could not be put in order
 * @param complete false when a part is in quarantine or has been given up, or the Patient is missing
 */
public record PersonCase(
        PersonKey person,
        PatientRecord patient,
        Stenosis stenosis,
        Mild mildProcedure,
        List<ProcedureEvent> indexes,
        ProcedureEvent comparator,
        LocalDate lastContact,
        List<String> joined,
        boolean orderUndefined,
        boolean complete,
        List<ProcedureEvent> procedures,
        List<OutcomeScore> scores,
        List<OutcomeEvent> events,
        List<Therapy> therapies,
        List<Assessment> assessments,
        List<CodeHit> codeHits,
        List<Review> reviews,
        List<SetAside> setAside) {

    public Answer lss() {
        return stenosis.answer();
    }

    public Claudication claudication() {
        return stenosis.claudication();
    }

    public MildStatus mild() {
        return mildProcedure.status();
    }

    /** Date of the event behind the MILD status, or null. */
    public PartialDate mildOn() {
        return mildProcedure.on();
    }

    /** The first index procedure, or null. */
    public ProcedureEvent index() {
        return indexes.isEmpty() ? null : indexes.get(0);
    }

    /** Age in whole years on the day of the first index, or null. */
    public Integer ageAtIndex() {
        if (index() == null || patient == null || patient.birth() == null) {
            return null;
        }
        return Period.between(patient.birth().first(), index().start().first()).getYears();
    }

    /** Whether the person has a row in the reporting store. */
    public boolean isReported() {
        return lss() != Answer.NO
                || mild() != MildStatus.NO
                || comparator != null
                || procedures.stream().anyMatch(event -> ProcedureTimeline.isOpenSurgery(event.kind()));
    }
}
