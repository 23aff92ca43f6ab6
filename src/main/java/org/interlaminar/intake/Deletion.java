package org.interlaminar.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.interlaminar.reading.Unreadable;

/**
 * A DELETE entry of a Bundle: of a <a href="https://hl7.org/fhir/R4/http.html#history">history</a>, which tells when, or of the
 * transactions in the {@code deleted} files of a
 * <a href="https://hl7.org/fhir/uv/bulkdata/export.html#response---complete-status">bulk export</a>, which does not.
 *
 * @param url what {@code request.url} names
 * @param lastModified {@code response.lastModified} as written, or null
 * @param etag {@code response.etag} as written, or null
 * @param from where the entry begins in its chunk
 * @param to where it ends
 */
record Deletion(String url, String lastModified, String etag, int from, int to) {
    private static final Pattern INSTANCE = Pattern.compile("(?:.*/)?([A-Za-z]+)/([^/?#]+)(?:/_history/[^/?#]+)?/?");
    private static final Pattern COUNT = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    /** The key that is deleted. */
    record Key(String type, String id) {}

    /** @throws Unreadable for a conditional delete, whose resources only the server knows */
    Key key() throws Unreadable {
        Matcher named = INSTANCE.matcher(url == null ? "" : url);
        if (!named.matches()) {
            throw new Unreadable(
                    Unreadable.Cause.UNRESOLVED_DELETE,
                    "a delete names no single resource: only the server knows which");
        }
        return new Key(named.group(1), named.group(2));
    }

    Long versionNumber() {
        Matcher counted = COUNT.matcher(etag == null ? "" : etag.strip());
        return counted.matches() ? Long.valueOf(counted.group(1)) : null;
    }

    Instant lastUpdated() throws Unreadable {
        try {
            return lastModified == null
                    ? null
                    : OffsetDateTime.parse(lastModified).toInstant();
        } catch (DateTimeException e) {
            throw new Unreadable(Unreadable.Cause.UNREADABLE_META, "a delete's response.lastModified is no instant");
        }
    }
}
