package org.interlaminar.outcomes;

/** What one window of one case says. No baseline is not evaluable, never a non-responder. */
enum Response {
    RESPONDER,
    NON_RESPONDER,
    NOT_EVALUABLE
}
