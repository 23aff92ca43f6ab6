package org.interlaminar.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.MedicationUse;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PatientRecord;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.reading.Unreadable.Cause;

/**
 * Reads one landed resource into our words, streaming. Tolerates the shapes of R4, R4B and R5 (Procedure.occurrence beside
 * performed, Encounter.class as a list, Encounter.actualPeriod, CodeableReference); R4's are the base
 * (<a href="https://hl7.org/fhir/R4/">FHIR R4</a>). Thread-safe.
 */
public final class ResourceReader {
    /** The types that say something to recognition or cases today; bodies of others stay packed. */
    public static final List<String> TYPES = List.of("Patient", "Condition", "Procedure", "Observation", "Encounter");

    private static final int MAX_SCALE = 30;

    private final CodeNormaliser normaliser;
    private final ZoneId zone;

    /** @param zone decides the local date of instants that end in {@code Z} */
    public ResourceReader(FhirProfiles profiles, ZoneId zone) {
        this.normaliser = profiles.normaliser();
        this.zone = zone;
    }

    /**
     * @param body the resource's bytes as landed
     * @return empty for types that recognition does not ask for yet
     * @throws Unreadable when an element that matters has a shape or value that R4 does not allow
     */
    public Optional<ClinicalRecord> read(SourceRef ref, byte[] body) throws Unreadable {
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            parser.nextToken();
            Fields fields = new Fields(ref, parser);
            return Optional.ofNullable(
                    switch (ref.type()) {
                        case "Patient" -> fields.patient();
                        case "Condition" -> fields.condition();
                        case "Procedure" -> fields.procedure();
                        case "Observation" -> fields.observation();
                        case "Encounter" -> fields.encounter();
                        case "MedicationRequest" -> fields.medicationRequest();
                        default -> null;
                    });
        } catch (IOException e) {
            throw new Unreadable(Cause.BAD_JSON, ref.type() + " is not well-formed JSON");
        }
    }

    /** The elements of one resource, collected under R4's names, then shaped by type. */
    private final class Fields {
        private final SourceRef ref;
        private final JsonParser in;
        private String status;
        private String clinicalStatus;
        private String verificationStatus;
        private String sex;
        private String setting;
        private String encounter;
        private String unit;
        private BigDecimal value;
        private boolean deceased;
        private boolean fromQuestionnaire;
        private PartialDate birth;
        private PartialDate death;
        private PartialDate start;
        private PartialDate end;
        private PartialDate recorded;
        private CodedText code = CodedText.NONE;
        private CodedText bodySite = CodedText.NONE;
        private CodedText category = CodedText.NONE;
        private CodedText notes = CodedText.NONE;

        Fields(SourceRef ref, JsonParser in) {
            this.ref = ref;
            this.in = in;
        }

        PatientRecord patient() throws IOException, Unreadable {
            eachField(name -> {
                switch (name) {
                    case "gender" -> sex = string();
                    case "birthDate" -> birth = date(name);
                    case "deceasedBoolean" -> deceased |= in.currentToken() == JsonToken.VALUE_TRUE;
                    case "deceasedDateTime" -> {
                        death = date(name);
                        deceased = true;
                    }
                    default -> in.skipChildren();
                }
            });
            return new PatientRecord(ref, sex, birth, death, deceased);
        }

        RecordedCondition condition() throws IOException, Unreadable {
            eachField(name -> {
                switch (name) {
                    case "clinicalStatus" -> clinicalStatus = statusConcept(name);
                    case "verificationStatus" -> verificationStatus = statusConcept(name);
                    case "code" -> code = concept();
                    case "bodySite" -> bodySite = concepts();
                    case "onsetDateTime" -> start = date(name);
                    case "onsetPeriod" -> start = period(name).start;
                    case "abatementDateTime" -> end = date(name);
                    case "abatementPeriod" -> end = period(name).start;
                    case "recordedDate" -> recorded = date(name);
                    case "encounter" -> encounter = reference("Encounter");
                    case "note" -> notes = concepts();
                    default -> in.skipChildren();
                }
            });
            PartialDate onset = start != null ? start : recorded;
            CodedText said = CodedText.join(List.of(code, notes));
            return new RecordedCondition(
                    ref, said, clinicalStatus, verificationStatus, bodySite, onset, end, encounter);
        }

        PerformedProcedure procedure() throws IOException, Unreadable {
            eachField(name -> {
                switch (name) {
                    case "status" -> status = string();
                    case "code" -> code = concept();
                    case "bodySite" -> bodySite = concepts();
                    case "performedDateTime", "occurrenceDateTime" -> start = date(name);
                    case "performedPeriod", "occurrencePeriod" -> {
                        Period period = period(name);
                        start = period.start;
                        end = period.end;
                    }
                    case "encounter" -> encounter = reference("Encounter");
                    case "note" -> notes = concepts();
                    default -> in.skipChildren();
                }
            });
            CodedText said = CodedText.join(List.of(code, notes));
            return new PerformedProcedure(
                    ref, status, said, bodySite, start, end, encounter, PerformedProcedure.Circumstances.NONE);
        }

        OutcomeObservation observation() throws IOException, Unreadable {
            eachField(name -> {
                switch (name) {
                    case "status" -> status = string();
                    case "code" -> code = concept();
                    case "category" -> category = concepts();
                    case "bodySite" -> bodySite = concept();
                    case "effectiveDateTime", "effectiveInstant" -> start = date(name);
                    case "effectivePeriod" -> start = period(name).start;
                    case "valueQuantity" -> quantity();
                    case "valueInteger", "valueDecimal" -> value = number(name);
                    case "encounter" -> encounter = reference("Encounter");
                    case "derivedFrom" -> fromQuestionnaire = anyReferenceTo("QuestionnaireResponse");
                    default -> in.skipChildren();
                }
            });
            return new OutcomeObservation(
                    ref,
                    status,
                    code,
                    category,
                    bodySite,
                    start,
                    value,
                    unit,
                    CodedText.NONE,
                    List.of(),
                    encounter,
                    fromQuestionnaire,
                    List.of());
        }

        RecordedEncounter encounter() throws IOException, Unreadable {
            eachField(name -> {
                switch (name) {
                    case "status" -> status = string();
                    case "class" -> setting = concepts().firstValue();
                    case "type" -> code = concepts();
                    case "period", "actualPeriod" -> {
                        Period period = period(name);
                        start = period.start;
                        end = period.end;
                    }
                    default -> in.skipChildren();
                }
            });
            return new RecordedEncounter(ref, ref.id(), status, setting, code, CodedText.NONE, List.of(), start, end);
        }

        MedicationUse medicationRequest() throws IOException, Unreadable {
            eachField(name -> {
                switch (name) {
                    case "status" -> status = string();
                    case "medicationCodeableConcept", "medication" -> code = concept();
                    case "authoredOn" -> start = date(name);
                    default -> in.skipChildren();
                }
            });
            return new MedicationUse(
                    ref, MedicationUse.Way.ORDERED, status, code, null, start, null, MedicationUse.Dosage.NOT_TOLD);
        }

        private interface Field {
            void read(String name) throws IOException, Unreadable;
        }

        private void eachField(Field field) throws IOException, Unreadable {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                in.skipChildren();
                return;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                field.read(name);
            }
        }

        private interface Element {
            void read() throws IOException, Unreadable;
        }

        /** R5 and extensions of R4 make lists of what R4 has once, and the other way round. */
        private void eachElement(Element element) throws IOException, Unreadable {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                element.read();
                return;
            }
            while (in.nextToken() != JsonToken.END_ARRAY) {
                element.read();
            }
        }

        private String string() throws IOException {
            if (in.currentToken().isScalarValue() && in.currentToken() != JsonToken.VALUE_NULL) {
                return in.getText();
            }
            in.skipChildren();
            return null;
        }

        /** A few bytes of exponent can write a number of a billion digits, which no store takes. */
        private BigDecimal number(String element) throws IOException, Unreadable {
            String text = string();
            if (text == null) {
                return null;
            }
            try {
                BigDecimal number = new BigDecimal(text.strip());
                if (Math.abs((long) number.scale()) <= MAX_SCALE) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Falls through to the same answer.
            }
            throw new Unreadable(Cause.UNREADABLE_FIELD, ref.type() + "." + element + " is no number a score can have");
        }

        private PartialDate date(String element) throws IOException, Unreadable {
            String text = string();
            if (text == null) {
                return null;
            }
            try {
                return PartialDate.parse(text.strip(), zone);
            } catch (DateTimeException | NumberFormatException e) {
                throw new Unreadable(Cause.UNREADABLE_FIELD, ref.type() + "." + element + " is no FHIR date");
            }
        }

        private record Period(PartialDate start, PartialDate end) {}

        private Period period(String element) throws IOException, Unreadable {
            PartialDate[] bounds = new PartialDate[2];
            eachField(name -> {
                switch (name) {
                    case "start" -> bounds[0] = date(element + ".start");
                    case "end" -> bounds[1] = date(element + ".end");
                    default -> in.skipChildren();
                }
            });
            return new Period(bounds[0], bounds[1]);
        }

        /** A status that R4 codes as a concept; DSTU2 and STU3 wrote plain text there. */
        private String statusConcept(String element) throws IOException, Unreadable {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                throw new Unreadable(
                        Cause.WRONG_FHIR_VERSION,
                        ref.type() + "." + element + " is text as in FHIR STU3; R4 is needed");
            }
            return concept().firstValue();
        }

        private CodedText concepts() throws IOException, Unreadable {
            List<CodedText> parts = new ArrayList<>();
            eachElement(() -> parts.add(concept()));
            return parts.size() == 1 ? parts.get(0) : CodedText.join(parts);
        }

        /** A CodeableConcept, a bare Coding, an Annotation, or R5's CodeableReference around a concept. */
        private CodedText concept() throws IOException, Unreadable {
            List<Code> codes = new ArrayList<>(2);
            List<String> texts = new ArrayList<>(2);
            List<String> modifiers = new ArrayList<>(0);
            concept(codes, texts, modifiers);
            return new CodedText(List.copyOf(codes), List.copyOf(texts), List.copyOf(modifiers));
        }

        private void concept(List<Code> codes, List<String> texts, List<String> modifiers)
                throws IOException, Unreadable {
            String[] coding = new String[2];
            String[] own = new String[2];
            eachField(name -> {
                switch (name) {
                    case "system" -> coding[0] = string();
                    case "code" -> coding[1] = string();
                    case "coding", "concept" -> eachElement(() -> concept(codes, texts, modifiers));
                    case "display" -> own[0] = string();
                    case "text" -> own[1] = string();
                    default -> in.skipChildren();
                }
            });
            // Only now: the text may stand before the codings whose displays go first.
            for (String text : own) {
                if (text != null && !text.isBlank() && !texts.contains(text)) {
                    texts.add(text);
                }
            }
            Code code = normaliser.normalise(coding[0], coding[1]);
            if (code != null) {
                codes.add(code);
                modifiers.addAll(normaliser.modifiers(coding[0], coding[1]));
            }
        }

        private void quantity() throws IOException, Unreadable {
            String[] units = new String[2];
            eachField(name -> {
                switch (name) {
                    case "value" -> value = number("valueQuantity.value");
                    case "code" -> units[0] = string();
                    case "unit" -> units[1] = string();
                    default -> in.skipChildren();
                }
            });
            unit = units[0] != null ? units[0] : units[1];
        }

        private record Reference(String to, String type) {}

        private Reference reference() throws IOException, Unreadable {
            String[] found = new String[2];
            eachField(name -> {
                switch (name) {
                    case "reference" -> found[0] = string();
                    case "type" -> found[1] = string();
                    default -> in.skipChildren();
                }
            });
            return new Reference(found[0], found[1]);
        }

        /** The logical id behind a reference to the type, or null. */
        private String reference(String type) throws IOException, Unreadable {
            String to = reference().to;
            return to == null ? null : References.logicalId(type, to);
        }

        private boolean anyReferenceTo(String type) throws IOException, Unreadable {
            boolean[] any = new boolean[1];
            eachElement(() -> {
                Reference reference = reference();
                any[0] |= type.equals(reference.type) || reference.to != null && References.names(type, reference.to);
            });
            return any[0];
        }
    }
}
