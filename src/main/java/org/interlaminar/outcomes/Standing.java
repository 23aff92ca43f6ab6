package org.interlaminar.outcomes;

/** What one window of one case says before it is asked how much was gained. */
enum Standing {
    /** A score that no treatment failure came before. */
    SCORED,
    /** Treatment failure before the end of the window, and no score from before it: never a response. */
    FAILED,
    /** Nothing to judge by. No baseline is not evaluable, never a non-responder. */
    NOT_EVALUABLE
}
