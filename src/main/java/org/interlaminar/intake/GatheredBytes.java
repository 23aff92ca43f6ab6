package org.interlaminar.intake;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Resources that come one by one, put together as one chunk; together they must fit into memory. */
final class GatheredBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Deletion> deletions = new ArrayList<>(0);
    private int[] slices = new int[16];
    private int used;

    /** @return where it begins */
    int add(byte[] resource) {
        if (used == slices.length) {
            slices = Arrays.copyOf(slices, 2 * used);
        }
        int from = bytes.size();
        bytes.writeBytes(resource);
        slices[used++] = from;
        slices[used++] = bytes.size();
        return from;
    }

    /** @param entry of a Bundle, as JSON */
    int delete(String url, byte[] entry) {
        int from = bytes.size();
        bytes.writeBytes(entry);
        deletions.add(new Deletion(url, null, null, from, bytes.size()));
        return from;
    }

    int size() {
        return bytes.size();
    }

    Chunk chunk() {
        bytes.writeBytes(new byte[Chunk.PADDING]);
        return new Chunk(bytes.toByteArray(), 0, Arrays.copyOf(slices, used), List.copyOf(deletions), List.of());
    }
}
