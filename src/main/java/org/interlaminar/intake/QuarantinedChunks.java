package org.interlaminar.intake;

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
        GatheredBytes all = new GatheredBytes();
        bodies.forEach(body -> all.add(body.bytes()));
        bytes = all.size();
        return all.chunk();
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
