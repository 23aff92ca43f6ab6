package org.interlaminar.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What one request of an EHR holds: entries that are answered one by one, or a Bundle that is taken as it stands. */
public final class Pushed {
    private final GatheredBytes gathered = new GatheredBytes();
    private final List<Integer> starts = new ArrayList<>();

    /** A resource with an id, as JSON in UTF-8. */
    public void resource(byte[] json) {
        starts.add(gathered.add(json));
    }

    /** Type and id are made of letters, digits, dashes, dots and underscores. */
    public void deletion(String type, String id) {
        String url = type + "/" + id;
        String entry = "{\"request\":{\"method\":\"DELETE\",\"url\":\"" + url + "\"}}";
        starts.add(gathered.delete(url, entry.getBytes(StandardCharsets.UTF_8)));
    }

    /** Where each entry begins, in their order. */
    List<Integer> starts() {
        return starts;
    }

    Chunks chunks() {
        int bytes = gathered.size();
        Chunk only = gathered.chunk();
        return new Chunks() {
            @Override
            public Chunk next() {
                return only;
            }

            @Override
            public long bytes() {
                return bytes;
            }
        };
    }

    /** @throws IOException when it cannot be split into its entries */
    static Chunks bundle(byte[] bundle) throws IOException {
        return BundleChunks.copyOf(bundle);
    }
}
