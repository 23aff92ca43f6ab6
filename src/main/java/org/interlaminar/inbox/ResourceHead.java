package org.interlaminar.inbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.reading.Identifier;

/**
 * By what a resource can be told from others.
 *
 * @param type or null
 * @param id or null
 * @param identifiers in their order; those without a value are left out
 */
record ResourceHead(String type, String id, List<Identifier> identifiers) {
    /** Reads to the end of the object the parser has begun. */
    static ResourceHead of(JsonParser parser) throws IOException {
        String type = null;
        String id = null;
        List<Identifier> identifiers = new ArrayList<>(1);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("resourceType") && token == JsonToken.VALUE_STRING) {
                type = parser.getText();
            } else if (name.equals("id") && token == JsonToken.VALUE_STRING) {
                id = parser.getText();
            } else if (name.equals("identifier")) {
                Identifier.read(parser, identifiers);
            } else {
                parser.skipChildren();
            }
        }
        return new ResourceHead(type, id, List.copyOf(identifiers));
    }
}
