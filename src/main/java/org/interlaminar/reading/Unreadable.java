package org.interlaminar.reading;

/**
 * One resource cannot be read. It goes to quarantine under its cause while the run goes on. The message names what is
 * wrong and never repeats content.
 */
public final class Unreadable extends Exception {
    /** Why, as an operator groups it. Stored: the word is part of the operator's interface. */
    public enum Cause {
        BAD_JSON,
        NOT_A_RESOURCE,
        UNKNOWN_TYPE,
        WRONG_FHIR_VERSION,
        NO_ID,
        DUPLICATE_KEY,
        UNKNOWN_MODIFIER,
        UNREADABLE_META,
        LINE_TOO_LONG,
        UNRESOLVED_DELETE,
        UNREADABLE_FIELD;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Cause cause;

    public Unreadable(Cause cause, String message) {
        super(message, null, false, false);
        this.cause = cause;
    }

    public Cause why() {
        return cause;
    }
}
