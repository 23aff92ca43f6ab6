package org.interlaminar.ledger;

/** How a run's resources came. */
public enum Way {
    LOAD,
    PULL,
    /** Files of a bulk export. */
    BULK,
    DROP,
    /** What EHRs send by themselves. */
    PUSH,
    /** Taken again from quarantine. */
    REPLAY,
    /** People asked for again because their bodies had been given up. */
    BACKFILL,
    /** Deletes a person agreed to. */
    CONFIRM;

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
