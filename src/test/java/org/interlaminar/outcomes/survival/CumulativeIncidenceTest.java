package org.interlaminar.outcomes.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.outcomes.SaidByR;
import org.interlaminar.outcomes.SaidByR.Row;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CumulativeIncidenceTest {
    @TestFactory
    List<DynamicTest> everyPointIsTheOneOfSurvfitWithAFactor() {
        return SaidByR.bySet("incidence").entrySet().stream()
                .map(set -> DynamicTest.dynamicTest(set.getKey(), () -> {
                    IncidenceCurve curve = CumulativeIncidence.of(TimesSaidByR.times(set.getKey()));
                    assertThat(curve.points()).hasSameSizeAs(set.getValue());
                    for (int i = 0; i < curve.points().size(); i++) {
                        agrees(set.getValue().get(i), curve.points().get(i));
                    }
                }))
                .toList();
    }

    @Test
    void withoutDeathItIsTheComplementOfSurvival() {
        ExitTimes times = TimesSaidByR.times("nobody-competes");
        List<SurvivalPoint> survival = KaplanMeier.of(times).points();
        List<IncidencePoint> incidence = CumulativeIncidence.of(times).points();
        for (int i = 0; i < survival.size(); i++) {
            assertThat(incidence.get(i).event().probability())
                    .isCloseTo(survival.get(i).risk(), Offset.offset(1e-12));
        }
    }

    @Test
    void deathKeepsItBelowTheComplementOfSurvival() {
        for (long seed : Seeds.some()) {
            ExitTimes times = ManyTimes.drawn(new Random(seed));
            List<SurvivalPoint> survival = KaplanMeier.of(times).points();
            double before = 0;
            for (IncidencePoint point : CumulativeIncidence.of(times).points()) {
                double risk = survival.stream()
                        .filter(one -> one.day() == point.day())
                        .findFirst()
                        .orElseThrow()
                        .risk();
                assertThat(point.event().probability())
                        .as(Seeds.named(seed, point))
                        .isBetween(before, risk + 1e-12);
                assertThat(point.free()).isBetween(-1e-12, 1.0);
                before = point.event().probability();
            }
        }
    }

    @Test
    void itIsReadWhereSomebodyIsObserved() {
        IncidenceCurve curve = CumulativeIncidence.of(TimesSaidByR.times("ties"));
        assertThat(curve.at(2)).isEmpty();
        assertThat(curve.at(4).orElseThrow().day()).isEqualTo(3);
        assertThat(curve.at(9)).isPresent();
        assertThat(curve.at(10)).isEmpty();
    }

    @Test
    void eventDeathAndNeitherAreEverybody() {
        ExitTimes times = TimesSaidByR.times("ties");
        IncidencePoint last = CumulativeIncidence.of(times).at(8).orElseThrow();
        assertThat(last.day()).isEqualTo(8);
        assertThat(last.free()).isCloseTo(0.8 * 5 / 7 / 3, Offset.offset(1e-12));
    }

    private static void agrees(Row row, IncidencePoint point) {
        assertThat(point.day()).isEqualTo(row.whole("day"));
        assertThat(point.atRisk()).isEqualTo(row.whole("at_risk"));
        agrees(row, "event", point.event());
        agrees(row, "other", point.other());
    }

    private static void agrees(Row row, String column, Incidence incidence) {
        row.agrees(column, incidence.probability());
        row.agrees(column + "_error", incidence.standardError());
        Interval interval = incidence.interval();
        row.agrees(column + "_low", interval == null ? null : interval.low());
        row.agrees(column + "_high", interval == null ? null : interval.high());
    }
}
