package org.interlaminar.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends in failure beyond a size: a packed file may hold a thousand times its own. */
final class BoundedStream extends FilterInputStream {
    private final long most;
    private long read;

    BoundedStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int some = super.read(buffer, from, length);
        count(Math.max(0, some));
        return some;
    }

    private void count(int bytes) throws IOException {
        read += bytes;
        if (read > most) {
            throw new IOException("is larger unpacked than it may be");
        }
    }
}
