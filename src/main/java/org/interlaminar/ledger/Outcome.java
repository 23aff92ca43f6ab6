package org.interlaminar.ledger;

/** How a run ended: partial means that something is missing and says what. */
public enum Outcome {
    RUNNING,
    COMPLETE,
    PARTIAL,
    FAILED;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
