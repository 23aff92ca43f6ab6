package org.interlaminar.reading;

import java.io.IOException;
import java.util.List;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.RecordedCondition;

/** Reads a <a href="https://hl7.org/fhir/R4/condition.html">Condition</a>. */
final class ConditionReader implements TypeReader {
    private final Elements in;
    private CodedText code = CodedText.NONE;
    private CodedText notes = CodedText.NONE;
    private CodedText bodySite = CodedText.NONE;
    private String clinicalStatus;
    private String verificationStatus;
    private String encounter;
    private PartialDate onset;
    private PartialDate recorded;
    private PartialDate abatement;

    ConditionReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "clinicalStatus" -> clinicalStatus = in.statusConcept(name);
            case "verificationStatus" -> verificationStatus = in.statusConcept(name);
            case "code" -> code = in.concept();
            case "bodySite" -> bodySite = in.concept();
            case "onsetDateTime" -> onset = in.date(name);
            case "onsetPeriod" -> onset = in.period(name).start();
            case "abatementDateTime" -> abatement = in.date(name);
            case "abatementPeriod" -> abatement = in.period(name).start();
            case "recordedDate" -> recorded = in.date(name);
            case "encounter" -> encounter = in.mention().id("Encounter");
            case "note" -> notes = in.concept();
            default -> in.skip();
        }
    }

    @Override
    public ClinicalRecord record() {
        return new RecordedCondition(
                in.ref(),
                CodedText.join(List.of(code, notes)),
                clinicalStatus,
                verificationStatus,
                bodySite,
                onset != null ? onset : recorded,
                abatement,
                encounter);
    }
}
