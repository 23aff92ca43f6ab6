package org.interlaminar.intake;

import java.util.Arrays;
import java.util.List;
import org.interlaminar.reading.Screen;

/**
 * Some resources of one part, as slices of one array that stays readable for {@link #PADDING} bytes beyond the last.
 *
 * @param position where the array's first byte stands in the part, uncompressed
 * @param slices from and to of each resource, alternating
 * @param deletions deletes among them
 * @param oversized resources too long to hold
 */
record Chunk(byte[] bytes, long position, int[] slices, List<Deletion> deletions, List<Oversized> oversized) {
    static final int PADDING = Screen.PADDING;

    /** Something over the limit: where it began, its full size, and its first bytes. */
    record Oversized(long position, long size, byte[] head) {}

    int resources() {
        return slices.length / 2 + deletions.size() + oversized.size();
    }

    static Chunk of(byte[] bytes, long position, int[] slices, int used, List<Oversized> oversized) {
        return new Chunk(bytes, position, Arrays.copyOf(slices, used), List.of(), List.copyOf(oversized));
    }
}
