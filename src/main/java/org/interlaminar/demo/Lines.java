package org.interlaminar.demo;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Walks over the lines of a stream without making a String of each; room grows to the longest line only. */
final class Lines {
    private final InputStream stream;
    private byte[] bytes = new byte[1 << 16];
    private int from;
    private int end = -1;
    private int filled;

    Lines(InputStream stream) {
        this.stream = stream;
    }

    /** Goes to the next line that is not empty; false at the end of the stream. */
    boolean next() throws IOException {
        do {
            from = end + 1;
            end = newline(from);
        } while (end == from && from < filled);
        return end > from;
    }

    /** Holds the current line from {@link #from()} on, until {@link #next()} is called. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int length() {
        return end - from;
    }

    private int newline(int start) throws IOException {
        int at = start;
        while (true) {
            for (; at < filled; at++) {
                if (bytes[at] == '\n') {
                    return at;
                }
            }
            at -= from;
            if (!fill()) {
                return filled;
            }
        }
    }

    /** Moves the begun line to the front and reads on behind it. */
    private boolean fill() throws IOException {
        int begun = Math.max(0, filled - from);
        System.arraycopy(bytes, Math.min(from, filled), bytes, 0, begun);
        from = 0;
        filled = begun;
        if (filled == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        int read = stream.read(bytes, filled, bytes.length - filled);
        filled += Math.max(0, read);
        return read >= 0;
    }
}
