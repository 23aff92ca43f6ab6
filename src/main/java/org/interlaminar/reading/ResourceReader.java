package org.interlaminar.reading;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.MedicationUse.Way;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.reading.Unreadable.Cause;

/**
 * Reads one landed resource into our words, streaming. Tolerates the shapes of R4, R4B and R5 (Procedure.occurrence beside
 * performed, Encounter.class as a list, Encounter.actualPeriod, CodeableReference); R4's are the base
 * (<a href="https://hl7.org/fhir/R4/">FHIR R4</a>). Thread-safe.
 */
public final class ResourceReader {
    private static final String META = "meta";
    private static final Map<String, Making> READERS = readers();

    /** The types that say something to recognition or cases; bodies of others stay packed. */
    public static final List<String> TYPES = List.copyOf(READERS.keySet());

    private final FhirProfiles profiles;
    private final ConfidentialityLabels confidentiality;
    private final ZoneId zone;

    /**
     * @param zone decides the local date of instants that end in {@code Z}
     * @throws IllegalArgumentException when the value sets of confidentiality labels are missing
     */
    public ResourceReader(FhirProfiles profiles, ZoneId zone) {
        this.profiles = profiles;
        this.confidentiality = profiles.confidentiality();
        this.zone = zone;
    }

    /**
     * @param body the resource's bytes as landed
     * @return empty for types that recognition does not ask for
     * @throws Unreadable when an element that matters has a shape or value that R4 does not allow
     */
    public Optional<ClinicalRecord> read(SourceRef ref, byte[] body) throws Unreadable {
        return labelled(ref, body).map(Labelled::record);
    }

    /** The same with the confidentiality labels that hold the resource back. */
    public Optional<Labelled> labelled(SourceRef ref, byte[] body) throws Unreadable {
        Making making = READERS.get(ref.type());
        if (making == null) {
            return Optional.empty();
        }
        return Optional.of(parsed(ref, body, elements -> {
            TypeReader reader = making.reader(elements, profiles);
            Set<String> labels = new TreeSet<>();
            elements.eachField(name -> {
                if (name.equals(META)) {
                    labels.addAll(confidentiality.of(elements));
                } else {
                    reader.field(name);
                }
            });
            return new Labelled(reader.record(), List.copyOf(labels));
        }));
    }

    /**
     * The labels that hold a resource back of which nothing else may be readable.
     *
     * @throws Unreadable when it is not well-formed
     */
    public List<String> labels(SourceRef ref, byte[] body) throws Unreadable {
        return parsed(ref, body, elements -> {
            Set<String> labels = new TreeSet<>();
            elements.eachField(name -> {
                if (name.equals(META)) {
                    labels.addAll(confidentiality.of(elements));
                } else {
                    elements.skip();
                }
            });
            return List.copyOf(labels);
        });
    }

    private interface Parsing<T> {
        T of(Elements elements) throws IOException, Unreadable;
    }

    private <T> T parsed(SourceRef ref, byte[] body, Parsing<T> parsing) throws Unreadable {
        try (JsonParser parser = Json.FACTORY.createParser(body)) {
            parser.nextToken();
            return parsing.of(new Elements(ref, parser, profiles.normaliser(), zone));
        } catch (IOException e) {
            throw new Unreadable(Cause.BAD_JSON, ref.type() + " is not well-formed JSON");
        }
    }

    private interface Making {
        TypeReader reader(Elements in, FhirProfiles profiles);
    }

    private static Map<String, Making> readers() {
        Map<String, Making> readers = new LinkedHashMap<>();
        readers.put("Patient", (in, profiles) -> new PatientReader(in));
        readers.put("Condition", (in, profiles) -> new ConditionReader(in));
        readers.put("Procedure", (in, profiles) -> new ProcedureReader(in));
        readers.put("Observation", (in, profiles) -> new ObservationReader(in));
        readers.put("Encounter", (in, profiles) -> new EncounterReader(in));
        readers.put("Claim", (in, profiles) -> new ClaimReader(in));
        readers.put("ExplanationOfBenefit", (in, profiles) -> new ClaimReader(in));
        readers.put("ServiceRequest", (in, profiles) -> new ServiceRequestReader(in));
        readers.put("MedicationRequest", (in, profiles) -> new MedicationReader(in, Way.ORDERED));
        readers.put("MedicationStatement", (in, profiles) -> new MedicationReader(in, Way.TOLD));
        readers.put("MedicationDispense", (in, profiles) -> new MedicationReader(in, Way.DISPENSED));
        readers.put("MedicationAdministration", (in, profiles) -> new MedicationReader(in, Way.GIVEN));
        readers.put("Medication", (in, profiles) -> new DrugReader(in));
        readers.put(
                "QuestionnaireResponse",
                (in, profiles) -> new QuestionnaireResponseReader(in, profiles.questionnaires()));
        readers.put("DiagnosticReport", (in, profiles) -> new DiagnosticReportReader(in));
        readers.put("Device", (in, profiles) -> new DeviceReader(in));
        readers.put("AdverseEvent", (in, profiles) -> new AdverseEventReader(in));
        return readers;
    }
}
