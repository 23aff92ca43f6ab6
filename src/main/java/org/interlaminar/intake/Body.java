package org.interlaminar.intake;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bodies as the store keeps them: raw deflate, fastest level, byte for byte what was received. */
final class Body {
    private static final ThreadLocal<Deflater> DEFLATER =
            ThreadLocal.withInitial(() -> new Deflater(Deflater.BEST_SPEED, true));
    private static final ThreadLocal<Inflater> INFLATER = ThreadLocal.withInitial(() -> new Inflater(true));

    private Body() {}

    static byte[] deflate(byte[] bytes, int from, int length) {
        Deflater deflater = DEFLATER.get();
        deflater.reset();
        deflater.setInput(bytes, from, length);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream(length / 3 + 64);
        byte[] scratch = new byte[8192];
        while (!deflater.finished()) {
            packed.write(scratch, 0, deflater.deflate(scratch));
        }
        return packed.toByteArray();
    }

    /** @throws IllegalStateException when the stored bytes are damaged */
    static byte[] inflate(byte[] packed, int size) {
        Inflater inflater = INFLATER.get();
        inflater.reset();
        inflater.setInput(packed);
        byte[] bytes = new byte[size];
        try {
            int at = 0;
            while (at < size) {
                int read = inflater.inflate(bytes, at, size - at);
                if (read == 0) {
                    throw new IllegalStateException("a stored body is shorter than its size says");
                }
                at += read;
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IllegalStateException("a stored body is damaged", e);
        }
    }
}
