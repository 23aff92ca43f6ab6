package org.interlaminar.reporting;

/** There is no snapshot of that number. */
public final class UnknownSnapshot extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownSnapshot(int number) {
        super("there is no snapshot " + number + "; 'snapshot list' shows those there are.");
    }
}
