package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.outcomes.FollowedCases.aCase;
import static org.interlaminar.outcomes.FollowedCases.figures;
import static org.interlaminar.outcomes.FollowedCases.measure;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RespondersTest {
    private static final Measure ODI = measure("ODI", "score");
    private static final Measure SATISFACTION = measure("ZCQ", "satisfaction");

    @Test
    void severalThresholdsStandSideBySide() {
        var improvedBy13 = aCase().withOdi(0, "60").withOdi(365, "47");
        assertThat(responders(ODI, improvedBy13)).containsExactly(1, 1, 0, 0);
        var improvedByHalf = aCase().withOdi(0, "20").withOdi(365, "10");
        assertThat(responders(ODI, improvedByHalf)).containsExactly(1, 0, 0, 1);
    }

    @Test
    void exactlyTheThresholdIsEnough() {
        assertThat(responders(ODI, aCase().withOdi(0, "42.3").withOdi(365, "29.5")))
                .containsExactly(1, 1, 0, 1);
        assertThat(responders(ODI, aCase().withOdi(0, "42.3").withOdi(365, "29.61")))
                .containsExactly(1, 0, 0, 1);
        assertThat(responders(ODI, aCase().withOdi(0, "42.3").withOdi(365, "29.62")))
                .containsExactly(1, 0, 0, 0);
    }

    @Test
    void whoStartsAtZeroRespondsInNoPercentage() {
        assertThat(responders(ODI, aCase().withOdi(0, "0").withOdi(365, "0"))).containsExactly(0, 0, 0, 0);
    }

    @Test
    void aHigherScoreIsTheBetterOneWhereHighIsBetter() {
        Measure index = measure("EQ-5D", "index");
        var better = aCase().with("EQ-5D", "index", 0, "-0.02", "index").with("EQ-5D", "index", 365, "0.06", "index");
        var worse = aCase().with("EQ-5D", "index", 0, "0.8", "index").with("EQ-5D", "index", 365, "0.4", "index");
        assertThat(responders(index, better)).containsExactly(1);
        assertThat(responders(index, worse)).containsExactly(0);
    }

    @Test
    void painOfHundredIsNotPainOfTen() {
        var ofHundred = aCase().with("VAS", "back", 0, "60", "of-100").with("VAS", "back", 365, "50", "of-100");
        assertThat(Measure.DEFAULTS)
                .filteredOn(measure -> measure.instrument().equals("VAS"))
                .allSatisfy(measure -> assertThat(figures(measure, "12-months", ofHundred)
                                .responders()
                                .get(0)
                                .ofEvaluable()
                                .count())
                        .isZero())
                .filteredOn(measure -> figures(measure, "12-months", ofHundred).evaluable() == 1)
                .extracting(Measure::unit)
                .containsExactly("of-100");
    }

    @Test
    void walkingHasNoAgreedThresholdAndOnlyChanges() {
        Measure distance = measure("walking", "distance");
        var further = aCase().with("walking", "distance", 0, "100", "m").with("walking", "distance", 365, "400", "m");
        WindowFigures at12 = figures(distance, "12-months", further);
        assertThat(at12.responders()).isEmpty();
        assertThat(at12.change().change().mean()).isEqualByComparingTo("300");
        assertThat(at12.curve().at(300).count()).isOne();
    }

    @Test
    void satisfactionIsJudgedAsItStandsWithoutABaseline() {
        assertThat(responders(SATISFACTION, satisfied("2.5"))).containsExactly(1);
        assertThat(responders(SATISFACTION, satisfied("2.6"))).containsExactly(0);
        WindowFigures at12 = figures(SATISFACTION, "12-months", satisfied("1.5"), aCase());
        assertThat(at12.change().n()).isZero();
        assertThat(at12.missing()).isEqualTo(new Missing(0, 0, 0, 0, 1));
    }

    @Test
    void satisfactionAfterAReinterventionIsNoResponse() {
        assertThat(responders(SATISFACTION, satisfied("1").operatedAgainOnDay(200)))
                .containsExactly(0);
    }

    @Test
    void aResponseBeforeTheReinterventionStands() {
        var earlier = aCase().withOdi(-3, "42").withOdi(300, "20").operatedAgainOnDay(400);
        assertThat(responders(ODI, earlier)).containsExactly(1, 1, 1, 1);
    }

    @Test
    void whoFailedIsEvaluableAndRespondsToNoThreshold() {
        var failed = aCase().withOdi(0, "60").withOdi(365, "0").operatedAgainOnDay(200);
        WindowFigures at12 = figures(ODI, "12-months", failed);
        assertThat(at12.evaluable()).isOne();
        assertThat(at12.curve().at(0).count()).isZero();
        assertThat(at12.curve().at(0).of()).isOne();
    }

    @Test
    void everyDenominatorHasItsInterval() {
        var complete =
                aCase().withOdi(0, "50").withOdi(91, "30").withOdi(182, "45").withOdi(365, "35");
        var partly = aCase().withOdi(0, "50").withOdi(365, "45");
        ResponderRate usual = figures(ODI, "12-months", complete, partly, aCase())
                .responders()
                .get(0);
        assertThat(usual.ofAll()).isEqualTo(Proportion.of(1, 3));
        assertThat(usual.ofEvaluable()).isEqualTo(Proportion.of(1, 2));
        assertThat(usual.ofComplete()).isEqualTo(Proportion.of(1, 1));
    }

    @Test
    void everybodyWhoIsNotEvaluableIsMissingForOneReason() {
        WindowFigures at12 = figures(
                ODI,
                "12-months",
                aCase().withOdi(0, "50").withOdi(365, "20").cutOffOnDay(1000),
                aCase().withOdi(0, "50").diedOnDay(270).cutOffOnDay(300),
                aCase().withOdi(0, "50").lastSeenOnDay(100).cutOffOnDay(544),
                aCase().withOdi(365, "20").lastSeenOnDay(400).cutOffOnDay(545),
                aCase().withOdi(0, "50").lastSeenOnDay(270).cutOffOnDay(545),
                aCase().withOdi(0, "50").lastSeenOnDay(271).cutOffOnDay(545),
                aCase().withOdi(0, "50").diedOnDay(271).cutOffOnDay(545));
        assertThat(at12.missing()).isEqualTo(new Missing(1, 1, 1, 1, 2));
        assertThat(at12.evaluable() + at12.missing().total()).isEqualTo(7);
    }

    @Test
    void aDeathAfterTheCutOffIsNotKnownYet() {
        WindowFigures at24 = figures(
                ODI, "24-months", aCase().withOdi(0, "50").diedOnDay(500).cutOffOnDay(400));
        assertThat(at24.missing()).isEqualTo(new Missing(0, 1, 0, 0, 0));
    }

    @Test
    void expectedAreTheLivingWhoseWindowIsOver() {
        WindowFigures at12 = figures(
                ODI,
                "12-months",
                aCase().withOdi(365, "20").cutOffOnDay(545),
                aCase().withOdi(0, "20").cutOffOnDay(545),
                aCase().withOdi(365, "20").cutOffOnDay(400),
                aCase().diedOnDay(270).cutOffOnDay(545),
                aCase().withOdi(300, "20").diedOnDay(310).cutOffOnDay(545));
        assertThat(at12.completeness()).isEqualTo(new Completeness(2, 3));
        assertThat(new Completeness(0, 0).share()).isNull();
    }

    @Test
    void theMissingRespondInTheBestCaseAndNotInTheWorst() {
        Sensitivity read = figures(
                        ODI,
                        "12-months",
                        aCase().withOdi(0, "50").withOdi(365, "20").cutOffOnDay(545),
                        aCase().withOdi(0, "50").withOdi(365, "50").cutOffOnDay(545),
                        aCase().withOdi(0, "50").cutOffOnDay(545),
                        aCase().cutOffOnDay(545),
                        aCase().withOdi(0, "50").cutOffOnDay(500))
                .responders()
                .get(0)
                .sensitivity();
        assertThat(read).isEqualTo(new Sensitivity(Proportion.of(1, 2), Proportion.of(1, 4), Proportion.of(3, 4)));
    }

    @Test
    void theCurveStepsDownAtEveryImprovement() {
        ResponderCurve curve = figures(
                        ODI,
                        "12-months",
                        aCase().withOdi(0, "50").withOdi(365, "20"),
                        aCase().withOdi(0, "50").withOdi(365, "40"),
                        aCase().withOdi(0, "42.3").withOdi(365, "32.3"),
                        aCase().withOdi(0, "50").withOdi(365, "55"))
                .curve();
        assertThat(curve.steps())
                .containsExactly(
                        new ResponderCurve.Step(-5, 4), new ResponderCurve.Step(10, 3), new ResponderCurve.Step(30, 1));
        assertThat(LongStream.of(-5, 0, 10, 11, 30, 31)
                        .map(threshold -> curve.at(threshold).count())
                        .boxed())
                .containsExactly(4L, 3L, 3L, 1L, 1L, 0L);
        assertThat(curve.at(10).of()).isEqualTo(4);
    }

    @Test
    void aFailureCountsUntilTheLastDayOfTheWindow() {
        assertThat(figures(ODI, "12-months", aCase().withOdi(0, "50").operatedAgainOnDay(545))
                        .evaluable())
                .isOne();
        assertThat(figures(ODI, "12-months", aCase().withOdi(0, "50").operatedAgainOnDay(546))
                        .evaluable())
                .isZero();
    }

    @Test
    void nobodyIsCalledLostWhoseLastContactIsNotKnown() {
        assertThat(figures(ODI, "12-months", aCase().withOdi(0, "50").cutOffOnDay(545))
                        .missing())
                .isEqualTo(new Missing(0, 0, 0, 0, 1));
    }

    @Test
    void aDeathOnTheDayOfTheCutOffIsKnown() {
        assertThat(figures(
                                ODI,
                                "24-months",
                                aCase().withOdi(0, "50").diedOnDay(400).cutOffOnDay(400))
                        .missing())
                .isEqualTo(new Missing(1, 0, 0, 0, 0));
    }

    @Test
    void completenessIsAShare() {
        assertThat(new Completeness(1, 4).share()).isEqualTo(0.25);
    }

    private static FollowedCases satisfied(String score) {
        return aCase().with("ZCQ", "satisfaction", 365, score, "score");
    }

    private static List<Integer> responders(Measure measure, FollowedCases one) {
        return figures(measure, "12-months", one).responders().stream()
                .map(rate -> (int) rate.ofEvaluable().count())
                .toList();
    }
}
