package org.interlaminar.ehr.preflight;

/** How something was found. */
public enum Outcome {
    GOOD,
    /** It works, and somebody should look at it. */
    WARNING,
    BAD,
    /** It was not looked at. */
    SKIPPED
}
