package org.interlaminar.intake;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bodies from quarantine as one part; together they must fit into memory. */
final class QuarantinedChunks implements Chunks {
    private final List<Quarantine.Kept> bodies;
    private final Map<String, String> urns = new HashMap<>();
    private long bytes;
    private boolean given;

    QuarantinedChunks(List<Quarantine.Kept> bodies) {
        this.bodies = bodies;
        bodies.forEach(body -> urns.putAll(body.urns()));
    }

    @Override
    public Chunk next() {
        if (given) {
            return null;
        }
        given = true;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int[] slices = new int[2 * bodies.size()];
        int used = 0;
        for (Quarantine.Kept body : bodies) {
            slices[used++] = all.size();
            all.writeBytes(body.bytes());
            slices[used++] = all.size();
        }
        bytes = all.size();
        all.writeBytes(new byte[Chunk.PADDING]);
        return Chunk.of(all.toByteArray(), 0, slices, used, List.of());
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public Map<String, String> urns() {
        return urns;
    }
}
