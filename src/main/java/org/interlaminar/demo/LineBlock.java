package org.interlaminar.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Neighbouring lines of one file, deflated together: lines of a file are so alike that this takes a fraction of the
 * room that lines deflated one by one take.
 */
final class LineBlock {
    private static final int FULL = 64 * 1024;

    private ByteArrayOutputStream open = new ByteArrayOutputStream();
    private byte[] deflated;
    private int size;

    /** Where a line is: in which block, from which byte on, how many bytes long. */
    record Line(LineBlock block, int from, int length) {
        /** The line's text, cut out of its inflated block. */
        String in(byte[] inflated) {
            return new String(inflated, from, length, StandardCharsets.UTF_8);
        }
    }

    Line add(byte[] bytes, int from, int length) {
        var added = new Line(this, open.size(), length);
        open.write(bytes, from, length);
        return added;
    }

    boolean isFull() {
        return open.size() >= FULL;
    }

    /** Deflates what was added; nothing can be added afterwards. */
    void seal() throws IOException {
        size = open.size();
        var packed = new ByteArrayOutputStream();
        var fast = new Deflater(Deflater.BEST_SPEED);
        try (var deflating = new DeflaterOutputStream(packed, fast)) {
            open.writeTo(deflating);
        } finally {
            fast.end();
        }
        deflated = packed.toByteArray();
        open = null;
    }

    /** All lines of a sealed block, one behind the other. */
    byte[] inflate() {
        try (var inflating = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return inflating.readNBytes(size);
        } catch (IOException e) {
            throw new UncheckedIOException("A block of lines does not inflate.", e);
        }
    }
}
