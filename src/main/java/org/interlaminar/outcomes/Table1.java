package org.interlaminar.outcomes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who the people of each group were. Adds up person by person and keeps one number for each number told. No smallest and no
 * largest value is ever shown: they are somebody's own.
 */
public final class Table1 {
    /**
     * One characteristic in all groups.
     *
     * @param cells by group, in the order of {@link Table1#people()}; all numbers or all categories
     * @param standardisedDifference of exactly two groups, else null; see {@link StandardisedDifference}
     */
    public record Row(Characteristic characteristic, Map<String, Cell> cells, Double standardisedDifference) {}

    /** What one group says of one characteristic. */
    public sealed interface Cell permits NumberCell, CategoryCell {
        /** With the characteristic. */
        long n();

        /** Without. */
        long missing();
    }

    /**
     * @param mean with its standard deviation
     * @param quartiles null when there is nobody
     */
    public record NumberCell(long n, long missing, Estimate mean, Quartiles quartiles) implements Cell {}

    /** @param levels the same in every group, nobody in one being 0 */
    public record CategoryCell(long n, long missing, List<Level> levels) implements Cell {}

    /**
     * @param count people
     * @param percent of those with the characteristic, 0 to 100; null when there is nobody
     */
    public record Level(String level, long count, Double percent) {}

    private final List<Characteristic> characteristics;
    private final SortedMap<String, GroupTally> groups = new TreeMap<>();

    public Table1(List<Characteristic> characteristics) {
        this.characteristics = List.copyOf(characteristics);
    }

    /**
     * Adds one person.
     *
     * @param values by name of the characteristic; numbers in decimal notation; missing when absent or blank
     * @throws IllegalArgumentException when a number is none, naming the characteristic
     */
    public void add(String group, Map<String, String> values) {
        groups.computeIfAbsent(group, name -> new GroupTally(characteristics)).add(values);
    }

    /** How many people each group has, by name. */
    public SortedMap<String, Long> people() {
        SortedMap<String, Long> people = new TreeMap<>();
        groups.forEach((name, tally) -> people.put(name, tally.people()));
        return people;
    }

    /** One for each characteristic, in the given order. */
    public List<Row> rows() {
        return characteristics.stream().map(this::row).toList();
    }

    private Row row(Characteristic characteristic) {
        List<String> levels = LevelOrder.of(characteristic, groups.values());
        Map<String, Cell> cells = new LinkedHashMap<>();
        groups.forEach((name, tally) -> cells.put(name, tally.cell(characteristic, levels)));
        List<Cell> sides = List.copyOf(cells.values());
        Double difference = sides.size() == 2 ? StandardisedDifference.between(sides.get(0), sides.get(1)) : null;
        return new Row(characteristic, Collections.unmodifiableMap(cells), difference);
    }
}
