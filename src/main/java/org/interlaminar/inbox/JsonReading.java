package org.interlaminar.inbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** JSON within the limits of the settings. */
@Component
class JsonReading {
    private final ObjectMapper mapper;
    private final InboxSettings settings;

    JsonReading(InboxSettings settings) {
        this.settings = settings;
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(settings.maxDepth())
                        .maxStringLength(settings.maxString())
                        .build())
                .build();
        // A decimal keeps its digits: 1.50 says more than 1.5.
        this.mapper = JsonMapper.builder(factory)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
                .build();
    }

    /** What is read from a parser. */
    interface Reader<T> {
        T read(JsonParser parser) throws IOException, Refused;
    }

    /** @throws Refused when it is no JSON, or beyond a limit */
    <T> T read(byte[] bytes, int from, int to, Reader<T> reader) throws Refused {
        try (JsonParser parser = mapper.getFactory().createParser(bytes, from, to - from)) {
            return reader.read(parser);
        } catch (StreamConstraintsException e) {
            throw beyondALimit();
        } catch (IOException e) {
            throw Refused.malformed("The body is not well-formed JSON.");
        }
    }

    /** The object in these bytes. */
    ObjectNode tree(byte[] bytes, int from, int to) throws Refused {
        try {
            JsonNode node = mapper.readTree(bytes, from, to - from);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw Refused.malformed("A resource is a JSON object.");
        } catch (StreamConstraintsException e) {
            throw beyondALimit();
        } catch (IOException e) {
            throw Refused.malformed("A resource is not well-formed JSON, or names an element twice.");
        }
    }

    byte[] write(ObjectNode node) {
        try {
            return mapper.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new IllegalStateException("a tree in memory cannot be written", e);
        }
    }

    private Refused beyondALimit() {
        return Refused.tooMuch(
                "The body is nested deeper than " + settings.maxDepth() + " (interlaminar.inbox.max-depth)"
                        + " or holds a string, a name or a number that is too long (interlaminar.inbox.max-string).");
    }
}
