package org.interlaminar.access;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Holds a password against the account in the store. Only passwords of accounts that exist are remembered: remembering what is
 * checked in place of a missing one would tell which names exist.
 */
final class Passwords extends DaoAuthenticationProvider {
    private final RememberedLogins remembered;

    Passwords(Accounts accounts, PasswordEncoder encoder, RememberedLogins remembered) {
        super(accounts::find);
        setPasswordEncoder(encoder);
        this.remembered = remembered;
    }

    @Override
    protected void additionalAuthenticationChecks(UserDetails account, UsernamePasswordAuthenticationToken login) {
        String password =
                login.getCredentials() == null ? "" : login.getCredentials().toString();
        if (!remembered.holds(account.getUsername(), account.getPassword(), password)) {
            super.additionalAuthenticationChecks(account, login);
            remembered.remember(account.getUsername(), account.getPassword(), password);
        }
    }

    @Override
    protected Authentication createSuccessAuthentication(Object principal, Authentication login, UserDetails account) {
        return super.createSuccessAuthentication(((KnownAccount) account).principal(), login, account);
    }
}
