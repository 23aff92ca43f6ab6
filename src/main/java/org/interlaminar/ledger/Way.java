package org.interlaminar.ledger;

/** How a run's resources came. */
public enum Way {
    LOAD,
    PULL,
    DROP;

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
