package org.interlaminar.access;

import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.AuthenticatedPrincipal;

/** Knows who carries a credential of one kind. */
interface Bearers {
    /** Somebody who carries a credential, and what for. */
    record Bearer(AuthenticatedPrincipal who, Role role) {}

    /**
     * @return empty when the credential is of another kind, or nobody's
     * @throws DataAccessException when the store cannot be asked
     */
    Optional<Bearer> of(String credential);
}
