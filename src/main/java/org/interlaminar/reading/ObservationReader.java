package org.interlaminar.reading;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.OutcomeObservation.Component;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.reading.Elements.Quantity;

/** Reads an <a href="https://hl7.org/fhir/R4/observation.html">Observation</a>. */
final class ObservationReader implements TypeReader {
    private final Elements in;
    private String status;
    private CodedText code = CodedText.NONE;
    private CodedText category = CodedText.NONE;
    private CodedText bodySite = CodedText.NONE;
    private PartialDate effective;
    private Quantity value = Quantity.NONE;
    private CodedText said = CodedText.NONE;
    private CodedText notes = CodedText.NONE;
    private final List<Component> components = new ArrayList<>(0);
    private String encounter;
    private Mention derivedFrom = Mention.NONE;

    ObservationReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "status" -> status = in.string();
            case "code" -> code = in.concept();
            case "category" -> category = in.concept();
            case "bodySite" -> bodySite = in.concept();
            case "effectiveDateTime", "effectiveInstant" -> effective = in.date(name);
            case "effectivePeriod" -> effective = in.period(name).start();
            case "valueQuantity" -> value = in.quantity(name);
            case "valueInteger", "valueDecimal" -> value = new Quantity(in.number(name), value.unit());
            case "valueString", "valueBoolean" -> said = in.text();
            case "valueCodeableConcept" -> said = in.concept();
            case "note" -> notes = in.concept();
            case "component" -> in.eachElement(this::component);
            case "encounter" -> encounter = in.mention().id("Encounter");
            case "derivedFrom" -> derivedFrom = in.mention();
            default -> in.skip();
        }
    }

    private void component() throws IOException, Unreadable {
        CodedText[] asked = {CodedText.NONE};
        BigDecimal[] number = new BigDecimal[1];
        in.eachField(name -> {
            switch (name) {
                case "code" -> asked[0] = in.concept();
                case "valueQuantity" -> number[0] =
                        in.quantity("component." + name).value();
                case "valueInteger", "valueDecimal" -> number[0] = in.number("component." + name);
                default -> in.skip();
            }
        });
        if (number[0] != null) {
            components.add(new Component(asked[0], number[0]));
        }
    }

    @Override
    public ClinicalRecord record() {
        return new OutcomeObservation(
                in.ref(),
                status,
                code,
                category,
                bodySite,
                effective,
                value.value(),
                value.unit(),
                CodedText.join(List.of(said, notes)),
                List.copyOf(components),
                encounter,
                derivedFrom.pointsAt("QuestionnaireResponse"),
                derivedFrom.certainIds("QuestionnaireResponse"));
    }
}
