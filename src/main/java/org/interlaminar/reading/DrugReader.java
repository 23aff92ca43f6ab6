package org.interlaminar.reading;

import java.io.IOException;
import java.util.List;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.RecordedDrug;

/** Reads a <a href="https://hl7.org/fhir/R4/medication.html">Medication</a>, one of its own or contained in an order. */
final class DrugReader implements TypeReader {
    private final Elements in;
    private CodedText code = CodedText.NONE;
    private CodedText ingredients = CodedText.NONE;

    DrugReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "code" -> code = in.concept();
            case "ingredient" -> in.eachFieldOfEach(this::ingredient);
            default -> in.skip();
        }
    }

    private void ingredient(String name) throws IOException, Unreadable {
        switch (name) {
            case "itemCodeableConcept", "item" -> ingredients = CodedText.join(List.of(ingredients, in.concept()));
            default -> in.skip();
        }
    }

    CodedText drug() {
        return CodedText.join(List.of(code, ingredients));
    }

    @Override
    public ClinicalRecord record() {
        return new RecordedDrug(in.ref(), drug());
    }
}
