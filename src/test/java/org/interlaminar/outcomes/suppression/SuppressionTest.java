package org.interlaminar.outcomes.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.outcomes.suppression.CountsBuilder.key;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private static final Suppression ELEVEN = Suppression.of(11);

    @Test
    void refusesAThresholdBelowEleven() {
        assertThatThrownBy(() -> Suppression.of(10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void showsAPublicationWithoutSmallCellsWhole() {
        Published published = ELEVEN.protect(twoByTwo(11, 20, 0, 40));

        assertThat(published.hiddenCells()).isZero();
        assertThat(published.count("sex/women/yes").value()).contains(11);
        assertThat(published.count("sex/men/yes").value()).contains(0);
        assertThat(published.count("sex").value()).contains(71);
    }

    @Test
    void hidesAllFourCellsOfATableOfTwoByTwoForOneSmallOneAndKeepsItsTotals() {
        Published published = ELEVEN.protect(twoByTwo(4, 20, 30, 40));

        assertThat(published.count("sex/women/yes").isHidden()).isTrue();
        assertThat(published.count("sex/women/no").isHidden()).isTrue();
        assertThat(published.count("sex/men/yes").isHidden()).isTrue();
        assertThat(published.count("sex/men/no").isHidden()).isTrue();
        assertThat(published.count("sex/women").value()).contains(24);
        assertThat(published.count("sex/yes").value()).contains(34);
        assertThat(published.count("sex").value()).contains(94);
    }

    @Test
    void hidesAStepOfAnAttritionThatLeavesOutThreeAndOneNeighbourOnEachSide() {
        Published published = ELEVEN.protect(Counts.builder()
                .cell("tagged", 500, Worth.TOTAL)
                .cell("dated", 497, Worth.MARGIN)
                .cell("with baseline", 450, Worth.MARGIN)
                .step("tagged", "without date", 3, "dated")
                .step("dated", "without baseline", 47, "with baseline")
                .build());

        assertThat(published.count("without date").isHidden()).isTrue();
        assertThat(published.count("dated").isHidden()).isTrue();
        assertThat(published.count("without baseline").isHidden()).isTrue();
        assertThat(published.count("tagged").value()).contains(500);
        assertThat(published.count("with baseline").value()).contains(450);
    }

    @Test
    void hidesNinetyFiveRespondersOfAHundredBecauseFiveDidNotRespond() {
        Published published = ELEVEN.protect(Counts.builder()
                .cell("evaluable", 100, Worth.TOTAL)
                .cell("responders", 95, Worth.DETAIL)
                .partOf("responders", "evaluable")
                .build());

        assertThat(published.count("responders").isHidden()).isTrue();
        assertThat(published.count("evaluable").value()).contains(100);
        assertThat(published.share("responders", "evaluable", () -> 0.95).isHidden())
                .isTrue();
    }

    @Test
    void showsEightyNineAndAHundredRespondersOfAHundred() {
        for (int responders : new int[] {89, 100, 0}) {
            Published published = ELEVEN.protect(Counts.builder()
                    .cell("evaluable", 100, Worth.TOTAL)
                    .cell("responders", responders, Worth.DETAIL)
                    .partOf("responders", "evaluable")
                    .build());

            assertThat(published
                            .share("responders", "evaluable", () -> responders)
                            .value())
                    .contains(responders);
        }
    }

    @Test
    void hidesEvaluableWhenItIsCloseToAllAndToComplete() {
        Published published = ELEVEN.protect(Counts.builder()
                .cell("all", 100, Worth.HEADLINE)
                .cell("evaluable", 95, Worth.DETAIL)
                .cell("complete", 90, Worth.DETAIL)
                .nested(List.of("all", "evaluable", "complete"))
                .build());

        assertThat(published.count("all").value()).contains(100);
        assertThat(published.count("evaluable").isHidden()).isTrue();
        // All without complete are 10, which is a small count as well.
        assertThat(published.count("complete").isHidden()).isTrue();
    }

    @Test
    void hidesOneCellMoreWhereTwoSmallOnesAddUpToASmallNumber() {
        Published published = ELEVEN.protect(Counts.builder()
                .oneWay("levels", Map.of("one", 3, "two", 4, "three", 50))
                .build());

        assertThat(published.count("three").isHidden()).isTrue();
        assertThat(published.count("levels").value()).contains(57);
    }

    @Test
    void leavesTwoSmallCellsAloneThatHideEachOther() {
        Published published = ELEVEN.protect(Counts.builder()
                .oneWay("levels", Map.of("one", 6, "two", 8, "three", 50))
                .build());

        assertThat(published.count("one").isHidden()).isTrue();
        assertThat(published.count("two").isHidden()).isTrue();
        assertThat(published.count("three").value()).contains(50);
    }

    @Test
    void protectsAcrossTablesThatShareATotal() {
        Published published = ELEVEN.protect(Counts.builder()
                .oneWay("all", Map.of("women", 60, "men", 5))
                .oneWay("women", Map.of("women young", 30, "women old", 30))
                .cell("all", 65, Worth.HEADLINE)
                .build());

        assertThat(published.count("women").isHidden()).isTrue();
        // Else the women would come back as the sum of their ages.
        assertThat(published.count("women young").isHidden()
                        || published.count("women old").isHidden())
                .isTrue();
        assertThat(published.count("all").value()).contains(65);
    }

    @Test
    void hidesAHeadlineOnlyWhereThereIsNoOtherWay() {
        Published published = ELEVEN.protect(Counts.builder()
                .oneWay("all", Map.of("a", 5, "b", 0))
                .cell("all", 5, Worth.HEADLINE)
                .build());
        Published chained = ELEVEN.protect(Counts.builder()
                .cell("all", 100, Worth.HEADLINE)
                .cell("evaluable", 95, Worth.HEADLINE)
                .partOf("evaluable", "all")
                .build());

        assertThat(published.count("all").isHidden()).isTrue();
        assertThat(published.count("b").value()).contains(0);
        assertThat(List.of(
                        chained.count("all").isHidden(),
                        chained.count("evaluable").isHidden()))
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void saysNothingAboutWhyACellIsHidden() {
        Published published = ELEVEN.protect(twoByTwo(4, 20, 30, 40));

        assertThat(published.count("sex/women/yes")).isEqualTo(published.count("sex/men/no"));
        assertThat(published.count("sex/women/yes").text(n -> "n = " + n)).isEqualTo("hidden");
        assertThat(published.count("sex/women/yes").value()).isEmpty();
    }

    @Test
    void worksNothingOutForAHiddenCell() {
        Published published = ELEVEN.protect(twoByTwo(4, 20, 30, 40));

        assertThat(published.over("sex/women/yes", SuppressionTest::neverAsked).isHidden())
                .isTrue();
        assertThat(published
                        .overAll(List.of("sex/women", "sex/men/no"), SuppressionTest::neverAsked)
                        .isHidden())
                .isTrue();
        assertThat(published.over("sex/women", () -> 12.5).value()).contains(12.5);
    }

    @Test
    void showsNoMeanOverNobody() {
        assertThat(ELEVEN.protect(twoByTwo(11, 20, 0, 40))
                        .over("sex/men/yes", SuppressionTest::neverAsked)
                        .isHidden())
                .isTrue();
    }

    @Test
    void refusesAShareNobodyDeclared() {
        Published published = ELEVEN.protect(Counts.builder()
                .cell("evaluable", 100, Worth.TOTAL)
                .cell("responders", 95, Worth.DETAIL)
                .build());

        assertThatThrownBy(() -> published.share("responders", "evaluable", () -> 0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("responders");
    }

    @Test
    void refusesWhatWasNotDeclaredOrIsNotToBeShown() {
        Published published = ELEVEN.protect(Counts.builder()
                .cell("evaluable", 100, Worth.TOTAL)
                .unpublished("secret", 50)
                .build());

        assertThatThrownBy(() -> published.count("elsewhere")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> published.count("secret")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTwoNumbersForOneKeyAndPartsThatDoNotAddUp() {
        CountsBuilder counts = Counts.builder().cell("all", 33, Worth.TOTAL).cell("some", 17, Worth.DETAIL);

        assertThatThrownBy(() -> counts.cell("all", 34, Worth.TOTAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all")
                .hasMessageNotContaining("33");
        assertThatThrownBy(() -> counts.sum("all", List.of("some"))).hasMessageContaining("do not add up");
        assertThatThrownBy(() -> counts.sum("all", List.of("some", "some"))).hasMessageContaining("not distinct");
        assertThatThrownBy(() -> counts.partOf("all", "some")).hasMessageContaining("more people");
    }

    private static Counts twoByTwo(int womenYes, int womenNo, int menYes, int menNo) {
        List<String> rows = List.of("women", "men");
        List<String> columns = List.of("yes", "no");
        return Counts.builder()
                .twoWay("sex", rows, columns, Margins.own("sex", rows, columns), new int[][] {
                    {womenYes, womenNo}, {menYes, menNo}
                })
                .build();
    }

    private static Double neverAsked() {
        throw new AssertionError("asked for " + key("a", "hidden", "number"));
    }
}
