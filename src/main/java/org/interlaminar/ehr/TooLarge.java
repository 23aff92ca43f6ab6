package org.interlaminar.ehr;

import java.io.IOException;

/** An answer over the limit; asking again would bring the same. */
final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
        super("the answer is larger than interlaminar.ehr.max-page");
    }
}
