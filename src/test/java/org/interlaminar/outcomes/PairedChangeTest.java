package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.outcomes.FollowedCases.aCase;
import static org.interlaminar.outcomes.FollowedCases.figures;
import static org.interlaminar.outcomes.FollowedCases.measure;

import java.math.BigDecimal;
import java.util.List;
import org.interlaminar.outcomes.SaidByR.Row;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PairedChangeTest {
    private static final Measure ODI = measure("ODI", "score");

    @TestFactory
    List<DynamicTest> meansIntervalsAndQuartilesAreThoseOfR() {
        var pairs = SaidByR.bySet("pairs");
        return SaidByR.bySet("means").entrySet().stream()
                .map(set -> DynamicTest.dynamicTest(set.getKey(), () -> {
                    PairedChange change = changed(pairs.get(set.getKey()));
                    agrees(set.getValue().get(0), change.baseline());
                    agrees(set.getValue().get(1), change.followUp());
                    agrees(set.getValue().get(2), change.change());
                    agrees(set.getValue().get(2), change.quartiles());
                }))
                .toList();
    }

    @Test
    void studentsTIsTheOneOfR() {
        SaidByR.rows("t")
                .forEach(row ->
                        row.agrees("t", Moments.twoSided95(row.whole("df")).doubleValue()));
    }

    @Test
    void equalChangesDoNotDeviate() {
        PairedChange change = changed(SaidByR.bySet("pairs").get("equal-changes"));
        assertThat(change.change().deviation()).isEqualByComparingTo("0");
        assertThat(change.change().low()).isEqualByComparingTo("-10");
    }

    @Test
    void whoHasOnlyOneOfTheTwoScoresIsInNoneOfTheMeans() {
        PairedChange change = figures(
                        ODI,
                        "12-months",
                        aCase().withOdi(0, "50").withOdi(365, "20"),
                        aCase().withOdi(0, "90"),
                        aCase().withOdi(365, "80"))
                .change();
        assertThat(change.n()).isOne();
        assertThat(change.baseline().mean()).isEqualByComparingTo("50");
        assertThat(change.followUp().mean()).isEqualByComparingTo("20");
        assertThat(change.quartiles()).isEqualTo(new Quartiles(-30, -30, -30));
    }

    @Test
    void theWaterfallFallsFromTheBestToTheWorst() {
        PairedChange change = figures(
                        ODI,
                        "12-months",
                        aCase().withOdi(0, "50").withOdi(365, "55.5"),
                        aCase().withOdi(0, "50").withOdi(365, "20"),
                        aCase().withOdi(0, "50").withOdi(365, "40"))
                .change();
        assertThat(change.waterfall().toArray()).containsExactly(-30, -10, 5.5);
    }

    @Test
    void aChangeAfterAReinterventionIsObservedAllTheSame() {
        var failed = aCase().withOdi(0, "50").withOdi(365, "20").operatedAgainOnDay(100);
        assertThat(figures(ODI, "12-months", failed).change().n()).isOne();
    }

    @Test
    void nobodyHasNoChange() {
        PairedChange change = figures(ODI, "12-months").change();
        assertThat(change.n()).isZero();
        assertThat(change.quartiles()).isNull();
        assertThat(change.waterfall().size()).isZero();
    }

    private static PairedChange changed(List<Row> pairs) {
        ChangeTally tally = new ChangeTally();
        pairs.forEach(row -> {
            BigDecimal before = BigDecimal.valueOf(row.number("before"));
            BigDecimal after = BigDecimal.valueOf(row.number("after"));
            tally.add(before, after, after.subtract(before), true);
        });
        return tally.paired();
    }

    private static void agrees(Row row, Estimate estimate) {
        assertThat(estimate.n()).isEqualTo(row.whole("n"));
        row.agrees("mean", estimate.mean().doubleValue());
        row.agrees("sd", estimate.deviation().doubleValue());
        row.agrees("low", estimate.low().doubleValue());
        row.agrees("high", estimate.high().doubleValue());
    }

    private static void agrees(Row row, Quartiles quartiles) {
        row.agrees("lower", quartiles.lower());
        row.agrees("median", quartiles.median());
        row.agrees("upper", quartiles.upper());
    }
}
