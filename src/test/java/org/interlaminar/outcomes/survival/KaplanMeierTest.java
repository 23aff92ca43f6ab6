package org.interlaminar.outcomes.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.outcomes.survival.ManyTimes.shuffled;

import java.util.List;
import java.util.Random;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.outcomes.SaidByR;
import org.interlaminar.outcomes.SaidByR.Row;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class KaplanMeierTest {
    @TestFactory
    List<DynamicTest> everyPointIsTheOneOfSurvfit() {
        return SaidByR.bySet("survival").entrySet().stream()
                .map(set -> DynamicTest.dynamicTest(set.getKey(), () -> {
                    SurvivalCurve curve = KaplanMeier.of(TimesSaidByR.times(set.getKey()));
                    assertThat(curve.points()).hasSameSizeAs(set.getValue());
                    for (int i = 0; i < curve.points().size(); i++) {
                        agrees(set.getValue().get(i), curve.points().get(i));
                    }
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyLandmarkIsTheOneOfSurvfit() {
        return SaidByR.bySet("landmarks").entrySet().stream()
                .map(set -> DynamicTest.dynamicTest(set.getKey(), () -> {
                    SurvivalCurve curve = KaplanMeier.of(TimesSaidByR.times(set.getKey()));
                    set.getValue()
                            .forEach(row ->
                                    agrees(row, curve.at(row.whole("day")).orElseThrow()));
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> everyMedianIsTheOneOfSurvfit() {
        return SaidByR.rows("medians").stream()
                .map(row -> DynamicTest.dynamicTest(row.text("set") + " " + row.text("what"), () -> {
                    ExitTimes times = TimesSaidByR.times(row.text("set"));
                    boolean isFollowUp = row.text("what").equals("follow-up");
                    MedianTime median = KaplanMeier.of(isFollowUp ? times.reversed() : times)
                            .median();
                    row.agrees("days", median.days());
                    row.agrees("low", median.low());
                    row.agrees("high", median.high());
                }))
                .toList();
    }

    @Test
    void nobodyHasACurveWithoutPoints() {
        SurvivalCurve curve = KaplanMeier.of(new ExitTimes());
        assertThat(curve.people()).isZero();
        assertThat(curve.points()).isEmpty();
        assertThat(curve.median().isReached()).isFalse();
        assertThat(curve.at(0)).isEmpty();
    }

    @Test
    void theCurveSaysNothingAfterTheLastPersonLeft() {
        SurvivalCurve curve = KaplanMeier.of(TimesSaidByR.times("ties"));
        assertThat(curve.at(9)).isPresent();
        assertThat(curve.at(10)).isEmpty();
    }

    @Test
    void beforeTheFirstExitEverybodyIsAtRisk() {
        Landmark early = KaplanMeier.of(TimesSaidByR.times("ties")).at(1).orElseThrow();
        assertThat(early.atRisk()).isEqualTo(10);
        assertThat(early.survival()).isEqualTo(1);
        assertThat(early.interval()).isNull();
    }

    @Test
    void theRiskIsTheComplementAndItsIntervalIsTurnedOver() {
        SurvivalPoint point =
                KaplanMeier.of(TimesSaidByR.times("ties")).points().get(0);
        assertThat(point.risk() + point.survival()).isEqualTo(1);
        assertThat(point.riskInterval().low()).isEqualTo(1 - point.interval().high());
        assertThat(point.riskInterval().high()).isEqualTo(1 - point.interval().low());
    }

    @Test
    void stepsAreTheDaysWithAnEvent() {
        assertThat(KaplanMeier.of(TimesSaidByR.times("ties")).steps())
                .extracting(SurvivalPoint::day)
                .containsExactly(3, 5, 8);
    }

    @Test
    void noTimeLiesBeforeTheIndex() {
        assertThatThrownBy(() -> new ExitTimes().add(-1, Exit.EVENT)).hasMessageContaining("-1");
    }

    @Test
    void survivalOnlyFallsAndItsIntervalHoldsIt() {
        for (long seed : Seeds.some()) {
            double before = 1;
            for (SurvivalPoint point :
                    KaplanMeier.of(ManyTimes.drawn(new Random(seed))).points()) {
                assertThat(point.survival()).as(Seeds.named(seed, point)).isBetween(0.0, before);
                if (point.interval() != null) {
                    assertThat(point.survival())
                            .as(Seeds.named(seed, point))
                            .isBetween(point.interval().low(), point.interval().high());
                    assertThat(point.interval().low()).isGreaterThanOrEqualTo(0);
                    assertThat(point.interval().high()).isLessThanOrEqualTo(1);
                }
                before = point.survival();
            }
        }
    }

    @Test
    void theOrderOfPeopleChangesNothing() {
        for (long seed : Seeds.some()) {
            ManyTimes one = ManyTimes.listed(new Random(seed));
            assertThat(KaplanMeier.of(shuffled(one, new Random(seed + 1)).times()))
                    .as(Seeds.named(seed, "order"))
                    .isEqualTo(KaplanMeier.of(one.times()));
        }
    }

    private static void agrees(Row row, SurvivalPoint point) {
        assertThat(point.day()).isEqualTo(row.whole("day"));
        assertThat(point.atRisk()).isEqualTo(row.whole("at_risk"));
        assertThat(point.events()).isEqualTo(row.whole("events"));
        assertThat(point.censored()).isEqualTo(row.whole("censored"));
        row.agrees("survival", point.survival());
        row.agrees("error", point.standardError());
        agrees(row, point.interval());
    }

    private static void agrees(Row row, Landmark landmark) {
        assertThat(landmark.atRisk()).as(row.toString()).isEqualTo(row.whole("at_risk"));
        assertThat(landmark.events()).as(row.toString()).isEqualTo(row.whole("events"));
        row.agrees("survival", landmark.survival());
        row.agrees("error", landmark.standardError());
        agrees(row, landmark.interval());
    }

    private static void agrees(Row row, Interval interval) {
        row.agrees("low", interval == null ? null : interval.low());
        row.agrees("high", interval == null ? null : interval.high());
    }
}
