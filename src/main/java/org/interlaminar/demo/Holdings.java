package org.interlaminar.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that the demo EHR serves; never changes, so a search result stays right for as long as someone pages through it. */
final class Holdings {
    private final Map<String, List<ServedResource>> byType = new LinkedHashMap<>();
    private final Map<String, Map<String, ServedResource>> byTypeAndId = new HashMap<>();

    /** Keeps the first resource of each type and id: the samples share organisations and locations. */
    Holdings(List<ServedResource> resources) {
        for (ServedResource resource : resources) {
            var sameType = byTypeAndId.computeIfAbsent(resource.type(), type -> new HashMap<>());
            if (sameType.putIfAbsent(resource.id(), resource) == null) {
                byType.computeIfAbsent(resource.type(), type -> new ArrayList<>())
                        .add(resource);
            }
        }
    }

    /** The types of which there is at least one resource. */
    Set<String> types() {
        return byType.keySet();
    }

    /** The resources of a type by ascending {@code meta.lastUpdated}. */
    List<ServedResource> ofType(String type) {
        return Collections.unmodifiableList(byType.getOrDefault(type, List.of()));
    }

    Optional<ServedResource> find(String type, String id) {
        return Optional.ofNullable(byTypeAndId.getOrDefault(type, Map.of()).get(id));
    }
}
