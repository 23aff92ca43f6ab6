package org.interlaminar.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an account is for. */
public enum Role {
    /** Runs the service: every page and every program. */
    OPERATOR,
    /** Reads charts: the review list, the explanation of people, and whom to call; nothing else. */
    ABSTRACTOR,
    /** Reads the mart row by row under surrogates, and every figure. */
    ANALYST,
    /** Reads figures in which no small group shows. */
    AGGREGATE_READER;

    /** The word in the store and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
