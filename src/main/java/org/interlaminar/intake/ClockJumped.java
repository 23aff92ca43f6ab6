package org.interlaminar.intake;

import java.time.Instant;

/** Our clock stands well before the last run of the source: what came now would lose against what came then. */
public final class ClockJumped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClockJumped(String source, Instant now, Instant last) {
        super("This machine's clock says " + now + ", but the last run of source '" + source + "' began at " + last
                + "; nothing was landed. Set the clock, or tell with --as-of when the source said this.");
    }
}
