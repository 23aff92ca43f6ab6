package org.interlaminar.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an account or a token is for. */
public enum Role {
    /** Runs the service: every page, and everything that programs read. */
    OPERATOR,
    /** Reads charts: the review list, the explanation of people, and whom to call; nothing else. */
    ABSTRACTOR,
    /** Reads the mart row by row under surrogates, and every figure. */
    ANALYST,
    /** Reads figures in which no small group shows. */
    AGGREGATE_READER,
    /** Pushes what one source has, and reads nothing. */
    EHR;

    /** The word in the store and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As Spring Security names it. */
    String authority() {
        return "ROLE_" + name();
    }

    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
