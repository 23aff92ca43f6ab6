package org.interlaminar.reading;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.MedicationUse;
import org.interlaminar.clinical.MedicationUse.Dosage;
import org.interlaminar.clinical.MedicationUse.Way;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.reading.Elements.Period;

/**
 * Reads a <a href="https://hl7.org/fhir/R4/medicationrequest.html">MedicationRequest</a>, MedicationStatement, MedicationDispense
 * or MedicationAdministration. The drug stands in the resource, in a contained Medication or in one of its own.
 */
final class MedicationReader implements TypeReader {
    private final Elements in;
    private final Way way;
    private final DosageReader dosage;
    private final Map<String, CodedText> contained = new HashMap<>(0);
    private String status;
    private Mention medication = Mention.NONE;
    private PartialDate prepared;
    private Period time = Period.NONE;

    MedicationReader(Elements in, Way way) {
        this.in = in;
        this.way = way;
        this.dosage = new DosageReader(in);
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "status" -> status = in.string();
            case "contained" -> in.eachElement(this::contained);
            case "medicationCodeableConcept", "medicationReference", "medication" -> medication = in.mention();
            case "dosageInstruction", "dosage" -> dosage.read(name);
            default -> time(name);
        }
    }

    /** One after the other of these is what its type calls the start; R5's MedicationAdministration misspells its own. */
    private void time(String name) throws IOException, Unreadable {
        switch (name) {
            case "authoredOn",
                    "whenHandedOver",
                    "effectiveDateTime",
                    "occurrenceDateTime",
                    "occurenceDateTime" -> time = new Period(in.date(name), time.end());
            case "effectivePeriod", "occurrencePeriod", "occurencePeriod" -> time = in.period(name);
            case "whenPrepared" -> prepared = in.date(name);
            default -> in.skip();
        }
    }

    private void contained() throws IOException, Unreadable {
        String[] header = new String[2];
        DrugReader drug = new DrugReader(in);
        in.eachField(name -> {
            switch (name) {
                case "resourceType" -> header[0] = in.string();
                case "id" -> header[1] = in.string();
                default -> drug.field(name);
            }
        });
        if ("Medication".equals(header[0]) && header[1] != null) {
            contained.put("#" + header[1], drug.drug());
        }
    }

    @Override
    public ClinicalRecord record() {
        PartialDate start = time.start() != null ? time.start() : prepared;
        Dosage taken = dosage.dosage();
        return new MedicationUse(in.ref(), way, status, drug(), medication.id("Medication"), start, time.end(), taken);
    }

    private CodedText drug() {
        CodedText inside = CodedText.join(medication.pointers().stream()
                .map(pointer -> contained.getOrDefault(pointer.to(), CodedText.NONE))
                .toList());
        return CodedText.join(List.of(medication.said(), inside, medication.displays()));
    }
}
