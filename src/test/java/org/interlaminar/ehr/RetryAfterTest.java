package org.interlaminar.ehr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every form of Retry-After that was seen, and some that will be (EHR B3). */
class RetryAfterTest {
    /** A Sunday. */
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final RetryAfter limits = new RetryAfter(Duration.ofSeconds(1), Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            textBlock =
                    """
            absent                          | PT1S
            ''                              | PT1S
            0                               | PT1S
            1                               | PT1S
            7                               | PT7S
            ' 7 '                           | PT7S
            007                             | PT7S
            300                             | PT5M
            301                             | PT5M
            18000                           | PT5M
            31536000                        | PT5M
            999999999                       | PT5M
            1772359199                      | PT1S
            1772359230                      | PT30S
            1772399230                      | PT5M
            1772359230000                   | PT30S
            1772359199999                   | PT1S
            999999999999999                 | PT5M
            1000000000000000                | PT5M
            99999999999999999999999999      | PT5M
            Sun, 01 Mar 2026 10:01:00 GMT   | PT1M
            'Sun, 1 Mar 2026 10:01:00 GMT'  | PT1M
            Sun, 01 Mar 2026 09:00:00 GMT   | PT1S
            Sun, 01 Mar 2099 10:00:00 GMT   | PT5M
            Sunday, 01-Mar-26 10:01:00 GMT  | PT1S
            -5                              | PT1S
            +5                              | PT1S
            1.5                             | PT1S
            1e3                             | PT1S
            120, 120                        | PT1S
            120 seconds                     | PT1S
            soon                            | PT1S
            ٧                               | PT1S
            """)
    void isTakenWithinOurLimits(String wish, Duration pause) {
        assertThat(limits.pause(1, wish, NOW)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, PT1S",
        "2, 1, PT2S",
        "3, 1, PT4S",
        "4, 1, PT8S",
        "4, 9, PT9S",
        "8, 1, PT2M8S",
        "9, 1, PT4M16S",
        "10, 1, PT5M",
        "100, 1, PT5M",
        "2147483647, 1, PT5M",
        "3, , PT4S",
        "3, -1, PT4S"
    })
    void isNeverLessThanAFloorThatDoubles(int attempt, String wish, Duration pause) {
        assertThat(limits.pause(attempt, wish, NOW)).isEqualTo(pause);
    }

    @Test
    void isWithinLimitsOfAnySize() {
        RetryAfter century = new RetryAfter(Duration.ofDays(365), Duration.ofDays(36500));
        assertThat(century.pause(2147483647, "999999999", NOW)).isEqualTo(Duration.ofDays(36500));
        RetryAfter blink = new RetryAfter(Duration.ofNanos(1), Duration.ofNanos(1));
        assertThat(blink.pause(1, "999999999", NOW)).isEqualTo(Duration.ofNanos(1));
    }
}
