package org.interlaminar.ehr;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PullsTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final Pulls pulls = new Pulls(settings(true));

    @Test
    void takesEverySourceAtOnceAndThenAfterThePollSinceItsEnd() {
        assertThat(pulls.takeDue(START)).containsExactly("a", "b");
        assertThat(pulls.takeDue(START)).isEmpty();

        pulls.ended(new PullResult("a", START.plusSeconds(60), null));
        pulls.ended(new PullResult("b", START.plusSeconds(120), null));

        assertThat(pulls.takeDue(START.plusSeconds(659))).isEmpty();
        assertThat(pulls.takeDue(START.plusSeconds(660))).containsExactly("a");
    }

    @Test
    void takesASourceThatCouldNotBePulledAgainWithinAMinute() {
        pulls.takeDue(START);

        assertThat(pulls.takeDue(START.plusSeconds(29))).isEmpty();
        assertThat(pulls.takeDue(START.plusSeconds(30))).containsExactly("a", "b");
    }

    @Test
    void knowsWhenEverySourceHasEndedOnce() {
        assertThat(pulls.haveAllEndedOnce()).isFalse();
        pulls.ended(new PullResult("a", START, null));
        assertThat(pulls.haveAllEndedOnce()).isFalse();
        pulls.ended(new PullResult("b", START, null));
        assertThat(pulls.haveAllEndedOnce()).isTrue();
        assertThat(pulls.last("a")).isPresent();
    }

    @Test
    void schedulesNothingWhereItIsDisabled() {
        assertThat(new Pulls(settings(false)).takeDue(START)).isEmpty();
    }

    private static EhrSettings settings(boolean enabled) {
        EhrSettings.Source source = new EhrSettings.Source(
                URI.create("http://localhost/fhir"),
                List.of("Patient"),
                200,
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                3);
        Map<String, EhrSettings.Source> sources = new LinkedHashMap<>();
        sources.put("a", source);
        sources.put("b", source);
        return new EhrSettings(
                new EhrSettings.Ehr(
                        enabled,
                        Duration.ofMinutes(10),
                        DataSize.ofMegabytes(64),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(5)),
                sources);
    }
}
