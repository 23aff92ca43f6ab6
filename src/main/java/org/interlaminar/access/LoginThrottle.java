package org.interlaminar.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * After five wrong passwords an account is locked for 30 seconds, and for twice as long after each further one, up to an hour;
 * an hour after the last lock they are forgotten. Nobody sleeps: a locked account is refused at once. Names that do not exist
 * are counted too, so that they cannot be told from those that do; of the names tried, the 10,000 most recent are remembered.
 */
@Component
class LoginThrottle {
    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_LOCK = Duration.ofSeconds(30);
    private static final Duration LONGEST_LOCK = Duration.ofHours(1);
    private static final int REMEMBERED = 10_000;

    private record Failures(int count, Instant lockedUntil) {}

    private final Clock clock;
    private final Map<String, Failures> byAccount = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /** How long the account stays locked; zero when it may try. */
    synchronized Duration lockedFor(String account) {
        Failures failures = byAccount.get(account);
        Duration left = failures == null ? Duration.ZERO : Duration.between(clock.instant(), failures.lockedUntil());
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void failed(String account) {
        Instant now = clock.instant();
        Failures before = byAccount.get(account);
        boolean forgotten =
                before == null || before.lockedUntil().plus(LONGEST_LOCK).isBefore(now);
        int count = forgotten ? 1 : before.count() + 1;
        byAccount.put(account, new Failures(count, now.plus(lock(count))));
    }

    synchronized void succeeded(String account) {
        byAccount.remove(account);
    }

    private static Duration lock(int failures) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        Duration lock = FIRST_LOCK.multipliedBy(1L << Math.min(failures - FREE_FAILURES, 10));
        return lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock;
    }
}
