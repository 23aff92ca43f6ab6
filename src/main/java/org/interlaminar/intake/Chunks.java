package org.interlaminar.intake;

import java.io.IOException;
import java.util.Map;

/** The resources of one part, a chunk at a time; memory stays bounded whatever the part's size. */
interface Chunks {
    /** @return the next chunk, or null at the end */
    Chunk next() throws IOException;

    /** Bytes read so far, uncompressed. */
    long bytes();

    /** Whether it tells versions one after the other; known before the first chunk is given. */
    default boolean isHistory() {
        return false;
    }

    /** What {@code urn:uuid:} names inside this part stand for, without the prefix; empty outside Bundles. */
    default Map<String, String> urns() {
        return Map.of();
    }
}
