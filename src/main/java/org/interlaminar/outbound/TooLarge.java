package org.interlaminar.outbound;

import java.io.IOException;

/** An answer over the limit; asking again would bring the same. */
public final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param setting key of the limit */
    TooLarge(String setting) {
        super("the answer is larger than " + setting);
    }
}
