package org.interlaminar.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Passwords that were right in the last five minutes, so that a program which logs in with every request does not wait 65 ms
 * each time. Kept is a code of name, stored hash and password under a key that dies with this process: it says nothing of the
 * password, and with another stored hash it does not hold.
 */
@Component
class RememberedLogins {
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final int REMEMBERED = 1_000;
    private static final String CODE = "HmacSHA256";

    private record Right(byte[] code, Instant until) {}

    private final Clock clock;
    private final SecretKeySpec key;
    private final Map<String, Right> byAccount = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Right> eldest) {
            return size() > REMEMBERED;
        }
    };

    RememberedLogins(Clock clock) {
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, CODE);
    }

    /** @param hash as the store has it now */
    boolean holds(String account, String hash, String password) {
        Right right = of(account);
        return right != null
                && clock.instant().isBefore(right.until())
                && MessageDigest.isEqual(right.code(), code(account, hash, password));
    }

    /** The password was held against this hash and is right. */
    synchronized void remember(String account, String hash, String password) {
        byAccount.put(
                account,
                new Right(code(account, hash, password), clock.instant().plus(GOOD_FOR)));
    }

    private synchronized Right of(String account) {
        return byAccount.get(account);
    }

    private byte[] code(String... parts) {
        try {
            Mac mac = Mac.getInstance(CODE);
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CODE, e);
        }
    }
}
