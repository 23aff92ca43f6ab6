package org.interlaminar.publication.figures;

/** Nothing has been published yet to those who read figures only. */
public final class NoSnapshot extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSnapshot() {
        super("No snapshot has been taken yet; an operator takes one with 'snapshot take'.");
    }
}
