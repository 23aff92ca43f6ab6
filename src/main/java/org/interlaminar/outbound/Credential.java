package org.interlaminar.outbound;

import java.util.Set;

/**
 * What a server is shown as our authorization, and which servers may see it (EHR A6).
 *
 * @param origins those it belongs to; the gate never shows it to any other
 * @param authorization value of the header; never logged
 */
public record Credential(Set<Origin> origins, String authorization) {
    public Credential {
        origins = Set.copyOf(origins);
    }

    boolean belongsTo(Origin origin) {
        return origins.contains(origin);
    }

    @Override
    public String toString() {
        return "credential for " + origins;
    }
}
