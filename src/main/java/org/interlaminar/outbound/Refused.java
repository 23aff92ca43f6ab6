package org.interlaminar.outbound;

import java.io.IOException;

/** A request that is not let out. The message is one sentence without the address: a query may name a person. */
public final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String sentence) {
        super(sentence);
    }
}
