package org.interlaminar.publication.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What closes it only ends its own part: the stream below goes on. */
final class LeftOpen extends FilterOutputStream {
    LeftOpen(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
