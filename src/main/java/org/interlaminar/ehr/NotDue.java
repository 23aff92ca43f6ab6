package org.interlaminar.ehr;

/** Another node was quicker: the source is not due any more. */
public final class NotDue extends Exception {
    private static final long serialVersionUID = 1L;

    NotDue(String source) {
        super("Source '" + source + "' is pulled by another node.");
    }
}
