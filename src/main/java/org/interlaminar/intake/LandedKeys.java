package org.interlaminar.intake;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A Bloom filter of the keys a source has landed: a key it rules out has never landed, so an out-of-screen version of it may
 * be filtered. A key it does not rule out is looked up in the store. At most 32 MB, whatever the source's size. Thread-safe.
 */
final class LandedKeys {
    private static final int LEAST_BITS = 1 << 26;
    private static final int MOST_BITS = 1 << 28;
    private static final int HASHES = 5;

    private final AtomicLongArray words;
    private final int mask;

    /** @param landedKeys keys to be remembered at first; the run adds its own, so 8 MB is the least that stays sharp */
    LandedKeys(long landedKeys) {
        int bits = LEAST_BITS;
        while (bits < MOST_BITS && bits < 10 * landedKeys) {
            bits <<= 1;
        }
        words = new AtomicLongArray(bits >> 6);
        mask = bits - 1;
    }

    private LandedKeys(AtomicLongArray words) {
        this.words = words;
        this.mask = 64 * words.length() - 1;
    }

    /** Rules no key out: where little comes, asking the store for each key costs less than remembering all it has. */
    static LandedKeys rulingNothingOut() {
        return new LandedKeys(new AtomicLongArray(new long[] {-1}));
    }

    void add(long keyHash) {
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(keyHash, i);
            long flag = 1L << bit;
            if ((words.getPlain(bit >>> 6) & flag) == 0) {
                words.accumulateAndGet(bit >>> 6, flag, (word, added) -> word | added);
            }
        }
    }

    boolean mayHold(long keyHash) {
        for (int i = 0; i < HASHES; i++) {
            int bit = bit(keyHash, i);
            if ((words.getPlain(bit >>> 6) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private int bit(long keyHash, int i) {
        return (int) (keyHash + i * (keyHash >>> 32 | 1)) & mask;
    }
}
