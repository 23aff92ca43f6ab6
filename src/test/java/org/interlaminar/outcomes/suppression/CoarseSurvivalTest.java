package org.interlaminar.outcomes.suppression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoarseSurvivalTest {
    private static final Suppression ELEVEN = Suppression.of(11);

    @Test
    void goesOnOverALandmarkUntilThereAreEnoughEvents() {
        List<SurvivalStep> steps = steps(300, span(91, 4, 0), span(182, 8, 0), span(365, 20, 15));

        assertThat(steps).extracting(SurvivalStep::untilDay).containsExactly(182, 365);
        assertThat(steps.get(0).events().value()).contains(12);
        assertThat(steps.get(0).atRisk().value()).contains(288);
        assertThat(steps.get(1).censored().value()).contains(15);
    }

    @Test
    void endsWhereTheRestIsTooFew() {
        List<SurvivalStep> steps = steps(300, span(182, 12, 0), span(365, 3, 0));

        assertThat(steps).extracting(SurvivalStep::untilDay).containsExactly(182);
    }

    @Test
    void keepsALandmarkAtWhichNothingHappened() {
        assertThat(steps(40, span(91, 0, 0), span(182, 0, 0))).hasSize(2);
    }

    @Test
    void drawsNothingOfThreeEventsAmongFortyEight() {
        assertThat(steps(48, span(365, 2, 0), span(730, 1, 20))).isEmpty();
    }

    @Test
    void givesTheCurveInWholePercent() {
        SurvivalStep.Curve curve =
                steps(300, span(182, 12, 0)).get(0).curve().value().orElseThrow();

        assertThat(curve.survival()).isEqualByComparingTo("0.88").hasToString("0.88");
        assertThat(curve.low()).hasToString("0.81");
    }

    @Test
    void doesNotLetTheNumberOfAllEventsTellTheRest() {
        CoarseSurvival table = ELEVEN.survival("reintervention", 300, List.of(span(182, 12, 0), span(365, 3, 0)));
        CountsBuilder counts = Counts.builder().cell("all", 300, Worth.HEADLINE).cell("with event", 15, Worth.HEADLINE);
        counts.partOf("with event", "all");
        table.declareIn(counts, "all", "with event");

        Published published = ELEVEN.protect(counts.build());

        assertThat(published.count("with event").value()).contains(15);
        assertThat(table.steps(published)).isEmpty();
    }

    @Test
    void refusesWhatIsNoSurvivalTable() {
        assertThatThrownBy(() -> ELEVEN.survival("s", 20, List.of(span(91, 15, 6))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ELEVEN.survival("s", 20, List.of(span(91, 1, 1), span(91, 1, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noStepAndNoDifferenceOfStepsTellsOfAFewPeople() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int drawn = 0;
        for (int i = 0; i < 200; i++) {
            int atRisk = 20 + random.nextInt(600);
            int left = atRisk;
            List<SurvivalSpan> spans = new ArrayList<>();
            for (int month = 1; month <= 12; month++) {
                int events = random.nextInt(Math.min(left, 25) + 1);
                int censored = random.nextInt(3) == 0 ? 0 : random.nextInt(Math.min(left - events, 25) + 1);
                spans.add(span(month * 30, events, censored));
                left -= events + censored;
            }
            List<SurvivalStep> steps = steps(atRisk, spans.toArray(new SurvivalSpan[0]));
            List<Integer> seen = new ArrayList<>(List.of(atRisk));
            for (SurvivalStep step : steps) {
                assertThat(List.of(step.events(), step.censored(), step.atRisk()))
                        .allMatch(count -> isFine(count.value().orElseThrow()));
                seen.add(step.atRisk().value().orElseThrow());
                drawn++;
            }
            for (int a : seen) {
                assertThat(seen).allMatch(b -> isFine(Math.abs(a - b)));
            }
        }
        assertThat(drawn).isGreaterThan(200);
    }

    private static boolean isFine(int people) {
        return people == 0 || people >= 11;
    }

    private static List<SurvivalStep> steps(int atRisk, SurvivalSpan... spans) {
        CoarseSurvival table = ELEVEN.survival("s", atRisk, List.of(spans));
        int events = List.of(spans).stream().mapToInt(SurvivalSpan::events).sum();
        CountsBuilder counts =
                Counts.builder().cell("all", atRisk, Worth.HEADLINE).unpublished("with event", events);
        table.declareIn(counts, "all", "with event");
        return table.steps(ELEVEN.protect(counts.build()));
    }

    private static SurvivalSpan span(int day, int events, int censored) {
        return new SurvivalSpan(
                day, events, censored, new BigDecimal("0.8765"), new BigDecimal("0.8123"), new BigDecimal("0.9"));
    }
}
