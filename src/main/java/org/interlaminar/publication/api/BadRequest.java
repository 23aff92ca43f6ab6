package org.interlaminar.publication.api;

/** What was asked makes no sense; the message says what would, and repeats nothing but names. */
final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
        super(message);
    }
}
