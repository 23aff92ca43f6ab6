package org.interlaminar.outcomes.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.outcomes.suppression.CountsBuilder.key;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A reader who keeps every publication of a series learns no small count from it, and no change by a few people. */
class SeriesAttackTest {
    private static final int K = 11;
    private static final int FAR = 100_000;
    private static final Suppression ELEVEN = Suppression.of(K);

    private final long seed = System.getProperty("seed") == null ? new Random().nextLong() : Long.getLong("seed");

    /** One publication and what a reader sees of it. */
    private record Issue(Counts counts, Published published) {
        boolean shows(String key) {
            return counts.cell(key).published() && !published.isHidden(key);
        }
    }

    @Test
    void noSmallCountIsFoundInAnyPublicationOfASeries() {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int small = 0;
        for (int i = 0; i < 6; i++) {
            for (Issue issue : series(random, ELEVEN, true)) {
                Attacker attacker = new Attacker(issue.counts(), issue::shows);
                for (Cell cell : issue.counts().cells()) {
                    if (cell.people() > 0 && cell.people() < K) {
                        Attacker.Bounds bounds = attacker.boundsOf(cell.key());
                        assertThat(bounds.high()).as(cell.key()).isGreaterThanOrEqualTo(K - 1e-6);
                        assertThat(bounds.high() - bounds.low()).as(cell.key()).isGreaterThanOrEqualTo(K - 1 - 1e-6);
                        small++;
                    }
                }
            }
        }
        assertThat(small).isGreaterThan(20);
    }

    /** Each pair of publications, by a reader who believes of every count that grew that nobody left. */
    @Test
    void noChangeByAFewPeopleIsFoundBetweenTwoPublications() {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int changes = 0;
        int shown = 0;
        for (int i = 0; i < Integer.getInteger("series", 12); i++) {
            List<Issue> series = series(random, ELEVEN, true);
            for (int late = 1; late < series.size(); late++) {
                Issue after = series.get(late);
                shown += (int)
                        after.counts().keys().stream().filter(after::shows).count();
                for (Issue before : series.subList(0, late)) {
                    Attacker attacker = attacker(before, after);
                    for (Cell cell : after.counts().cells()) {
                        if (cell.people() > 0 && cell.people() < K) {
                            assertThat(attacker.boundsOf(key("after", cell.key()))
                                            .high())
                                    .as(cell.key())
                                    .isGreaterThanOrEqualTo(K - 1e-6);
                        }
                    }
                    for (String key : fewMoreOrFewer(before, after)) {
                        Attacker.Bounds bounds = attacker.boundsOf(key("change", key));
                        double low = bounds.low() - FAR;
                        double high = bounds.high() - FAR;
                        assertThat(high - low).as("%s %s to %s", key, low, high).isGreaterThanOrEqualTo(K - 1 - 1e-6);
                        assertThat(high >= K - 1e-6 || low <= 1e-6)
                                .as("%s %s to %s", key, low, high)
                                .isTrue();
                        changes++;
                    }
                }
            }
        }
        assertThat(changes).isGreaterThan(50);
        assertThat(shown).isGreaterThan(50);
    }

    @Test
    void theSameReaderFindsChangesWhereEachPublicationIsProtectedByItself() {
        Random random = new Random(20);
        int found = 0;
        for (int i = 0; i < 2; i++) {
            List<Issue> series = series(random, ELEVEN, false);
            for (int late = 1; late < series.size(); late++) {
                Issue before = series.get(late - 1);
                Attacker attacker = attacker(before, series.get(late));
                found += (int) fewMoreOrFewer(before, series.get(late)).stream()
                        .filter(key -> attacker.boundsOf(key("change", key)).isExact())
                        .count();
            }
        }
        assertThat(found).isGreaterThan(10);
    }

    private static List<String> fewMoreOrFewer(Issue before, Issue after) {
        return after.counts().keys().stream()
                .filter(before.counts()::has)
                .filter(key -> change(before, after, key) != 0 && Math.abs(change(before, after, key)) < K)
                .toList();
    }

    private static int change(Issue before, Issue after, String key) {
        return after.counts().cell(key).people() - before.counts().cell(key).people();
    }

    /** Both publications and their differences as one system; a difference is counted from -100,000 on. */
    private static Attacker attacker(Issue before, Issue after) {
        CountsBuilder both = Counts.builder();
        Map<String, Boolean> shown = new HashMap<>();
        put(both, shown, "before", before);
        put(both, shown, "after", after);
        both.cell("far", FAR, Worth.DETAIL);
        shown.put("far", true);
        for (String key : after.counts().keys()) {
            if (before.counts().has(key)) {
                int change = change(before, after, key);
                both.unpublished(key("far after", key), after.counts().cell(key).people() + FAR)
                        .sum(key("far after", key), List.of(key("after", key), "far"))
                        .unpublished(key("change", key), change + FAR)
                        .sum(key("far after", key), List.of(key("before", key), key("change", key)));
                if (change >= 0) {
                    both.unpublished(key("joined", key), change)
                            .sum(key("after", key), List.of(key("before", key), key("joined", key)));
                }
            }
        }
        Predicate<String> isShown = key -> shown.getOrDefault(key, false);
        return new Attacker(both.build(), isShown);
    }

    private static void put(CountsBuilder both, Map<String, Boolean> shown, String when, Issue issue) {
        for (Cell cell : issue.counts().cells()) {
            String key = key(when, cell.key());
            if (cell.published()) {
                both.cell(key, cell.people(), cell.worth());
            } else {
                both.unpublished(key, cell.people());
            }
            shown.put(key, issue.shows(cell.key()));
        }
        for (Sum sum : issue.counts().sums()) {
            both.sum(
                    key(when, sum.whole()),
                    sum.parts().stream().map(part -> key(when, part)).toList());
        }
    }

    /** Three publications of people who join, leave and are corrected meanwhile; a table may be missing in one of them. */
    private static List<Issue> series(Random random, Suppression suppression, boolean held) {
        int[] sizes = random.ints(2, 2, 4).toArray();
        int most = 60 + random.nextInt(240);
        List<int[]> people = new ArrayList<>();
        List<Issue> series = new ArrayList<>();
        List<Earlier> earlier = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            int joining = t == 0 ? most : random.nextInt(3) == 0 ? random.nextInt(30) : random.nextInt(300);
            for (int i = 0; i < joining; i++) {
                int[] person =
                        IntStream.of(sizes).map(size -> skewed(random, size)).toArray();
                people.add(new int[] {person[0], person[1], random.nextInt(2)});
            }
            for (int i = t == 0 ? 0 : random.nextInt(6); i > 0; i--) {
                people.remove(random.nextInt(people.size()));
            }
            for (int i = t == 0 ? 0 : random.nextInt(4); i > 0; i--) {
                people.get(random.nextInt(people.size()))[0] = random.nextInt(sizes[0]);
            }
            Counts counts = counts(people, sizes, random.nextInt(5) > 0);
            Published published = suppression.protect(counts, held ? earlier : List.of());
            earlier.add(published.kept());
            series.add(new Issue(counts, published));
        }
        return series;
    }

    private static int skewed(Random random, int size) {
        return (int) (random.nextDouble() * random.nextDouble() * size);
    }

    private static Counts counts(List<int[]> people, int[] sizes, boolean withTable) {
        CountsBuilder counts = Counts.builder();
        List<String> rows = values("row", sizes[0]);
        List<String> columns = values("column", sizes[1]);
        int[][] table = new int[sizes[0]][sizes[1]];
        int[] responders = new int[sizes[0]];
        people.forEach(person -> {
            table[person[0]][person[1]]++;
            responders[person[0]] += person[2];
        });
        if (withTable) {
            counts.twoWay("table", rows, columns, new Margins(rows, columns, "all"), table);
        }
        Map<String, Integer> parts = new LinkedHashMap<>();
        for (int row = 0; row < sizes[0]; row++) {
            parts.put(rows.get(row), IntStream.of(table[row]).sum());
        }
        counts.oneWay("all", parts);
        Map<String, Integer> responding = new LinkedHashMap<>();
        for (int row = 0; row < sizes[0]; row++) {
            String part = key("responders", rows.get(row));
            counts.cell(part, responders[row], Worth.DETAIL).partOf(part, rows.get(row));
            responding.put(part, responders[row]);
        }
        return counts.oneWay("responders", responding)
                .partOf("responders", "all")
                .build();
    }

    private static List<String> values(String name, int size) {
        return IntStream.range(0, size).mapToObj(v -> name + " " + v).toList();
    }
}
