package org.interlaminar.access;

import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who pushes, whichever way it logged in; what is pushed belongs to its source and no other.
 *
 * @param source source id
 * @param name of the account, the token or the client
 */
public record Pusher(String source, String name) implements AuthenticatedPrincipal {
    @Override
    public String getName() {
        return name;
    }
}
