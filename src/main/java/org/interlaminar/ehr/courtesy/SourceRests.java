package org.interlaminar.ehr.courtesy;

import java.io.IOException;
import java.time.Instant;

/** Nothing is asked of the source for now, by its settings. */
public final class SourceRests extends IOException {
    private static final long serialVersionUID = 1L;

    private final Instant until;

    SourceRests(String sentence, Instant until) {
        super(sentence);
        this.until = until;
    }

    /** When it may be asked again. */
    public Instant until() {
        return until;
    }
}
