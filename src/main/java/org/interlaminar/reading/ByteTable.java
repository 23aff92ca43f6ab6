package org.interlaminar.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A hash table from slices of bytes to values that looks up without allocating. Not thread-safe while it grows. */
final class ByteTable<V> {
    private byte[][] keys = new byte[64][];
    private Object[] values = new Object[64];
    private int size;

    @SuppressWarnings("unchecked")
    V get(byte[] bytes, int from, int to) {
        int mask = keys.length - 1;
        for (int slot = (int) Bytes.hash(bytes, from, to) & mask; keys[slot] != null; slot = slot + 1 & mask) {
            if (Bytes.equal(bytes, from, to, keys[slot])) {
                return (V) values[slot];
            }
        }
        return null;
    }

    void put(byte[] key, V value) {
        if (2 * size >= keys.length) {
            grow();
        }
        int mask = keys.length - 1;
        int slot = (int) Bytes.hash(key, 0, key.length) & mask;
        while (keys[slot] != null && !Arrays.equals(keys[slot], key)) {
            slot = slot + 1 & mask;
        }
        size += keys[slot] == null ? 1 : 0;
        keys[slot] = key;
        values[slot] = value;
    }

    void put(String key, V value) {
        put(key.getBytes(StandardCharsets.UTF_8), value);
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    private void grow() {
        byte[][] oldKeys = keys;
        Object[] oldValues = values;
        keys = new byte[2 * oldKeys.length][];
        values = new Object[2 * oldKeys.length];
        size = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldKeys[slot] != null) {
                put(oldKeys[slot], (V) oldValues[slot]);
            }
        }
    }
}
