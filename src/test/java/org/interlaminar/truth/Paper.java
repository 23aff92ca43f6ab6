package org.interlaminar.truth;

import static org.interlaminar.fixture.PatientStory.CPT;
import static org.interlaminar.fixture.PatientStory.ICD10CM;
import static org.interlaminar.fixture.PatientStory.LOINC;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.anUnknownPatient;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.interlaminar.fixture.PatientStory;

/** Writes what a resource states as FHIR R4 JSON. */
final class Paper {
    private Paper() {}

    /** @param meta the resource's meta, or null for an EHR that writes none */
    static String write(Key key, String patient, Said said, ObjectNode meta) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("resourceType", key.type()).put("id", key.id());
        if (meta != null) {
            written.set("meta", meta);
        }
        body(key, patient, said).properties().forEach(field -> {
            if (!written.has(field.getKey())) {
                written.set(field.getKey(), field.getValue());
            }
        });
        return written.toString();
    }

    private static ObjectNode body(Key key, String patient, Said said) {
        if (said instanceof Said.Remains) {
            return remains(key.type());
        }
        PatientStory story = story(patient, said);
        return story.nodes().get(story.nodes().size() - 1);
    }

    private static PatientStory story(String patient, Said said) {
        PatientStory of = anUnknownPatient(patient);
        if (said instanceof Said.Person person) {
            return aPatient(patient).born(person.born()).female().changed(node -> links(node, person));
        }
        if (said instanceof Said.Diagnosis diagnosis) {
            PatientStory told =
                    of.withCondition(ICD10CM, diagnosis.disease().icd10cm).onset(on(diagnosis.onset()));
            return diagnosis.verification() == null ? told : told.verified(diagnosis.verification());
        }
        if (said instanceof Said.Operation operation) {
            return of.withProcedure(CPT, operation.kind().cpt, on(operation.day()))
                    .status(operation.status());
        }
        if (said instanceof Said.Score score) {
            return score(of, score).status(score.status());
        }
        Said.Visit visit = (Said.Visit) said;
        return of.withEncounter("AMB", on(visit.day()), on(visit.day()));
    }

    private static PatientStory score(PatientStory of, Said.Score score) {
        return switch (score.scale()) {
            case ODI -> of.withOdi(score.value(), on(score.day()));
            case BACK_PAIN -> of.withPain(score.value(), on(score.day())).inTheBack();
            case LEG_PAIN -> of.withPain(score.value(), on(score.day())).inTheLeg();
            case BLOOD_PRESSURE -> of.withObservation(LOINC, "8480-6", score.value(), on(score.day()))
                    .asVitalSign();
        };
    }

    private static void links(ObjectNode patient, Said.Person person) {
        if (person.links().isEmpty()) {
            return;
        }
        ArrayNode links = patient.putArray("link");
        person.links().forEach(link -> {
            ObjectNode written = links.addObject();
            written.putObject("other").put("reference", "Patient/" + link.other());
            written.put("type", link.word());
        });
    }

    private static ObjectNode remains(String type) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        if (type.equals("Condition")) {
            return anUnknownPatient("nobody")
                    .withCondition("none")
                    .enteredInError()
                    .nodes()
                    .get(0)
                    .retain("verificationStatus");
        }
        return written.put("status", "entered-in-error");
    }
}
