package org.interlaminar.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of <a href="https://hl7.org/fhir/R4/patient-definitions.html#Patient.link">Patient.link</a>: another record of the
 * same person.
 *
 * @param patient logical id of the other Patient, or the uuid of a {@code urn:uuid:}
 * @param kind replaced-by, replaces, refer or seealso; empty when not told
 */
public record PatientLink(String patient, String kind) {

    /** The links of the Patient in {@code bytes[from, to)}, in their order; those that name no Patient are left out. */
    public static List<PatientLink> of(byte[] bytes, int from, int to) {
        List<PatientLink> links = new ArrayList<>(0);
        try (JsonParser parser = Json.FACTORY.createParser(bytes, from, to - from)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isLink = parser.currentName().equals("link");
                if (parser.nextToken() == JsonToken.START_ARRAY && isLink) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        link(parser, links);
                    }
                } else {
                    parser.skipChildren();
                }
            }
            return List.copyOf(links);
        } catch (IOException e) {
            throw new IllegalStateException("a Patient the screen has read is no JSON", e);
        }
    }

    private static void link(JsonParser parser, List<PatientLink> links) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        String patient = null;
        String kind = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("other") && token == JsonToken.START_OBJECT) {
                patient = reference(parser);
            } else if (name.equals("type") && token == JsonToken.VALUE_STRING) {
                kind = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        if (patient != null) {
            links.add(new PatientLink(patient, kind));
        }
    }

    private static String reference(JsonParser parser) throws IOException {
        String patient = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isReference = parser.currentName().equals("reference");
            JsonToken token = parser.nextToken();
            if (isReference && token == JsonToken.VALUE_STRING) {
                patient = Json.holdsNul(parser.getText()) ? null : References.patient(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return patient;
    }
}
