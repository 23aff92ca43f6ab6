package org.interlaminar.reading;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Comparing and hashing slices of bytes without making a String of them. */
public final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private Bytes() {}

    static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The next newline from the index on, or {@code to}; looks at eight bytes at once, so they must be readable beyond. */
    public static int newline(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at += 8) {
            long word = longAt(bytes, at) ^ 0x0a0a0a0a0a0a0a0aL;
            long zero = (word - 0x0101010101010101L) & ~word & 0x8080808080808080L;
            if (zero != 0) {
                return Math.min(to, at + (Long.numberOfTrailingZeros(zero) >>> 3));
            }
        }
        return to;
    }

    /** A 64-bit hash of the slice. Stored with landed keys: changing it is a migration. */
    static long hash(byte[] bytes, int from, int to) {
        long hash = (to - from) * PRIME;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = mix(hash ^ longAt(bytes, at));
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << 8 | bytes[at] & 0xff;
        }
        return mix(hash ^ rest);
    }

    static long mix(long hash) {
        long mixed = (hash ^ hash >>> 32) * PRIME;
        return (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
    }

    /** The 64-bit key of a resource: the same for every version of (type, id). */
    public static long keyHash(String type, String id) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
        return keyHash(hash(typeBytes, 0, typeBytes.length), hash(idBytes, 0, idBytes.length));
    }

    static long keyHash(long typeHash, long idHash) {
        return mix(typeHash + PRIME * idHash);
    }

    /** Where the ASCII character stands first, or a negative number. */
    static int indexOf(byte[] bytes, int from, int to, char ascii) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == ascii) {
                return at;
            }
        }
        return -1;
    }

    static boolean equal(byte[] bytes, int from, int to, byte[] other) {
        return Arrays.equals(bytes, from, to, other, 0, other.length);
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** All 32 bytes of the digest. */
    public static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
