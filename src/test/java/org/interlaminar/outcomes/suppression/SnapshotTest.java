package org.interlaminar.outcomes.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final Suppression ELEVEN = Suppression.of(11);

    private final long seed = new Random().nextLong();

    @Test
    void hidesACountThatThreePeopleJoinedSinceItWasShown() {
        Published march = ELEVEN.protect(one(100));

        assertThat(ELEVEN.protect(one(103), List.of(march)).count("all").isHidden())
                .isTrue();
        assertThat(ELEVEN.protect(one(97), List.of(march)).count("all").isHidden())
                .isTrue();
        assertThat(ELEVEN.protect(one(100), List.of(march)).count("all").value())
                .contains(100);
        assertThat(ELEVEN.protect(one(111), List.of(march)).count("all").value())
                .contains(111);
    }

    @Test
    void holdsItAgainstEveryEarlierPublication() {
        Published march = ELEVEN.protect(one(100));
        Published april = ELEVEN.protect(one(103), List.of(march));

        Published may = ELEVEN.protect(one(105), List.of(march, april));

        assertThat(may.count("all").isHidden()).isTrue();
    }

    @Test
    void hidesWhatWouldGiveASmallChangeAwayBySubtraction() {
        Published march = ELEVEN.protect(women(50, 50));

        Published april = ELEVEN.protect(women(53, 70), List.of(march));

        assertThat(april.count("women").isHidden()).isTrue();
        assertThat(april.count("men").isHidden() || april.count("all").isHidden())
                .isTrue();
    }

    @Test
    void remembersAnEarlierPublicationByItsCountsAndHiddenKeys() {
        Published march = ELEVEN.protect(women(5, 50));
        Published restored = ELEVEN.restore(women(5, 50), march.hiddenKeys());

        assertThat(restored.toString()).isEqualTo(march.toString());
        assertThat(ELEVEN.protect(women(20, 70), List.of(restored)).toString())
                .isEqualTo(ELEVEN.protect(women(20, 70), List.of(march)).toString());
        assertThatThrownBy(() -> ELEVEN.restore(women(5, 50), List.of("men")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("women");
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
            Published second = ELEVEN.protect(counts(after), List.of(first));
            Counts changes = counts(growth);
            Attacker attacker = new Attacker(changes, key -> !first.isHidden(key) && !second.isHidden(key), 0);
            for (Cell change : changes.cells()) {
                if (change.people() > 0 && change.people() < 11) {
                    Attacker.Bounds bounds = attacker.boundsOf(change.key());
                    assertThat(bounds.high())
                            .as("%s of %s then %s", change.key(), first, second)
                            .isGreaterThanOrEqualTo(11 - 1e-6);
                    assertThat(bounds.low()).isLessThan(1);
                    small++;
                }
            }
        }
        assertThat(small).isGreaterThan(60);
    }

    @Test
    void afterALongTimeAPublicationIsShownAsIfItWereTheFirst() {
        Published march = ELEVEN.protect(women(50, 50));

        assertThat(ELEVEN.protect(women(90, 80), List.of(march)).hiddenCells()).isZero();
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

    private static Counts one(int people) {
        return Counts.builder().cell("all", people, Worth.HEADLINE).build();
    }

    private static Counts women(int women, int men) {
        return Counts.builder()
                .oneWay("all", Map.of("women", women, "men", men))
                .build();
    }
}
