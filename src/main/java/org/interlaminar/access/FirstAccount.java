package org.interlaminar.access;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * Makes the first account before the first request can come in, and says its password once, on the console and not in the
 * log. Only a service does so: a command that runs first must not use the one chance to show it.
 */
@Component
@ConditionalOnWebApplication
class FirstAccount implements SmartInitializingSingleton {
    private final Access access;

    FirstAccount(Access access) {
        this.access = access;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (access.createFirstAccount()) {
            System.out.printf(
                    "First start: log in as '%s' with the password %s (shown once, stored only as a hash)%n",
                    Access.FIRST_ACCOUNT, access.passwordJustGenerated().orElseThrow());
        }
    }
}
