package org.interlaminar.outcomes.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is published, a reader with pencil, paper and a linear programme learns no small count from it. */
class AttackTest {
    private static final int K = 11;
    private static final Suppression ELEVEN = Suppression.of(K);

    private final long seed = System.getProperty("seed") == null ? new Random().nextLong() : Long.getLong("seed");

    @Test
    void noSmallCountCanBeBoundedByLinearProgramming() {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int small = 0;
        for (int i = 0; i < 60; i++) {
            Counts counts = RandomPublication.any(random, 400);
            Published published = ELEVEN.protect(counts);
            Attacker attacker = new Attacker(counts, key -> !published.isHidden(key));
            for (Cell cell : smallCells(counts)) {
                Attacker.Bounds bounds = attacker.boundsOf(cell.key());
                // Else it is the attacker who is wrong.
                assertThat(cell.people() * 1.0).isBetween(bounds.low() - 1e-6, bounds.high() + 1e-6);
                assertThat(bounds.high()).as("%s of %s", cell.key(), published).isGreaterThanOrEqualTo(K - 1e-6);
                assertThat(bounds.high() - bounds.low())
                        .as("%s of %s", cell.key(), published)
                        .isGreaterThanOrEqualTo(K - 1 - 1e-6);
                small++;
            }
        }
        assertThat(small).isGreaterThan(100);
    }

    @Test
    void noSmallCountCanBeFoundByTryingAllWholeNumbers() {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int tried = 0;
        for (int i = 0; i < 150; i++) {
            Counts counts = RandomPublication.any(random, 55);
            Published published = ELEVEN.protect(counts);
            Attacker attacker = new Attacker(counts, key -> !published.isHidden(key));
            List<int[]> possible = attacker.unknown().size() > 12 ? null : attacker.everyPossibility(70);
            if (possible == null || smallCells(counts).isEmpty()) {
                continue;
            }
            tried++;
            for (Cell cell : smallCells(counts)) {
                int at = attacker.unknown().indexOf(cell.key());
                Set<Integer> values = new HashSet<>();
                possible.forEach(numbers -> values.add(numbers[at]));
                assertThat(values).as("%s of %s", cell.key(), published).contains(cell.people());
                assertThat(values.stream().anyMatch(people -> people >= K))
                        .as("%s of %s", cell.key(), published)
                        .isTrue();
            }
            noTwoTogether(attacker, possible, counts, published);
        }
        System.out.println("publications tried in whole numbers: " + tried);
        assertThat(tried).isGreaterThan(20);
    }

    /** Two groups together are a group too. */
    private static void noTwoTogether(Attacker attacker, List<int[]> possible, Counts counts, Published published) {
        for (int a = 0; a < attacker.unknown().size(); a++) {
            for (int b = 0; b < a; b++) {
                int one = a;
                int other = b;
                Set<Integer> together = new HashSet<>();
                possible.forEach(numbers -> together.add(numbers[one] + numbers[other]));
                if (together.size() == 1) {
                    assertThat(together.iterator().next())
                            .as(
                                    "%s with %s of %s",
                                    attacker.unknown().get(a),
                                    attacker.unknown().get(b),
                                    published)
                            .matches(sum -> sum == 0 || sum >= K);
                }
            }
        }
        assertThat(counts.keys()).isNotEmpty();
    }

    @Test
    void theSameAttackFindsWhatIsLeftWhereOnlySmallCountsAreHidden() {
        Random random = new Random(20);
        int found = 0;
        for (int i = 0; i < 20; i++) {
            Counts counts = RandomPublication.any(random, 300);
            Attacker attacker = new Attacker(
                    counts,
                    key -> counts.cell(key).people() == 0 || counts.cell(key).people() >= K);
            found += (int) smallCells(counts).stream()
                    .filter(cell -> attacker.boundsOf(cell.key()).isExact())
                    .count();
        }
        System.out.println("small counts found where only small counts are hidden: " + found);
        assertThat(found).isGreaterThan(20);
    }

    @Test
    void aMissingProofIsNoticedBeforeAnythingLeaves() {
        Random random = new Random(seed);
        int noticed = 0;
        for (int i = 0; i < 40; i++) {
            Ground ground = Ground.of(RandomPublication.any(random, 300), K, Memory.NONE);
            PatternSearch search = new PatternSearch(ground, ground.hiddenAtFirst());
            boolean[] hidden = search.hidden();
            assertThat(Audit.unproved(ground, hidden, search.proofs())).isEmpty();
            for (int cell = 0; cell < hidden.length; cell++) {
                if (hidden[cell] && ground.isShowable(cell)) {
                    hidden[cell] = false;
                    noticed += Audit.unproved(ground, hidden, search.proofs()).isEmpty() ? 0 : 1;
                    hidden[cell] = true;
                }
            }
        }
        assertThat(noticed).isGreaterThan(50);
    }

    @Test
    void publicationsWithoutSmallCountsAreShownWhole() {
        Random random = new Random(seed);
        int whole = 0;
        for (int i = 0; i < 400; i++) {
            Counts counts = RandomPublication.any(random, 4000);
            if (smallCells(counts).isEmpty()) {
                assertThat(ELEVEN.protect(counts).hiddenCells()).isZero();
                whole++;
            }
        }
        System.out.println("publications without small counts: " + whole);
        assertThat(whole).isPositive();
    }

    @Test
    void theOrderOfDeclarationsNeverShows() {
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            Counts counts = RandomPublication.any(random, 300);
            CountsBuilder other = Counts.builder();
            List<Cell> cells = new ArrayList<>(counts.cells());
            List<Sum> sums = new ArrayList<>(counts.sums());
            Collections.shuffle(cells, random);
            Collections.shuffle(sums, random);
            cells.forEach(cell -> {
                if (cell.published()) {
                    other.cell(cell.key(), cell.people(), cell.worth());
                } else {
                    other.unpublished(cell.key(), cell.people());
                }
            });
            sums.forEach(sum -> {
                List<String> parts = new ArrayList<>(sum.parts());
                Collections.shuffle(parts, random);
                other.sum(sum.whole(), parts);
            });

            assertThat(ELEVEN.protect(other.build()).hiddenKeys())
                    .isEqualTo(ELEVEN.protect(counts).hiddenKeys());
        }
    }

    @Test
    void saysHowManyLargeCountsProtectionCosts() {
        Random random = new Random(7);
        int small = 0;
        int large = 0;
        int hidden = 0;
        for (int i = 0; i < 60; i++) {
            Counts counts = RandomPublication.any(random, 1000);
            Published published = ELEVEN.protect(counts);
            for (Cell cell : counts.cells()) {
                if (cell.published() && cell.people() > 0) {
                    small += cell.people() < K ? 1 : 0;
                    large += cell.people() >= K ? 1 : 0;
                    hidden += cell.people() >= K && published.isHidden(cell.key()) ? 1 : 0;
                }
            }
        }
        System.out.printf("%d small counts; %d of %d others are hidden with them%n", small, hidden, large);
        assertThat(hidden).isLessThan(large / 2);
    }

    private static List<Cell> smallCells(Counts counts) {
        return counts.cells().stream()
                .filter(cell -> cell.people() > 0 && cell.people() < K)
                .toList();
    }
}
