package org.interlaminar.access;

import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Local accounts as the command line and the start-up message need them. */
@Component
public class Access {
    static final String FIRST_ACCOUNT = "operator";
    static final String OPERATOR = "operator";

    private final Accounts accounts;
    private final PasswordEncoder encoder;
    private volatile String generated;

    Access(Accounts accounts, PasswordEncoder encoder) {
        this.accounts = accounts;
        this.encoder = encoder;
    }

    /** The first account's password, when this process has just created that account; it is stored nowhere. */
    public Optional<String> passwordJustGenerated() {
        return Optional.ofNullable(generated);
    }

    /**
     * Gives an account a new generated password.
     *
     * @return the password, which is stored nowhere
     * @throws IllegalArgumentException when there is no such account
     */
    public String resetPassword(String account) {
        String password = GeneratedPassword.fresh();
        if (!accounts.changePassword(account, encoder.encode(password))) {
            throw new IllegalArgumentException("There is no account named " + account + ".");
        }
        return password;
    }

    /** Creates the first account when there is none. @return whether it was created here */
    boolean createFirstAccount() {
        if (!accounts.isEmpty()) {
            return false;
        }
        String password = GeneratedPassword.fresh();
        boolean created = accounts.createFirst(FIRST_ACCOUNT, encoder.encode(password), OPERATOR);
        if (created) {
            generated = password;
        }
        return created;
    }
}
