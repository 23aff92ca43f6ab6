package org.interlaminar.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An <a href="https://hl7.org/fhir/R4/datatypes.html#Identifier">Identifier</a> of a resource.
 *
 * @param system namespace; empty when not told
 * @param value unique in it
 */
public record Identifier(String system, String value) {

    /** Those of the resource in {@code bytes[from, to)}, in their order; those without a value are left out. */
    public static List<Identifier> of(byte[] bytes, int from, int to) {
        List<Identifier> identifiers = new ArrayList<>(0);
        try (JsonParser parser = Json.FACTORY.createParser(bytes, from, to - from)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isIdentifier = parser.currentName().equals("identifier");
                parser.nextToken();
                if (isIdentifier) {
                    read(parser, identifiers);
                } else {
                    parser.skipChildren();
                }
            }
            return List.copyOf(identifiers);
        } catch (IOException e) {
            throw new IllegalStateException("a resource the screen has read is no JSON", e);
        }
    }

    /** Adds those of the element the parser stands at: a list of them, or one. */
    public static void read(JsonParser parser, List<Identifier> identifiers) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                identifier(parser, identifiers);
            }
        } else {
            identifier(parser, identifiers);
        }
    }

    private static void identifier(JsonParser parser, List<Identifier> identifiers) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        String system = "";
        String value = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
            if (isText && name.equals("system")) {
                system = parser.getText();
            } else if (isText && name.equals("value")) {
                value = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        if (value != null) {
            identifiers.add(new Identifier(system, value));
        }
    }

    /** SHA-256 of both, which names it where it must not be read. */
    public byte[] hash() {
        return Bytes.sha256((system + "|" + value).getBytes(StandardCharsets.UTF_8));
    }
}
