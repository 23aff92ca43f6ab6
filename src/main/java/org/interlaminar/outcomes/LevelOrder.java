package org.interlaminar.outcomes;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The levels of a category: those it names, then whatever else was told, by name. */
final class LevelOrder {
    private LevelOrder() {}

    static List<String> of(Characteristic characteristic, Collection<GroupTally> groups) {
        Set<String> told = new TreeSet<>();
        groups.forEach(group -> told.addAll(group.levels(characteristic).keySet()));
        Set<String> order = new LinkedHashSet<>(characteristic.levels());
        order.addAll(told);
        return List.copyOf(order);
    }
}
