package org.interlaminar.outcomes.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final Suppression ELEVEN = Suppression.of(11);

    private final long seed = new Random().nextLong();

    @Test
    void hidesACountThatThreePeopleJoinedSinceItWasShown() {
        Published march = ELEVEN.protect(one(100));

        assertThat(ELEVEN.protect(one(103), memory(march)).count("all").isHidden())
                .isTrue();
        assertThat(ELEVEN.protect(one(97), memory(march)).count("all").isHidden())
                .isTrue();
        assertThat(ELEVEN.protect(one(100), memory(march)).count("all").value()).contains(100);
        assertThat(ELEVEN.protect(one(111), memory(march)).count("all").value()).contains(111);
    }

    @Test
    void holdsItAgainstEveryEarlierPublication() {
        Published march = ELEVEN.protect(one(100));
        Published april = ELEVEN.protect(one(103), memory(march));

        Published may = ELEVEN.protect(one(105), memory(march, april));

        assertThat(may.count("all").isHidden()).isTrue();
    }

    /** The mean of 34 and the mean of 35 people are the score of the one who came. */
    @Test
    void showsNoNewMeanOfAGroupThatChangedByAFew() {
        Published march = ELEVEN.protect(one(34));
        march.over("all", () -> 41.5);

        assertThat(mean(one(35), 41.6, march).isHidden()).isTrue();
        assertThat(mean(one(45), 41.6, march).value()).contains(41.6);
    }

    @Test
    void showsAMeanOfAsManyPeopleOnlyIfItIsTheSame() {
        Published march = ELEVEN.protect(one(34));
        march.over("all", () -> 41.5);

        assertThat(mean(one(34), 41.5, march).value()).contains(41.5);
        assertThat(mean(one(34), 41.500000000000007, march).isHidden()).isFalse();
        assertThat(mean(one(34), 42.1, march).isHidden()).isTrue();
    }

    @Test
    void anUnchangedCountIsShownForEver() {
        Published march = ELEVEN.protect(women(50, 50));
        Published april = ELEVEN.protect(women(50, 50), memory(march));
        Published may = ELEVEN.protect(women(50, 70), memory(march, april));

        assertThat(april.hiddenCells()).isZero();
        assertThat(may.hiddenCells()).isZero();
    }

    /** A count that was hidden for growing by six is shown when it has grown by eleven since it was last seen. */
    @Test
    void aSlowlyGrowingCountIsShownNowAndThen() {
        List<Published> series = new ArrayList<>();
        StringBuilder shown = new StringBuilder();
        for (int quarter = 0; quarter < 8; quarter++) {
            Published next = ELEVEN.protect(one(40 + 6 * quarter), memory(series.toArray(new Published[0])));
            shown.append(next.count("all").isHidden() ? '-' : 'x');
            series.add(next);
        }

        assertThat(shown).hasToString("x-x-x-x-");
    }

    @Test
    void hidesWhatWouldGiveASmallChangeAwayBySubtraction() {
        Published march = ELEVEN.protect(women(50, 50));

        Published april = ELEVEN.protect(women(53, 70), memory(march));

        assertThat(april.count("women").isHidden()).isTrue();
        assertThat(april.count("men").isHidden() || april.count("all").isHidden())
                .isTrue();
    }

    @Test
    void noSmallChangeCanBeBoundedBySubtractingAndLinearProgramming() {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int small = 0;
        for (int i = 0; i < 60; i++) {
            int[][] before = table(random, 70);
            int[][] growth = table(random, 35);
            int[][] after = new int[3][3];
            for (int cell = 0; cell < 9; cell++) {
                after[cell / 3][cell % 3] = before[cell / 3][cell % 3] + growth[cell / 3][cell % 3];
            }
            Published first = ELEVEN.protect(counts(before));
            Published second = ELEVEN.protect(counts(after), memory(first));
            Counts changes = counts(growth);
            Attacker attacker = new Attacker(changes, key -> !first.isHidden(key) && !second.isHidden(key), 0);
            for (Cell change : changes.cells()) {
                if (change.people() > 0 && change.people() < 11) {
                    Attacker.Bounds bounds = attacker.boundsOf(change.key());
                    assertThat(bounds.high())
                            .as("%s of %s then %s", change.key(), first, second)
                            .isGreaterThanOrEqualTo(11 - 1e-6);
                    assertThat(bounds.high() - bounds.low()).isGreaterThanOrEqualTo(10 - 1e-6);
                    small++;
                }
            }
        }
        assertThat(small).isGreaterThan(60);
    }

    @Test
    void afterALongTimeAPublicationIsShownAsIfItWereTheFirst() {
        Published march = ELEVEN.protect(women(50, 50));

        assertThat(ELEVEN.protect(women(90, 80), memory(march)).hiddenCells()).isZero();
    }

    private static int[][] table(Random random, int most) {
        int[][] table = new int[3][3];
        for (int cell = 0; cell < 9; cell++) {
            table[cell / 3][cell % 3] = random.nextInt(3) == 0 ? 0 : random.nextInt(most);
        }
        return table;
    }

    private static Counts counts(int[][] people) {
        List<String> rows = List.of("a", "b", "c");
        List<String> columns = List.of("x", "y", "z");
        return Counts.builder()
                .twoWay("t", rows, columns, Margins.own("t", rows, columns), people)
                .build();
    }

    private static List<Earlier> memory(Published... earlier) {
        return Stream.of(earlier).map(Published::kept).toList();
    }

    private static Shown<Double> mean(Counts counts, double mean, Published... earlier) {
        return ELEVEN.protect(counts, memory(earlier)).over("all", () -> mean);
    }

    private static Counts one(int people) {
        return Counts.builder().cell("all", people, Worth.HEADLINE).build();
    }

    private static Counts women(int women, int men) {
        return Counts.builder()
                .oneWay("all", Map.of("women", women, "men", men))
                .build();
    }
}
