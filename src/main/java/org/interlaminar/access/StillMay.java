package org.interlaminar.access;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.transaction.TransactionException;

/**
 * Whoever logged in with a role and has it still. Sessions live in the memory of each node and accounts are removed by a
 * command beside it, so the store is asked with every request. While it is away the session is believed: a page can show
 * nothing of it then, and says so.
 */
final class StillMay implements AuthorizationManager<RequestAuthorizationContext> {
    private final Accounts accounts;
    private final List<Role> roles;
    private final AuthorityAuthorizationManager<RequestAuthorizationContext> atLogin;

    StillMay(Accounts accounts, Role... roles) {
        this.accounts = accounts;
        this.roles = List.of(roles);
        this.atLogin = AuthorityAuthorizationManager.hasAnyRole(
                this.roles.stream().map(Role::name).toArray(String[]::new));
    }

    @Override
    @SuppressWarnings("deprecation")
    public AuthorizationDecision check(Supplier<Authentication> who, RequestAuthorizationContext request) {
        boolean granted = atLogin.authorize(who, request).isGranted();
        return new AuthorizationDecision(granted && isStill(who.get().getName()));
    }

    private boolean isStill(String account) {
        try {
            return accounts.has(account, roles);
        } catch (DataAccessException | TransactionException e) {
            return true;
        }
    }
}
