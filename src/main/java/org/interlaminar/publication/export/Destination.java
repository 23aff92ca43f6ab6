package org.interlaminar.publication.export;

import java.io.IOException;
import java.io.OutputStream;

/** Where the files of an export go, one after the other. */
interface Destination {
    /** Writes one file; what closes the stream does not matter. */
    void file(String name, Content content) throws IOException;

    /** What is written into a file. */
    interface Content {
        void to(OutputStream out) throws IOException;
    }
}
