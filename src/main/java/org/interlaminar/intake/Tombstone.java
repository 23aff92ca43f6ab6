package org.interlaminar.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.interlaminar.intake.ScreenedChunk.Candidate;
import org.interlaminar.reading.Screened;

/**
 * A delete as it lands: no body, and a content that says key and version only, so that the same delete told twice, and by
 * whichever path, is one version.
 */
final class Tombstone {
    /** The content of a bare delete of (type, id), in SQL: must be what {@link #content} makes. */
    static final String BARE_CONTENT =
            "substring(sha256(convert_to('DELETE ' || type || '/' || id || ' null null', 'UTF8')) from 1 for 16)";

    private Tombstone() {}

    static Candidate candidate(Screened deleted, long keyHash, int from, int to, long position) {
        return new Candidate(
                deleted, deleted.patient(), content(deleted), keyHash, from, to, position, null, true, null, List.of());
    }

    private static byte[] content(Screened deleted) {
        String said = "DELETE " + deleted.type() + "/" + deleted.id() + " " + deleted.versionNumber() + " "
                + deleted.lastUpdated();
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        return ScreenedChunk.content(bytes, 0, bytes.length);
    }
}
