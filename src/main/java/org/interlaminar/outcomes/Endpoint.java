package org.interlaminar.outcomes;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is waited for.
 *
 * @param name as it is shown
 * @param kind of the events that count
 * @param attributions of the events that count; empty means any
 * @param types of the events that count; empty means any
 */
public record Endpoint(String name, String kind, Set<String> attributions, Set<String> types) {
    /** Times to them are estimated; clinical rules, section 6. */
    public static final List<Endpoint> REINTERVENTIONS = List.of(
            new Endpoint("re-intervention", "reintervention", Set.of(), Set.of()),
            new Endpoint("surgical re-intervention", "reintervention", Set.of("surgical"), Set.of()));

    /** Complications that count: linked to the procedure, or new in their window. */
    public static final List<Endpoint> HARMS =
            List.of(new Endpoint("complication", "complication", Set.of("linked", "new"), Set.of()));

    public Endpoint {
        attributions = Set.copyOf(attributions);
        types = Set.copyOf(types);
    }

    /** The first day, from the index on, on which it happened while the person was observed. */
    OptionalInt firstDay(ReadCase one) {
        int until = one.observation().until();
        return one.followed().events().stream()
                .filter(this::counts)
                .mapToInt(FollowedEvent::day)
                .filter(day -> day >= 0 && day <= until)
                .min();
    }

    private boolean counts(FollowedEvent event) {
        return event.kind().equals(kind)
                && (attributions.isEmpty() || attributions.contains(event.attribution()))
                && (types.isEmpty() || types.contains(event.type()));
    }
}
