package org.interlaminar.access;

import java.util.List;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** An account as the store has it at this moment. */
final class KnownAccount extends User {
    private final String source;

    /** @param source null unless it is an EHR's */
    KnownAccount(String name, String hash, Role role, String source) {
        super(name, hash, List.of(new SimpleGrantedAuthority(role.authority())));
        this.source = source;
    }

    /** What the account is to those who ask who is there. */
    Object principal() {
        return source == null ? this : new Pusher(source, getUsername());
    }
}
