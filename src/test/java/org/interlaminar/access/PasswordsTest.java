package org.interlaminar.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How often a password is hashed, and that remembering one never lets in who would not be let in without it. */
@ExtendWith(OutputCaptureExtension.class)
class PasswordsTest {
    private static Service service;

    private final TestClock clock = new TestClock(Instant.parse("2026-01-31T09:00:00Z"));
    private final AtomicInteger hashed = new AtomicInteger();
    private Passwords passwords;
    private Access access;
    private String password;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void epic() {
        service.sql().sql("truncate access.account").update();
        access = service.bean(Access.class);
        password = access.add("epic", Role.EHR, "hospital-a");
        passwords = new Passwords(
                service.bean(Accounts.class),
                new Counting(service.bean(PasswordEncoder.class)),
                new RememberedLogins(clock));
    }

    @Test
    void aRightPasswordIsHashedOnceInFiveMinutes() {
        for (int i = 0; i < 10; i++) {
            assertThat(login("epic", password).getPrincipal()).isEqualTo(new Pusher("hospital-a", "epic"));
        }
        assertThat(hashed).hasValue(1);
        clock.pass(Duration.ofMinutes(5));
        login("epic", password);
        assertThat(hashed).hasValue(2);
    }

    @Test
    void aWrongPasswordIsHashedEachTime() {
        login("epic", password);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> login("epic", password + "x")).isInstanceOf(BadCredentialsException.class);
        }
        assertThat(hashed).hasValue(4);
    }

    @Test
    void aPasswordIsRememberedForItsAccountOnly() {
        access.add("cerner", Role.EHR, "hospital-b");
        login("epic", password);
        assertThatThrownBy(() -> login("cerner", password)).isInstanceOf(BadCredentialsException.class);
    }

    @Test
    void whatIsCheckedInPlaceOfAMissingAccountIsNotRemembered() {
        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> login("nobody", "userNotFoundPassword"))
                    .isInstanceOf(BadCredentialsException.class);
            assertThat(hashed).hasValue(i);
        }
    }

    @Test
    void changedPasswordsAndRemovedAccountsAreRefusedAtOnceAndNothingIsPrinted(CapturedOutput output) {
        int before = output.getAll().length();
        login("epic", password);
        String next = access.resetPassword("epic");
        assertThatThrownBy(() -> login("epic", password)).isInstanceOf(BadCredentialsException.class);
        login("epic", next);
        access.remove("epic");
        assertThatThrownBy(() -> login("epic", next)).isInstanceOf(BadCredentialsException.class);
        assertThat(output.getAll().substring(before)).isEmpty();
    }

    private Authentication login(String name, String secret) {
        return passwords.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, secret));
    }

    private final class Counting implements PasswordEncoder {
        private final PasswordEncoder really;

        Counting(PasswordEncoder really) {
            this.really = really;
        }

        @Override
        public String encode(CharSequence secret) {
            return really.encode(secret);
        }

        @Override
        public boolean matches(CharSequence secret, String hash) {
            hashed.incrementAndGet();
            return really.matches(secret, hash);
        }
    }
}
