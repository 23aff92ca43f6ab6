package org.interlaminar.access;

import java.time.Duration;
import org.springframework.security.authentication.LockedException;

/** The account is locked after wrong passwords. */
class TooManyAttempts extends LockedException {
    private final Duration wait;

    TooManyAttempts(Duration wait) {
        super("too many wrong passwords");
        this.wait = wait;
    }

    /** Whole seconds, rounded up. */
    long secondsToWait() {
        return wait.plusMillis(999).toSeconds();
    }
}
