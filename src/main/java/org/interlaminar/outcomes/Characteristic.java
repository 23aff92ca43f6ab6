package org.interlaminar.outcomes;

import java.util.List;

/**
 * What people are described by.
 *
 * @param name of the trait
 * @param label as it is shown
 * @param kind how it is summed up
 * @param levels of a category, in the order in which they are shown; others follow by name
 */
public record Characteristic(String name, String label, Kind kind, List<String> levels) {
    /** How a characteristic is summed up. */
    public enum Kind {
        NUMBER,
        CATEGORY
    }

    public Characteristic {
        levels = List.copyOf(levels);
    }

    public static Characteristic number(String name, String label) {
        return new Characteristic(name, label, Kind.NUMBER, List.of());
    }

    public static Characteristic category(String name, String label, String... levels) {
        return new Characteristic(name, label, Kind.CATEGORY, List.of(levels));
    }
}
