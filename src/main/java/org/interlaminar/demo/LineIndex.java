package org.interlaminar.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds in one line of NDJSON what the demo EHR searches by; everything else is skipped unread. */
final class LineIndex {
    private final JsonFactory json = new JsonFactory();
    private final Map<ServedCode, ServedCode> codesSeen = new HashMap<>();

    /**
     * @param id the resource's id
     * @param patient the id of the patient it is about, null if there is none
     * @param codes what it is coded as, in the file's order; empty where it has no such element
     */
    record Entry(String id, String patient, List<ServedCode> codes) {}

    /** Stops reading as soon as all that the type is searched by has been met; the rest of a line is most of it. */
    Entry entryOf(SearchedBy searchedBy, byte[] bytes, int from, int length) throws IOException {
        String id = null;
        String patient = null;
        List<ServedCode> codes = List.of();
        int met = 0;
        try (JsonParser parser = json.createParser(bytes, from, length)) {
            parser.nextToken();
            while (met < searchedBy.elements && parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                met++;
                switch (field) {
                    case "id" -> id = parser.getText();
                    case "subject", "patient" -> patient = patientOf(parser);
                    case "code", "medicationCodeableConcept" -> codes = codesOf(parser);
                    default -> {
                        parser.skipChildren();
                        met--;
                    }
                }
            }
        }
        return new Entry(id, patient, codes);
    }

    private static String patientOf(JsonParser parser) throws IOException {
        String patient = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if ("reference".equals(field) && parser.getText().startsWith("Patient/")) {
                patient = parser.getText().substring("Patient/".length());
            }
            parser.skipChildren();
        }
        return patient;
    }

    private List<ServedCode> codesOf(JsonParser parser) throws IOException {
        var codes = new ArrayList<ServedCode>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if ("coding".equals(field)) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    codes.add(codeOf(parser));
                }
            } else {
                parser.skipChildren();
            }
        }
        return List.copyOf(codes);
    }

    private ServedCode codeOf(JsonParser parser) throws IOException {
        String system = null;
        String code = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "system" -> system = parser.getText();
                case "code" -> code = parser.getText();
                default -> parser.skipChildren();
            }
        }
        return codesSeen.computeIfAbsent(new ServedCode(system, code), once -> once);
    }
}
