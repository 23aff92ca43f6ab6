package org.interlaminar.outbound;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param body decompressed; empty where it was written to a file
 */
public record Answer(int status, HttpHeaders headers, byte[] body) {
    /** The server's own clock, to the second, when it tells it. */
    public Optional<Instant> date() {
        return headers.firstValue("Date").flatMap(Answer::httpDate);
    }

    public boolean isRedirect() {
        return status / 100 == 3;
    }

    public boolean isOk() {
        return status == 200;
    }

    /** Whether asking again may help (EHR C5). */
    public boolean mayPass() {
        return status == 429 || status >= 500;
    }

    /** The media type without parameters, or empty when it is none. */
    public String mediaType() {
        String type =
                headers.firstValue("Content-Type").orElse("").split(";", 2)[0].strip();
        return type.matches("[A-Za-z0-9.+-]{1,40}/[A-Za-z0-9.+-]{1,40}") ? type : "";
    }

    public static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
