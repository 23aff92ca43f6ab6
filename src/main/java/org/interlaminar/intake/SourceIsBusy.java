package org.interlaminar.intake;

/** Another run, here or on another node, is landing this source. */
public final class SourceIsBusy extends Exception {
    private static final long serialVersionUID = 1L;

    SourceIsBusy(String source) {
        super("Source '" + source + "' is being loaded or pulled by another run; try again when that has ended.");
    }
}
