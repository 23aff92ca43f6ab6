package org.interlaminar.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The resources of one FHIR Bundle as byte-exact slices of it
 * (<a href="https://hl7.org/fhir/R4/bundle.html">Bundle</a>). Entries of {@code search.mode = outcome} are the server's
 * remarks, not resources; DELETE entries are deletes. A single resource that is no Bundle counts as a Bundle of one.
 */
final class BundleChunks implements Chunks {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final byte[] bytes;
    private final int start;
    private final int length;
    private final Map<String, String> urns = new HashMap<>();
    private int[] slices = new int[64];
    private int used;
    private final List<Deletion> deletions = new ArrayList<>(0);
    private boolean history;
    private boolean given;

    /**
     * @param bytes the Bundle, readable for {@link Chunk#PADDING} bytes beyond its length
     * @throws IOException when it is not well-formed JSON
     */
    BundleChunks(byte[] bytes, int length) throws IOException {
        this(bytes, 0, length);
    }

    /** The Bundle in {@code bytes[from, from + length)}; its slices count from the beginning of the array. */
    BundleChunks(byte[] bytes, int from, int length) throws IOException {
        this.bytes = bytes;
        this.start = from;
        this.length = length;
        try (JsonParser parser = FACTORY.createParser(bytes, from, length)) {
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
        return new Chunk(bytes, 0, Arrays.copyOf(slices, used), List.copyOf(deletions), List.of());
    }

    @Override
    public long bytes() {
        return length;
    }

    @Override
    public Map<String, String> urns() {
        return urns;
    }

    /** Whether it tells every version of what is in it, out-of-screen ones included. */
    @Override
    public boolean isHistory() {
        return history;
    }

    private void bundle(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("not a JSON object");
        }
        int from = begin(parser);
        boolean isBundle = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("resourceType")) {
                isBundle = "Bundle".equals(parser.getText());
            } else if (name.equals("type") && token == JsonToken.VALUE_STRING) {
                history = parser.getText().equals("history");
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
        int to = end(parser);
        if (parser.nextToken() != null) {
            throw new IOException("is more than one JSON object");
        }
        if (!isBundle) {
            used = 0;
            add(from, to);
        }
    }

    private void entry(JsonParser parser) throws IOException {
        int began = begin(parser);
        String fullUrl = null;
        boolean outcome = false;
        int from = -1;
        int to = -1;
        String id = null;
        Map<String, String> request = Map.of();
        Map<String, String> response = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("fullUrl")) {
                fullUrl = parser.getText();
            } else if (name.equals("resource") && token == JsonToken.START_OBJECT) {
                from = begin(parser);
                id = id(parser);
                to = end(parser);
            } else if (name.equals("search") && token == JsonToken.START_OBJECT) {
                outcome = "outcome".equals(texts(parser).get("mode"));
            } else if (name.equals("request") && token == JsonToken.START_OBJECT) {
                request = texts(parser);
            } else if (name.equals("response") && token == JsonToken.START_OBJECT) {
                response = texts(parser);
            } else {
                parser.skipChildren();
            }
        }
        if ("DELETE".equals(request.get("method"))) {
            deletions.add(new Deletion(
                    request.get("url"), response.get("lastModified"), response.get("etag"), began, end(parser)));
        } else if (from >= 0 && !outcome) {
            add(from, to);
            // An id with U+0000 is refused by the screen; nobody may be named by it.
            if (id != null && id.indexOf('\0') < 0 && fullUrl != null && fullUrl.startsWith("urn:uuid:")) {
                urns.put(fullUrl.substring("urn:uuid:".length()), id);
            }
        }
    }

    private int begin(JsonParser parser) {
        return start + (int) parser.currentTokenLocation().getByteOffset();
    }

    private int end(JsonParser parser) {
        return start + (int) parser.currentLocation().getByteOffset();
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

    /** The object's elements that are plain text. */
    private static Map<String, String> texts(JsonParser parser) throws IOException {
        Map<String, String> texts = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                texts.put(name, parser.getText());
            }
            parser.skipChildren();
        }
        return texts;
    }

    private void add(int from, int to) {
        if (used == slices.length) {
            slices = Arrays.copyOf(slices, 2 * used);
        }
        slices[used++] = from;
        slices[used++] = to;
    }
}
