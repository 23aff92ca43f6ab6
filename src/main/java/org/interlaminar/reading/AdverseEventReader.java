package org.interlaminar.reading;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.RecordedAdverseEvent;

/** Reads an <a href="https://hl7.org/fhir/R4/adverseevent.html">AdverseEvent</a>; R5 renamed most of it. */
final class AdverseEventReader implements TypeReader {
    private final Elements in;
    private String status;
    private String actuality;
    private CodedText event = CodedText.NONE;
    private PartialDate occurred;
    private PartialDate detected;
    private PartialDate recorded;
    private Mention results = Mention.NONE;
    private Mention suspects = Mention.NONE;

    AdverseEventReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "status" -> status = in.string();
            case "actuality" -> actuality = in.string();
            case "event", "code" -> event = in.concept();
            case "date", "occurrenceDateTime" -> occurred = in.date(name);
            case "occurrencePeriod" -> occurred = in.period(name).start();
            case "detected" -> detected = in.date(name);
            case "recordedDate" -> recorded = in.date(name);
            case "resultingCondition", "resultingEffect" -> results = in.mention();
            case "suspectEntity" -> in.eachFieldOfEach(this::suspect);
            default -> in.skip();
        }
    }

    private void suspect(String name) throws IOException, Unreadable {
        switch (name) {
            case "instance", "instanceReference" -> suspects = Mention.join(List.of(suspects, in.mention()));
            default -> in.skip();
        }
    }

    @Override
    public ClinicalRecord record() {
        PartialDate on = Stream.of(occurred, detected, recorded)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new RecordedAdverseEvent(
                in.ref(), status, actuality, event, on, results.ids("Condition"), suspects.ids("Procedure"));
    }
}
