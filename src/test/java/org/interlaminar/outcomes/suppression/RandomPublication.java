package org.interlaminar.outcomes.suppression;

import static org.interlaminar.outcomes.suppression.CountsBuilder.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Publications as a site might make them, out of people with random properties, so that all tables agree: one-way and
 * two-way tables over shared headings, chains of steps, parts of wholes.
 */
final class RandomPublication {
    private final Random random;
    private final List<int[]> people = new ArrayList<>();
    private final int[] sizes;

    RandomPublication(Random random, int people, int... sizes) {
        this.random = random;
        this.sizes = sizes;
        double[][] skewed = new double[sizes.length][];
        for (int p = 0; p < sizes.length; p++) {
            skewed[p] = random.doubles(sizes[p]).map(x -> x * x * x).toArray();
        }
        for (int i = 0; i < people; i++) {
            int[] person = new int[sizes.length];
            for (int p = 0; p < sizes.length; p++) {
                person[p] = drawn(skewed[p]);
            }
            this.people.add(person);
        }
    }

    private int drawn(double[] weights) {
        double at = random.nextDouble() * Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            at -= weights[i];
            if (at < 0) {
                return i;
            }
        }
        return 0;
    }

    private static String value(int property, int value) {
        return "p" + property + "=" + value;
    }

    private int count(Map<Integer, Integer> wanted) {
        return (int) people.stream()
                .filter(person -> wanted.entrySet().stream().allMatch(e -> person[e.getKey()] == e.getValue()))
                .count();
    }

    void oneWay(CountsBuilder counts, int property) {
        Map<String, Integer> parts = new LinkedHashMap<>();
        for (int v = 0; v < sizes[property]; v++) {
            parts.put(value(property, v), count(Map.of(property, v)));
        }
        counts.oneWay("all", parts);
    }

    /** Its margins are those of every other table over the same properties. */
    void twoWay(CountsBuilder counts, int rows, int columns) {
        int[][] cells = new int[sizes[rows]][sizes[columns]];
        people.forEach(person -> cells[person[rows]][person[columns]]++);
        List<String> rowKeys = values(rows);
        List<String> columnKeys = values(columns);
        counts.twoWay("t" + rows + "x" + columns, rowKeys, columnKeys, new Margins(rowKeys, columnKeys, "all"), cells);
    }

    private List<String> values(int property) {
        return IntStream.range(0, sizes[property])
                .mapToObj(v -> value(property, v))
                .toList();
    }

    /** Steps that leave people out one after the other, leavers published or not. */
    void chain(CountsBuilder counts, String name, int steps) {
        int left = people.size();
        String before = "all";
        counts.cell("all", left, Worth.HEADLINE);
        for (int step = 0; step < steps; step++) {
            int leavers = random.nextInt(3) == 0 ? 0 : Math.min(left, random.nextInt(random.nextBoolean() ? 15 : 60));
            left -= leavers;
            String after = key(name, "after", "" + step);
            counts.cell(after, left, Worth.MARGIN);
            if (random.nextBoolean()) {
                counts.step(before, key(name, "left at", "" + step), leavers, after);
            } else {
                counts.partOf(after, before);
            }
            before = after;
        }
    }

    /** Responders in every cell of a heading, each "n of N", and among all. */
    void responders(CountsBuilder counts, int property) {
        Map<String, Integer> parts = new HashMap<>();
        for (int v = 0; v < sizes[property]; v++) {
            int all = count(Map.of(property, v));
            int responders = random.nextInt(4) == 0 ? all : random.nextInt(all + 1);
            String part = key("responders", value(property, v));
            counts.cell(value(property, v), all, Worth.MARGIN);
            counts.cell(part, responders, Worth.DETAIL).partOf(part, value(property, v));
            parts.put(part, responders);
        }
        counts.oneWay("responders", parts).cell("all", people.size(), Worth.TOTAL);
        counts.partOf("responders", "all");
    }

    /** One of many shapes. */
    static Counts any(Random random, int mostPeople) {
        int properties = 1 + random.nextInt(3);
        int[] sizes = random.ints(properties, 2, 5).toArray();
        RandomPublication made = new RandomPublication(random, 1 + random.nextInt(mostPeople), sizes);
        CountsBuilder counts = Counts.builder();
        for (int p = 0; p < properties; p++) {
            if (random.nextBoolean()) {
                made.oneWay(counts, p);
            }
            for (int q = p + 1; q < properties; q++) {
                if (random.nextInt(3) > 0) {
                    made.oneWay(counts, p);
                    made.twoWay(counts, p, q);
                }
            }
        }
        if (random.nextBoolean()) {
            made.chain(counts, "attrition", 1 + random.nextInt(4));
        }
        if (random.nextBoolean()) {
            made.oneWay(counts, 0);
            made.responders(counts, 0);
        }
        made.oneWay(counts, properties - 1);
        return counts.build();
    }
}
