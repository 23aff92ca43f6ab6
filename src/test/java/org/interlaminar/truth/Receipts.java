package org.interlaminar.truth;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which versions the EHR handed out, when, and which of these deliveries were acknowledged. */
final class Receipts {
    /**
     * One page, file or Bundle as it left the EHR.
     *
     * @param acknowledged a page by the request for the next one or by the pull's end, a file by the run that took it
     */
    record Receipt(String name, Instant at, List<Version> versions, boolean acknowledged) {}

    private final Map<String, Receipt> byName = new LinkedHashMap<>();

    synchronized void handedOut(String name, Instant at, List<Version> versions) {
        byName.put(name, new Receipt(name, at, List.copyOf(versions), false));
    }

    synchronized void acknowledged(String name) {
        byName.computeIfPresent(name, (any, one) -> new Receipt(name, one.at(), one.versions(), true));
    }

    synchronized List<Receipt> all() {
        return new ArrayList<>(byName.values());
    }

    synchronized List<Version> acknowledged() {
        return byName.values().stream()
                .filter(Receipt::acknowledged)
                .flatMap(receipt -> receipt.versions().stream())
                .distinct()
                .toList();
    }
}
