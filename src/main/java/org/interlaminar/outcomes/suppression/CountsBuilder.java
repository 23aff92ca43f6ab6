package org.interlaminar.outcomes.suppression;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects the counts of a publication. A key stands for one set of people wherever it is used: tables that share a total
 * name it alike and so become one system. Told the same twice, it keeps it once; told two numbers for one key, or parts
 * that do not add up, it refuses and names the key, never the numbers.
 */
public final class CountsBuilder {
    private static final Comparator<Sum> ORDER =
            Comparator.comparing(Sum::whole).thenComparing(sum -> String.join("\u0000", sum.parts()));

    private final SortedMap<String, Cell> cells = new TreeMap<>();
    private final TreeSet<Sum> sums = new TreeSet<>(ORDER);

    CountsBuilder() {}

    /** A count to be published. The first worth that is told stands, unless a later one is higher. */
    public CountsBuilder cell(String key, int people, Worth worth) {
        return put(new Cell(key, people, worth, true));
    }

    /** A count that is not shown, but that a reader could work out if it is named in a sum. */
    public CountsBuilder unpublished(String key, int people) {
        return put(new Cell(key, people, Worth.FINE, false));
    }

    /** What a reader gets who adds up these cells. */
    CountsBuilder unpublishedTotal(String key, List<String> parts) {
        return unpublished(key, parts.stream().mapToInt(this::people).sum()).sum(key, parts);
    }

    /** @throws IllegalArgumentException if a cell is unknown or named twice, or the parts do not add up */
    public CountsBuilder sum(String whole, List<String> parts) {
        if (new HashSet<>(parts).size() != parts.size() || parts.contains(whole) || parts.isEmpty()) {
            throw new IllegalArgumentException("the parts of " + whole + " are not distinct cells");
        }
        long added = parts.stream().mapToLong(this::people).sum();
        if (people(whole) != added) {
            throw new IllegalArgumentException("the parts of " + whole + " do not add up to it");
        }
        sums.add(new Sum(whole, parts));
        return this;
    }

    /** A table with one heading: published parts ({@link Worth#DETAIL}) of a total that is declared with it. */
    public CountsBuilder oneWay(String total, Map<String, Integer> parts) {
        parts.forEach((key, people) -> cell(key, people, Worth.DETAIL));
        cell(total, parts.values().stream().mapToInt(Integer::intValue).sum(), Worth.TOTAL);
        return sum(total, List.copyOf(parts.keySet()));
    }

    /**
     * A table with two headings and all its margins. Cells are named {@link #key key(name, row, column)}.
     *
     * @param margins names of row totals, column totals and the total, which other tables may share
     * @param people by row, then by column
     */
    public CountsBuilder twoWay(String name, List<String> rows, List<String> columns, Margins margins, int[][] people) {
        new TwoWay(name, rows, columns, margins, people).declareIn(this);
        return this;
    }

    /**
     * Declares that the people of one cell are among those of another ("n of N"): the others, N - n, are protected too.
     * Needed before a share of the two can be shown.
     */
    public CountsBuilder partOf(String part, String whole) {
        int others = people(whole) - people(part);
        if (others < 0) {
            throw new IllegalArgumentException(part + " has more people than " + whole);
        }
        String rest = key(whole, "without", part);
        return unpublished(rest, others).sum(whole, List.of(part, rest));
    }

    /** Each within the one before: all, evaluable, responders; or what is left after each step of an attrition. */
    public CountsBuilder nested(List<String> widestFirst) {
        for (int i = 1; i < widestFirst.size(); i++) {
            partOf(widestFirst.get(i), widestFirst.get(i - 1));
        }
        return this;
    }

    /** A step of an attrition whose leavers are published by themselves, under the key {@code left}. */
    public CountsBuilder step(String before, String left, int leavers, String after) {
        cell(left, leavers, Worth.DETAIL);
        return sum(before, List.of(left, after));
    }

    public Counts build() {
        return new Counts(cells, sums);
    }

    /** One key out of several words. */
    public static String key(String... words) {
        return String.join("/", words);
    }

    private int people(String key) {
        Cell cell = cells.get(key);
        if (cell == null) {
            throw new IllegalArgumentException("no count was declared as " + key);
        }
        return cell.people();
    }

    private CountsBuilder put(Cell told) {
        if (told.key() == null || told.key().isBlank() || told.people() < 0) {
            throw new IllegalArgumentException("a count needs a key and cannot be negative: " + told.key());
        }
        cells.merge(told.key(), told, CountsBuilder::agreeing);
        return this;
    }

    private static Cell agreeing(Cell known, Cell told) {
        if (known.people() != told.people()) {
            throw new IllegalArgumentException("two different counts were declared as " + told.key());
        }
        Worth worth = known.worth().compareTo(told.worth()) >= 0 ? known.worth() : told.worth();
        return new Cell(known.key(), known.people(), worth, known.published() || told.published());
    }
}
