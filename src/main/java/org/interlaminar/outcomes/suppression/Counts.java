package org.interlaminar.outcomes.suppression;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All counts of one publication and the sums between them; {@link CountsBuilder} makes it. */
public final class Counts {
    private final SortedMap<String, Cell> cells;
    private final List<Sum> sums;
    private final SortedMap<String, SortedSet<String>> wholesOf;

    Counts(SortedMap<String, Cell> cells, Collection<Sum> sums) {
        this.cells = new TreeMap<>(cells);
        this.sums = List.copyOf(sums);
        this.wholesOf = new TreeMap<>();
        for (Sum sum : sums) {
            for (String part : sum.parts()) {
                wholesOf.computeIfAbsent(part, key -> new TreeSet<>()).add(sum.whole());
            }
        }
    }

    public static CountsBuilder builder() {
        return new CountsBuilder();
    }

    /** Every key, published or not, in order. */
    public List<String> keys() {
        return List.copyOf(cells.keySet());
    }

    List<Cell> cells() {
        return List.copyOf(cells.values());
    }

    List<Sum> sums() {
        return sums;
    }

    /** @throws IllegalArgumentException if there is no such cell */
    Cell cell(String key) {
        Cell cell = cells.get(key);
        if (cell == null) {
            throw new IllegalArgumentException("no count was declared as " + key);
        }
        return cell;
    }

    boolean has(String key) {
        return cells.containsKey(key);
    }

    /** Whether sums lead from the part up to the whole, so that the people outside the part are protected too. */
    boolean isWithin(String part, String whole) {
        Deque<String> open = new ArrayDeque<>(List.of(part));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String key = open.pop();
            if (key.equals(whole)) {
                return true;
            }
            for (String next : wholesOf.getOrDefault(key, new TreeSet<>())) {
                if (seen.add(next)) {
                    open.push(next);
                }
            }
        }
        return false;
    }
}
