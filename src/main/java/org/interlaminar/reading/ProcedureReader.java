package org.interlaminar.reading;

import java.io.IOException;
import java.util.List;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.PerformedProcedure.Circumstances;
import org.interlaminar.reading.Elements.Period;

/**
 * Reads a <a href="https://hl7.org/fhir/R4/procedure.html">Procedure</a>; R5 calls its time occurrence, and gives reason,
 * complication and used one element each.
 */
final class ProcedureReader implements TypeReader {
    private final Elements in;
    private String status;
    private CodedText code = CodedText.NONE;
    private CodedText notes = CodedText.NONE;
    private CodedText bodySite = CodedText.NONE;
    private Period time = Period.NONE;
    private String encounter;
    private Mention reason = Mention.NONE;
    private Mention reasonReference = Mention.NONE;
    private Mention complication = Mention.NONE;
    private Mention complicationDetail = Mention.NONE;
    private Mention usedCode = Mention.NONE;
    private Mention usedReference = Mention.NONE;
    private Mention focalDevice = Mention.NONE;

    ProcedureReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "status" -> status = in.string();
            case "code" -> code = in.concept();
            case "bodySite" -> bodySite = in.concept();
            case "performedDateTime", "occurrenceDateTime" -> time = new Period(in.date(name), time.end());
            case "performedPeriod", "occurrencePeriod" -> time = in.period(name);
            case "encounter" -> encounter = in.mention().id("Encounter");
            case "note" -> notes = in.concept();
            case "reasonCode", "reason" -> reason = in.mention();
            case "reasonReference" -> reasonReference = in.mention();
            case "complication" -> complication = in.mention();
            case "complicationDetail" -> complicationDetail = in.mention();
            case "usedCode", "used" -> usedCode = in.mention();
            case "usedReference" -> usedReference = in.mention();
            case "focalDevice" -> in.eachElement(this::focalDevice);
            default -> in.skip();
        }
    }

    private void focalDevice() throws IOException, Unreadable {
        Mention[] parts = {Mention.NONE, Mention.NONE};
        in.eachField(name -> {
            switch (name) {
                case "action" -> parts[0] = in.mention();
                case "manipulated" -> parts[1] = in.mention();
                default -> in.skip();
            }
        });
        focalDevice = Mention.join(List.of(focalDevice, parts[0], parts[1]));
    }

    @Override
    public ClinicalRecord record() {
        return new PerformedProcedure(
                in.ref(),
                status,
                CodedText.join(List.of(code, notes)),
                bodySite,
                time.start(),
                time.end(),
                encounter,
                circumstances());
    }

    private Circumstances circumstances() {
        Mention used = Mention.join(List.of(usedCode, usedReference, focalDevice));
        return new Circumstances(
                reason.said(),
                Mention.join(List.of(reason, reasonReference)).ids("Condition"),
                complication.said(),
                Mention.join(List.of(complication, complicationDetail)).ids("Condition"),
                CodedText.join(List.of(used.said(), used.displays())),
                used.ids("Device"));
    }
}
