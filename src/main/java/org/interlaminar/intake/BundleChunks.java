package org.interlaminar.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The resources of one FHIR Bundle as byte-exact slices of it
 * (<a href="https://hl7.org/fhir/R4/bundle.html">Bundle</a>). Entries of {@code search.mode = outcome} are the server's
 * remarks, not resources. A single resource that is no Bundle counts as a Bundle of one.
 */
final class BundleChunks implements Chunks {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final byte[] bytes;
    private final int length;
    private final Map<String, String> urns = new HashMap<>();
    private int[] slices = new int[64];
    private int used;
    private boolean given;

    /**
     * @param bytes the Bundle, readable for {@link Chunk#PADDING} bytes beyond its length
     * @throws IOException when it is not well-formed JSON
     */
    BundleChunks(byte[] bytes, int length) throws IOException {
        this.bytes = bytes;
        this.length = length;
        try (JsonParser parser = FACTORY.createParser(bytes, 0, length)) {
            bundle(parser);
        }
    }

    static BundleChunks copyOf(byte[] bundle) throws IOException {
        return new BundleChunks(Arrays.copyOf(bundle, bundle.length + Chunk.PADDING), bundle.length);
    }

    @Override
    public Chunk next() {
        if (given) {
            return null;
        }
        given = true;
        return Chunk.of(bytes, 0, slices, used, List.of());
    }

    @Override
    public long bytes() {
        return length;
    }

    @Override
    public Map<String, String> urns() {
        return urns;
    }

    private void bundle(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not a JSON object");
        }
        int from = (int) parser.currentTokenLocation().getByteOffset();
        boolean isBundle = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("resourceType")) {
                isBundle = "Bundle".equals(parser.getText());
            } else if (name.equals("entry") && token == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    // Reading on would end the Bundle here, unnoticed.
                    if (parser.currentToken() != JsonToken.START_OBJECT) {
                        throw new IOException("is a Bundle with an entry that is no object");
                    }
                    entry(parser);
                }
            } else {
                parser.skipChildren();
            }
        }
        int to = (int) parser.currentLocation().getByteOffset();
        if (parser.nextToken() != null) {
            throw new IOException("is more than one JSON object");
        }
        if (!isBundle) {
            used = 0;
            add(from, to);
        }
    }

    private void entry(JsonParser parser) throws IOException {
        String fullUrl = null;
        boolean outcome = false;
        int from = -1;
        int to = -1;
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("fullUrl")) {
                fullUrl = parser.getText();
            } else if (name.equals("resource") && token == JsonToken.START_OBJECT) {
                from = (int) parser.currentTokenLocation().getByteOffset();
                id = id(parser);
                to = (int) parser.currentLocation().getByteOffset();
            } else if (name.equals("search") && token == JsonToken.START_OBJECT) {
                outcome = mode(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (from >= 0 && !outcome) {
            add(from, to);
            if (id != null && fullUrl != null && fullUrl.startsWith("urn:uuid:")) {
                urns.put(fullUrl.substring("urn:uuid:".length()), id);
            }
        }
    }

    private static String id(JsonParser parser) throws IOException {
        String id = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isId = parser.currentName().equals("id");
            parser.nextToken();
            if (isId) {
                id = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return id;
    }

    private static boolean mode(JsonParser parser) throws IOException {
        boolean outcome = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isMode = parser.currentName().equals("mode");
            parser.nextToken();
            outcome |= isMode && "outcome".equals(parser.getText());
            parser.skipChildren();
        }
        return outcome;
    }

    private void add(int from, int to) {
        if (used == slices.length) {
            slices = Arrays.copyOf(slices, 2 * used);
        }
        slices[used++] = from;
        slices[used++] = to;
    }
}
