package org.interlaminar.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.interlaminar.reading.Bytes;

/**
 * Splits NDJSON into chunks of whole lines (<a href="http://ndjson.org/">NDJSON</a>). Blank lines, a byte order mark, CRLF
 * and a missing final newline are no trouble; a line over the limit becomes an {@link Chunk.Oversized} and is skipped.
 */
final class NdjsonChunks implements Chunks {
    private static final int CHUNK = 1 << 21;
    private static final int HEAD = 1 << 16;

    private final InputStream in;
    private final int maxLine;
    private byte[] rest = new byte[0];
    private long position;
    private boolean ended;

    NdjsonChunks(InputStream in, int maxLine) {
        this.in = in;
        this.maxLine = maxLine;
    }

    @Override
    public long bytes() {
        return position;
    }

    @Override
    public Chunk next() throws IOException {
        if (ended && rest.length == 0) {
            return null;
        }
        byte[] buffer = Arrays.copyOf(rest, Math.max(CHUNK, rest.length) + Chunk.PADDING);
        int used = rest.length;
        int lastNewline = -1;
        List<Chunk.Oversized> oversized = new ArrayList<>();
        while (!ended && lastNewline < 0) {
            if (used == buffer.length - Chunk.PADDING) {
                if (used > maxLine) {
                    return skipLine(buffer, used);
                }
                buffer = Arrays.copyOf(buffer, Math.min(2 * used, maxLine + 1) + Chunk.PADDING);
            }
            int from = used;
            used = fill(buffer, used);
            lastNewline = lastNewline(buffer, from, used);
        }
        int whole = ended ? used : lastNewline + 1;
        rest = Arrays.copyOfRange(buffer, whole, used);
        Chunk chunk = chunk(buffer, whole, oversized);
        position += whole;
        return chunk;
    }

    private int fill(byte[] buffer, int used) throws IOException {
        int limit = buffer.length - Chunk.PADDING;
        int at = used;
        while (at < limit) {
            int read = in.read(buffer, at, limit - at);
            if (read < 0) {
                ended = true;
                return at;
            }
            at += read;
        }
        return at;
    }

    private static int lastNewline(byte[] buffer, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private Chunk chunk(byte[] buffer, int to, List<Chunk.Oversized> oversized) {
        int[] slices = new int[256];
        int used = 0;
        int from = position == 0 && startsWithByteOrderMark(buffer, to) ? 3 : 0;
        while (from < to) {
            int end = Bytes.newline(buffer, from, to);
            int stop = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
            if (stop - from > maxLine) {
                oversized.add(new Chunk.Oversized(
                        position + from, stop - from, Arrays.copyOfRange(buffer, from, from + HEAD)));
            } else if (!isBlank(buffer, from, stop)) {
                if (used == slices.length) {
                    slices = Arrays.copyOf(slices, 2 * used);
                }
                slices[used++] = from;
                slices[used++] = stop;
            }
            from = end + 1;
        }
        return Chunk.of(buffer, position, slices, used, oversized);
    }

    private static boolean startsWithByteOrderMark(byte[] buffer, int to) {
        return to >= 3 && buffer[0] == (byte) 0xef && buffer[1] == (byte) 0xbb && buffer[2] == (byte) 0xbf;
    }

    private static boolean isBlank(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private Chunk skipLine(byte[] buffer, int used) throws IOException {
        long begin = position;
        byte[] head = Arrays.copyOf(buffer, Math.min(HEAD, used));
        long size = used;
        byte[] scratch = new byte[1 << 16];
        rest = new byte[0];
        int read;
        while ((read = in.read(scratch)) >= 0) {
            int newline = 0;
            while (newline < read && scratch[newline] != '\n') {
                newline++;
            }
            size += newline;
            if (newline < read) {
                rest = Arrays.copyOfRange(scratch, newline + 1, read);
                position = begin + size + 1;
                return new Chunk(
                        new byte[0], begin, new int[0], List.of(), List.of(new Chunk.Oversized(begin, size, head)));
            }
        }
        ended = true;
        position = begin + size;
        return new Chunk(new byte[0], begin, new int[0], List.of(), List.of(new Chunk.Oversized(begin, size, head)));
    }
}
