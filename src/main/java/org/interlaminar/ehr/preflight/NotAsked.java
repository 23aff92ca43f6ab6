package org.interlaminar.ehr.preflight;

/** A question that was not put to the server; the message says why. */
final class NotAsked extends Exception {
    private static final long serialVersionUID = 1L;

    NotAsked(String sentence) {
        super(sentence);
    }
}
