package org.interlaminar.access;

import java.time.Duration;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Checks a password, unless too many wrong ones came before it. */
@Component
class ThrottledAuthentication implements AuthenticationProvider {
    private final Passwords passwords;
    private final LoginThrottle throttle;

    ThrottledAuthentication(
            Accounts accounts, PasswordEncoder encoder, RememberedLogins remembered, LoginThrottle throttle) {
        this.passwords = new Passwords(accounts, encoder, remembered);
        this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication login) {
        Duration locked = throttle.lockedFor(login.getName());
        if (!locked.isZero()) {
            throw new TooManyAttempts(locked);
        }
        try {
            Authentication granted = passwords.authenticate(login);
            throttle.succeeded(login.getName());
            return granted;
        } catch (BadCredentialsException e) {
            throttle.failed(login.getName());
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> login) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(login);
    }
}
