package org.interlaminar.ledger;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Counts distinct people by 64-bit keys, at any number in about two kilobytes: few are counted by keeping their keys, more by a
 * sketch (<a href="https://arxiv.org/abs/2308.16862">UltraLogLog</a>) whose standard error is below two percent. What it says
 * does not depend on the order in which people came or sketches were merged, nor on how often.
 */
final class PeopleSketch {
    /** Up to so many people the count is exact. */
    static final int EXACT = 256;

    /** 2 to this power is the size of the sketch in bytes. Stored: another one is a migration. */
    private static final int PRECISION = 11;

    private static final byte KEYS = 0;
    private static final byte SKETCH = 1;

    private long[] keys = new long[4];
    private int count;
    private UltraLogLog sketch;

    /** @param stored as {@link #toBytes} gave it, or null for nobody */
    static PeopleSketch of(byte[] stored) {
        PeopleSketch result = new PeopleSketch();
        if (stored == null) {
            return result;
        }
        if (stored[0] == SKETCH) {
            result.sketch = UltraLogLog.wrap(Arrays.copyOfRange(stored, 1, stored.length));
            return result;
        }
        ByteBuffer buffer = ByteBuffer.wrap(stored, 1, stored.length - 1);
        while (buffer.hasRemaining()) {
            result.add(buffer.getLong());
        }
        return result;
    }

    void add(long person) {
        if (sketch != null) {
            sketch.add(mixed(person));
            return;
        }
        int at = Arrays.binarySearch(keys, 0, count, person);
        if (at < 0 && count == EXACT) {
            beginSketch();
            sketch.add(mixed(person));
        } else if (at < 0) {
            insert(-at - 1, person);
        }
    }

    void add(PeopleSketch other) {
        if (other.sketch == null) {
            for (int i = 0; i < other.count; i++) {
                add(other.keys[i]);
            }
            return;
        }
        if (sketch == null) {
            beginSketch();
        }
        sketch.add(other.sketch);
    }

    private void insert(int at, long person) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
        }
        System.arraycopy(keys, at, keys, at + 1, count - at);
        keys[at] = person;
        count++;
    }

    private void beginSketch() {
        sketch = UltraLogLog.create(PRECISION);
        for (int i = 0; i < count; i++) {
            sketch.add(mixed(keys[i]));
        }
        keys = null;
    }

    boolean isExact() {
        return sketch == null;
    }

    long people() {
        return sketch == null ? count : Math.round(sketch.getDistinctCountEstimate());
    }

    byte[] toBytes() {
        if (sketch != null) {
            byte[] state = sketch.getState();
            return ByteBuffer.allocate(1 + state.length).put(SKETCH).put(state).array();
        }
        ByteBuffer buffer = ByteBuffer.allocate(1 + Long.BYTES * count).put(KEYS);
        for (int i = 0; i < count; i++) {
            buffer.putLong(keys[i]);
        }
        return buffer.array();
    }

    /** The sketch wants every bit of its keys to be as good as any other; this is the finaliser of MurmurHash3. */
    private static long mixed(long key) {
        long mixed = (key ^ key >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
