package org.interlaminar.clinical;

/**
 * A code in a code system, both normalised: the system is the canonical URI of {@code NamingSystem-*.json}, the value
 * has no padding, modifiers or missing dot.
 */
public record Code(String system, String value) implements Comparable<Code> {
    @Override
    public int compareTo(Code other) {
        int bySystem = system.compareTo(other.system);
        return bySystem != 0 ? bySystem : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return system + "|" + value;
    }
}
