package org.interlaminar.ehr;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.interlaminar.outbound.Answer;

/** What a server says it speaks (<a href="https://hl7.org/fhir/R4/capabilitystatement.html">CapabilityStatement</a>). */
public final class Capabilities {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Capabilities() {}

    /** @throws FetchFailed when it is not FHIR R4, R4B or R5 (EHR C11) */
    public static void require(Answer metadata) throws FetchFailed {
        String version;
        try (JsonParser parser = FACTORY.createParser(metadata.body())) {
            version = version(parser);
        } catch (IOException e) {
            throw new FetchFailed("the server's CapabilityStatement is not well-formed JSON");
        }
        if (!version.matches("(4\\.0|4\\.3|5\\.0)(\\..*)?")) {
            throw new FetchFailed(
                    "the server speaks " + (version.isEmpty() ? "no FHIR version it names" : "FHIR " + version)
                            + "; versions 4.0, 4.3 and 5.0 are read");
        }
    }

    private static String version(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return "";
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isVersion = parser.currentName().equals("fhirVersion");
            if (parser.nextToken() == JsonToken.VALUE_STRING && isVersion) {
                return parser.getText().matches("[0-9A-Za-z.-]{1,20}") ? parser.getText() : "";
            }
            parser.skipChildren();
        }
        return "";
    }
}
