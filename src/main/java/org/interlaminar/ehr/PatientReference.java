package org.interlaminar.ehr;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The Patient a FHIR Reference names (<a href="https://hl7.org/fhir/R4/references.html">references</a>). */
public final class PatientReference {
    private static final String PATIENT = "Patient/";

    private PatientReference() {}

    /**
     * Reads the Reference the parser stands in.
     *
     * @return the Patient's logical id, or null when it names none
     */
    public static String in(JsonParser parser) throws IOException {
        String patient = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isReference = parser.currentName().equals("reference");
            parser.nextToken();
            if (isReference) {
                patient = id(parser.getValueAsString(""));
            } else {
                parser.skipChildren();
            }
        }
        return patient;
    }

    private static String id(String reference) {
        int at = reference.startsWith(PATIENT) ? 0 : reference.indexOf("/" + PATIENT) + 1;
        if (!reference.startsWith(PATIENT, at)) {
            return null;
        }
        String id = reference.substring(at + PATIENT.length()).replaceFirst("/.*$", "");
        return id.isEmpty() ? null : id;
    }
}
