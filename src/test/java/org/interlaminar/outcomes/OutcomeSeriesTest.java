package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.outcomes.FollowedCases.aCase;
import static org.interlaminar.outcomes.FollowedCases.measure;
import static org.interlaminar.outcomes.FollowedCases.outcome;

import java.math.BigDecimal;
import org.assertj.core.data.Offset;
import org.interlaminar.outcomes.WindowOutcome.Responders;
import org.junit.jupiter.api.Test;

class OutcomeSeriesTest {
    private static final Measure ODI = measure("ODI", "score");
    private static final Measure BACK = measure("NRS", "back");
    private static final Measure LEG = measure("NRS", "leg");

    @Test
    void improvementByTheMeaningfulChangeMakesAResponder() {
        var at12 = outcome(ODI, "12-months", aCase().withOdi(-3, "42").withOdi(365, "32"));
        assertThat(at12.responders()).isEqualTo(new Responders(1, 1, 1, 0, 0));
    }

    @Test
    void improvementJustBelowItDoesNot() {
        var at12 = outcome(ODI, "12-months", aCase().withOdi(-3, "42").withOdi(365, "32.1"));
        assertThat(at12.responders()).isEqualTo(new Responders(0, 1, 1, 0, 0));
    }

    @Test
    void laterSurgeryMakesATreatmentFailureHoweverGoodTheScore() {
        var improved = aCase().withOdi(-3, "42").withOdi(365, "10").operatedAgainOnDay(210);
        assertThat(outcome(ODI, "12-months", improved).responders()).isEqualTo(new Responders(0, 1, 1, 0, 0));
    }

    @Test
    void aScoreBeforeTheSurgeryStands() {
        var earlier = aCase().withOdi(-3, "42").withOdi(91, "20").operatedAgainOnDay(210);
        assertThat(outcome(ODI, "3-months", earlier).responders()).isEqualTo(new Responders(1, 1, 1, 0, 0));
    }

    @Test
    void aScoreBeforeTheSurgeryStandsInsideTheSameWindowToo() {
        var earlier = aCase().withOdi(-3, "42").withOdi(182, "20").operatedAgainOnDay(210);
        assertThat(outcome(ODI, "6-months", earlier).responders()).isEqualTo(new Responders(1, 1, 1, 0, 0));
    }

    @Test
    void aScoreOnTheDayOfTheSurgeryDoesNotStand() {
        var sameDay = aCase().withOdi(-3, "42").withOdi(210, "20").operatedAgainOnDay(210);
        assertThat(outcome(ODI, "6-months", sameDay).responders()).isEqualTo(new Responders(0, 1, 1, 0, 0));
    }

    @Test
    void treatmentFailureIsEvaluableWithoutAScoreFromItsWindowOn() {
        var failed = aCase().withOdi(-3, "42").operatedAgainOnDay(210);
        assertThat(outcome(ODI, "3-months", failed).responders()).isEqualTo(new Responders(0, 1, 0, 0, 0));
        assertThat(outcome(ODI, "6-months", failed).responders()).isEqualTo(new Responders(0, 1, 1, 0, 0));
        assertThat(outcome(ODI, "24-months", failed).responders()).isEqualTo(new Responders(0, 1, 1, 0, 0));
    }

    @Test
    void withoutBaselineNobodyIsEvaluableNotEvenAfterFailure() {
        var noBaseline = aCase().withOdi(365, "10");
        var failed = aCase().withOdi(365, "10").operatedAgainOnDay(210);
        assertThat(outcome(ODI, "12-months", noBaseline, failed).responders()).isEqualTo(new Responders(0, 2, 0, 0, 0));
    }

    @Test
    void scoresOnAnUnknownScaleDecideNothingAndEnterNoMean() {
        var ambiguous = aCase().withOdiOnUnknownScale(-3, "42").withOdiOnUnknownScale(182, "24");
        var halfAmbiguous = aCase().withOdiOnUnknownScale(-3, "42").withOdi(182, "24");
        var at6 = outcome(ODI, "6-months", ambiguous, halfAmbiguous);
        assertThat(at6.responders()).isEqualTo(new Responders(0, 2, 0, 0, 0));
        assertThat(at6.values().n()).isOne();
        assertThat(at6.change().n()).isZero();
    }

    @Test
    void backAndLegPainAreJudgedApart() {
        var legOnly = aCase().withPain("leg", 0, "6").withPain("leg", 365, "3");
        assertThat(outcome(LEG, "12-months", legOnly).responders()).isEqualTo(new Responders(1, 1, 1, 0, 0));
        assertThat(outcome(BACK, "12-months", legOnly).responders()).isEqualTo(new Responders(0, 1, 0, 0, 0));
    }

    @Test
    void lossToFollowUpIsNoFailure() {
        var lost = aCase().withOdi(-3, "42").withOdi(91, "20");
        assertThat(outcome(ODI, "12-months", lost).responders()).isEqualTo(new Responders(0, 1, 0, 0, 0));
    }

    @Test
    void completeMeansBaselineAndScoresAtThreeSixAndTwelveMonths() {
        var complete =
                aCase().withOdi(0, "50").withOdi(91, "30").withOdi(182, "45").withOdi(365, "35");
        var partly = aCase().withOdi(0, "50").withOdi(91, "30").withOdi(365, "35");
        var cases = new FollowedCases[] {complete, partly};
        assertThat(outcome(ODI, "6-months", cases).responders()).isEqualTo(new Responders(0, 2, 1, 0, 1));
        assertThat(outcome(ODI, "12-months", cases).responders()).isEqualTo(new Responders(2, 2, 2, 1, 1));
    }

    @Test
    void meanDeviationAndIntervalAreThoseOfTheTextbook() {
        var at12 = outcome(
                ODI,
                "12-months",
                aCase().withOdi(0, "50").withOdi(365, "20"),
                aCase().withOdi(0, "40").withOdi(365, "30"),
                aCase().withOdi(365, "40"));
        assertThat(at12.values().n()).isEqualTo(3);
        near(at12.values().mean(), "30");
        near(at12.values().deviation(), "10");
        near(at12.values().low(), "5.159");
        near(at12.values().high(), "54.841");
        assertThat(at12.change().n()).isEqualTo(2);
        near(at12.change().mean(), "-20");
    }

    @Test
    void onePersonHasAMeanAndNoInterval() {
        var at12 = outcome(ODI, "12-months", aCase().withOdi(365, "40"));
        near(at12.values().mean(), "40");
        assertThat(at12.values().hasInterval()).isFalse();
        assertThat(at12.values().deviation()).isNull();
    }

    @Test
    void equalScoresDoNotDeviate() {
        var at12 = outcome(ODI, "12-months", aCase().withOdi(365, "33.3"), aCase().withOdi(365, "33.3"));
        assertThat(at12.values().deviation()).isEqualByComparingTo("0");
    }

    @Test
    void scoresAfterAReinterventionStayInTheMeansAndAreCounted() {
        var failed = aCase().withOdi(0, "50").withOdi(365, "20").operatedAgainOnDay(100);
        var at12 = outcome(ODI, "12-months", failed);
        assertThat(at12.values().n()).isOne();
        assertThat(at12.afterReintervention()).isOne();
    }

    private static void near(BigDecimal actual, String expected) {
        assertThat(actual).isCloseTo(new BigDecimal(expected), Offset.offset(new BigDecimal("0.002")));
    }
}
