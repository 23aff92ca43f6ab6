package org.interlaminar.outcomes.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A reader who has this program: tries every set of numbers that agrees with what is shown, runs the program on each, and
 * keeps those that would have been published in the same way.
 */
class SuppressionRuleIsKnownTest {
    private static final Suppression ELEVEN = Suppression.of(11);
    private final long seed = new Random().nextLong();

    @Test
    void theProgramItselfDoesNotGiveAwayTenAmongTenThirtyAndThirty() {
        Counts counts = oneWay(10, 30, 30);

        assertThat(stillPossible(counts, "c0")).contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void inTablesOfOneHeadingEverySmallCountKeepsItsWholeRange() {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 25; i++) {
            int small = 1 + random.nextInt(10);
            Counts counts = oneWay(small, 11 + random.nextInt(30), 11 + random.nextInt(30), random.nextInt(2) * 15);
            assertThat(stillPossible(counts, "c0").stream()
                            .filter(people -> people < 11)
                            .toList())
                    .as("%s", ELEVEN.protect(counts))
                    .hasSize(10);
        }
    }

    /** A measure, not a promise: some numbers are excluded, because a large cell has to have enough people to give. */
    @Test
    void inTablesOfTwoByTwoNoSmallCountIsLeftAlone() {
        Random random = new Random(2026);
        Map<Integer, Integer> left = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            Counts counts = twoByTwo(
                    1 + random.nextInt(10), 1 + random.nextInt(35), 1 + random.nextInt(35), 11 + random.nextInt(35));
            Published published = ELEVEN.protect(counts);
            if (published.hiddenCells() > 4) {
                continue; // with totals hidden too there is no end to what is possible
            }
            left.merge(stillPossible(counts, "t/r0/c0").size(), 1, Integer::sum);
        }
        System.out.println("values left to a reader who has the program, and how often: " + new TreeMap<>(left));
        assertThat(left).isNotEmpty().doesNotContainKeys(0, 1);
    }

    private static Set<Integer> stillPossible(Counts counts, String key) {
        Published published = ELEVEN.protect(counts);
        Attacker attacker = new Attacker(counts, cell -> !published.isHidden(cell));
        List<int[]> possible = attacker.everyPossibility(120);
        int at = attacker.unknown().indexOf(key);
        Set<Integer> values = new HashSet<>();
        for (int[] numbers : possible) {
            if (!values.contains(numbers[at])
                    && ELEVEN.protect(with(counts, attacker.unknown(), numbers))
                            .hiddenKeys()
                            .equals(published.hiddenKeys())) {
                values.add(numbers[at]);
            }
        }
        return values;
    }

    private static Counts with(Counts counts, List<String> keys, int[] people) {
        CountsBuilder other = Counts.builder();
        counts.cells()
                .forEach(cell -> other.cell(
                        cell.key(),
                        keys.contains(cell.key()) ? people[keys.indexOf(cell.key())] : cell.people(),
                        cell.worth()));
        counts.sums().forEach(sum -> other.sum(sum.whole(), sum.parts()));
        return other.build();
    }

    private static Counts oneWay(int... people) {
        Map<String, Integer> parts = new HashMap<>();
        for (int i = 0; i < people.length; i++) {
            parts.put("c" + i, people[i]);
        }
        return Counts.builder().oneWay("all", parts).build();
    }

    private static Counts twoByTwo(int a, int b, int c, int d) {
        List<String> rows = List.of("r0", "r1");
        List<String> columns = List.of("c0", "c1");
        return Counts.builder()
                .twoWay("t", rows, columns, Margins.own("t", rows, columns), new int[][] {{a, b}, {c, d}})
                .build();
    }
}
