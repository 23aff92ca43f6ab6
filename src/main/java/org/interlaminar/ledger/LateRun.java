package org.interlaminar.ledger;

/** Another run has taken the source meanwhile, because this one had lost its hold on the store: it lands nothing any more. */
public final class LateRun extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    LateRun(String source) {
        super("another run has taken source '" + source + "' meanwhile");
    }
}
