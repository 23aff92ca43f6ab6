package org.interlaminar.access;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Local accounts as the command line and the start-up message need them. */
@Component
public class Access {
    /**
     * An account as it may be shown.
     *
     * @param source null unless the role is {@code ehr}
     */
    public record Account(String name, String role, String source) {}

    static final String FIRST_ACCOUNT = "operator";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

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

    /** Whether an account or a token may have this name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether a source can have this id. */
    public static boolean isSource(String id) {
        return SOURCE.matcher(id).matches();
    }

    /**
     * Makes an account with a generated password.
     *
     * @return the password, which is stored nowhere
     * @throws IllegalArgumentException when the name is taken or cannot be one, or an EHR has no source
     */
    public String add(String name, Role role) {
        return add(name, role, null);
    }

    /**
     * The same for an EHR.
     *
     * @param source id of the source whose data it pushes; null for every role but {@link Role#EHR}
     * @return the password, which is stored nowhere
     * @throws IllegalArgumentException when the name is taken or cannot be one, or the source does not go with the role
     */
    public String add(String name, Role role, String source) {
        check("An account", name, role, source);
        String password = GeneratedPassword.fresh();
        if (!accounts.create(name, encoder.encode(password), role, source)) {
            boolean isAccount = all().stream().anyMatch(one -> one.name().equals(name));
            throw new IllegalArgumentException(
                    isAccount
                            ? "There is an account named " + name + " already; 'reset-password " + name
                                    + "' gives it a new password."
                            : "There is a token named " + name + " already.");
        }
        return password;
    }

    /** @throws IllegalArgumentException saying what does not go together */
    static void check(String what, String name, Role role, String source) {
        if (!isName(name)) {
            throw new IllegalArgumentException(what + " cannot be named " + name + ".");
        }
        if ((role == Role.EHR) != (source != null)) {
            throw new IllegalArgumentException(what + " belongs to a source when its role is ehr, and only then.");
        }
        if (source != null && !isSource(source)) {
            throw new IllegalArgumentException(source + " is no source id: lower-case letters, digits and dashes.");
        }
    }

    /** By name. */
    public List<Account> all() {
        return accounts.all();
    }

    /**
     * Removes an account.
     *
     * @throws IllegalArgumentException when there is no such account, or no other operator
     */
    public void remove(String name) {
        if (!accounts.remove(name)) {
            throw new IllegalArgumentException(
                    accounts.all().stream().anyMatch(one -> one.name().equals(name))
                            ? name + " is the only operator: nobody could run this service. Nothing was removed."
                            : "There is no account named " + name + ".");
        }
    }

    /** Creates the first account when there is none. @return whether it was created here */
    boolean createFirstAccount() {
        if (!accounts.isEmpty()) {
            return false;
        }
        String password = GeneratedPassword.fresh();
        boolean created = accounts.createFirst(FIRST_ACCOUNT, encoder.encode(password), Role.OPERATOR);
        if (created) {
            generated = password;
        }
        return created;
    }
}
