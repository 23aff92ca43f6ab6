package org.interlaminar.reading;

import java.io.IOException;
import java.util.List;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.reading.Elements.Period;

/**
 * Reads an <a href="https://hl7.org/fhir/R4/encounter.html">Encounter</a>; R5 has classes, actualPeriod, and reasons and diagnoses
 * of several concepts or Conditions each.
 */
final class EncounterReader implements TypeReader {
    private final Elements in;
    private String status;
    private String setting;
    private CodedText type = CodedText.NONE;
    private CodedText serviceType = CodedText.NONE;
    private Mention reasonCode = Mention.NONE;
    private Mention reasonReference = Mention.NONE;
    private Mention diagnosis = Mention.NONE;
    private Period period = Period.NONE;

    EncounterReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "status" -> status = in.string();
            case "class" -> setting = in.concept().firstValue();
            case "type" -> type = in.concept();
            case "serviceType" -> serviceType = in.concept();
            case "reasonCode" -> reasonCode = in.mention();
            case "reason" -> reasonCode = within("value");
            case "reasonReference" -> reasonReference = in.mention();
            case "diagnosis" -> diagnosis = within("condition");
            case "period", "actualPeriod" -> period = in.period(name);
            default -> in.skip();
        }
    }

    private Mention within(String element) throws IOException, Unreadable {
        Mention[] found = {Mention.NONE};
        in.eachFieldOfEach(name -> {
            if (name.equals(element)) {
                found[0] = Mention.join(List.of(found[0], in.mention()));
            } else {
                in.skip();
            }
        });
        return found[0];
    }

    @Override
    public ClinicalRecord record() {
        return new RecordedEncounter(
                in.ref(),
                in.ref().id(),
                status,
                setting,
                CodedText.join(List.of(type, serviceType)),
                CodedText.join(List.of(reasonCode.said(), diagnosis.said())),
                Mention.join(List.of(diagnosis, reasonCode, reasonReference)).ids("Condition"),
                period.start(),
                period.end());
    }
}
