package org.interlaminar.publication.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the next page begins, as it is handed out and taken back: a person, and how far within the person's rows.
 *
 * @param person surrogate
 * @param within rows of the person that have been told, or the place of one
 */
record Cursor(String person, int within) {
    private static final Pattern FORM = Pattern.compile("(p[0-9a-f]{16}):([0-9]{1,9})");

    /** @throws BadRequest when it is none that was handed out */
    static Cursor read(String told) {
        try {
            Matcher read = FORM.matcher(new String(Base64.getUrlDecoder().decode(told), StandardCharsets.US_ASCII));
            if (read.matches()) {
                return new Cursor(read.group(1), Integer.parseInt(read.group(2)));
            }
        } catch (IllegalArgumentException e) {
            // Told with the others.
        }
        throw new BadRequest("'after' is no place that an answer of this service named as its next.");
    }

    String told() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((person + ":" + within).getBytes(StandardCharsets.US_ASCII));
    }
}
