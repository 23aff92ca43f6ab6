package org.interlaminar.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.interlaminar.fixture.TestClock;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-01-31T09:00:00Z"));
    private final LoginThrottle throttle = new LoginThrottle(clock);

    @Test
    void fourWrongPasswordsAreForgiven() {
        fail(4);
        assertThat(throttle.lockedFor("operator")).isZero();
    }

    @Test
    void theFifthLocksForThirtySecondsAndLaterOnesForLonger() {
        fail(5);
        assertThat(throttle.lockedFor("operator")).hasSeconds(30);
        clock.pass(Duration.ofSeconds(30));
        assertThat(throttle.lockedFor("operator")).isZero();
        fail(1);
        assertThat(throttle.lockedFor("operator")).hasSeconds(60);
        fail(20);
        assertThat(throttle.lockedFor("operator")).hasHours(1);
    }

    @Test
    void aRightPasswordForgetsTheWrongOnes() {
        fail(4);
        throttle.succeeded("operator");
        fail(4);
        assertThat(throttle.lockedFor("operator")).isZero();
    }

    @Test
    void anHourAfterTheLockTheWrongOnesAreForgotten() {
        fail(5);
        clock.pass(Duration.ofMinutes(61));
        fail(4);
        assertThat(throttle.lockedFor("operator")).isZero();
    }

    @Test
    void accountsAreLockedApart() {
        fail(5);
        assertThat(throttle.lockedFor("analyst")).isZero();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed("operator");
        }
    }
}
