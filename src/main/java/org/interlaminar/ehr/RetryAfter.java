package org.interlaminar.ehr;

import java.time.Duration;
import java.time.Instant;
import org.interlaminar.outbound.Answer;

/**
 * How long to wait before asking again: what the server wishes, within our limits (EHR B3,
 * <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">Retry-After</a>).
 */
public record RetryAfter(Duration shortest, Duration longest) {
    private static final long EPOCH_SECONDS = 1_000_000_000L;
    private static final long EPOCH_MILLIS = 1_000_000_000_000L;

    /**
     * @param attempt the attempt that failed, from 1
     * @param wish the header's value, or null
     * @param now the server's clock, since an HTTP date is told by it
     */
    public Duration pause(int attempt, String wish, Instant now) {
        // A server that says "1" over and over blocks a client that obeys.
        Duration floor = shortest.multipliedBy(1L << Math.min(attempt - 1, 20));
        Duration wanted = wish == null ? Duration.ZERO : wanted(wish.strip(), now);
        Duration pause = wanted.compareTo(floor) > 0 ? wanted : floor;
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    private Duration wanted(String wish, Instant now) {
        if (!wish.matches("\\d+")) {
            return Answer.httpDate(wish)
                    .map(until -> Duration.between(now, until))
                    .orElse(Duration.ZERO);
        }
        if (wish.length() > 15) {
            return longest;
        }
        long number = Long.parseLong(wish);
        if (number >= EPOCH_MILLIS) {
            return Duration.between(now, Instant.ofEpochMilli(number));
        }
        return number >= EPOCH_SECONDS
                ? Duration.between(now, Instant.ofEpochSecond(number))
                : Duration.ofSeconds(number);
    }
}
