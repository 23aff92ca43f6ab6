package org.interlaminar.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how much has been read; only ever read by the block, as a buffer does. */
final class CountedStream extends FilterInputStream {
    private final LongConsumer read;

    CountedStream(InputStream in, LongConsumer read) {
        super(in);
        this.read = read;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int bytes = super.read(into, from, most);
        if (bytes > 0) {
            read.accept(bytes);
        }
        return bytes;
    }
}
