package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.interlaminar.cases.FollowUpWindow;
import org.interlaminar.fixture.Seeds;
import org.junit.jupiter.api.Test;

class FigurePropertiesTest {
    @Test
    void theOrderOfCasesChangesNothing() {
        for (long seed : Seeds.some()) {
            List<FollowedCase> cases = cases(new Random(seed));
            GroupedFigures one = figures(cases);
            Collections.shuffle(cases, new Random(seed + 1));
            GroupedFigures other = figures(cases);
            assertThat(told(other)).as(Seeds.named(seed, "order")).isEqualTo(told(one));
        }
    }

    @Test
    void evaluableAndMissingAreEverybody() {
        forEveryWindow((cohort, window) ->
                assertThat(window.evaluable() + window.missing().total()).isEqualTo(cohort.people()));
    }

    @Test
    void whoIsExpectedAndNotSeenIsMissing() {
        forEveryWindow((cohort, window) -> {
            Completeness completeness = window.completeness();
            Missing missing = window.missing();
            assertThat(completeness.seen()).isBetween(0L, completeness.expected());
            assertThat(completeness.expected())
                    .isBetween(missing.noBaseline() + missing.lost() + missing.noScore(), cohort.people());
        });
    }

    @Test
    void theBestCaseIsNoWorseThanTheCompleteAndThatNoWorseThanTheWorst() {
        forEveryWindow((cohort, window) -> {
            for (ResponderRate rate : window.responders()) {
                Sensitivity read = rate.sensitivity();
                if (read.completeCase().isKnown()) {
                    assertThat(read.completeCase().share())
                            .isBetween(read.worstCase().share(), read.bestCase().share());
                }
            }
        });
    }

    @Test
    void aHigherThresholdNeverHasMoreResponders() {
        forEveryWindow((cohort, window) -> {
            long before = window.evaluable();
            for (double threshold = -30; threshold < 60; threshold += 2.5) {
                long now = window.curve().at(threshold).count();
                assertThat(now).isLessThanOrEqualTo(before);
                before = now;
            }
        });
    }

    @Test
    void theCurveAgreesWithTheThresholdsInPoints() {
        forEveryWindow((cohort, window) -> window.responders().stream()
                .filter(rate -> rate.threshold().kind() == Threshold.Kind.POINTS)
                .forEach(rate -> assertThat(
                                window.curve().at(rate.threshold().value().doubleValue()))
                        .isEqualTo(rate.ofEvaluable())));
    }

    private interface Check {
        void holds(CohortFigures cohort, WindowFigures window);
    }

    private static void forEveryWindow(Check check) {
        for (long seed : Seeds.some()) {
            CohortFigures cohort = figures(cases(new Random(seed))).all();
            long judged = 0;
            for (MeasureFigures measure : cohort.measures()) {
                for (WindowFigures window : measure.windows()) {
                    if (!window.baseline()) {
                        judged += window.evaluable();
                        try {
                            check.holds(cohort, window);
                        } catch (AssertionError e) {
                            throw new AssertionError(Seeds.named(seed, window), e);
                        }
                    }
                }
            }
            assertThat(judged).as(Seeds.named(seed, "nobody to judge")).isPositive();
        }
    }

    private static List<Object> told(GroupedFigures figures) {
        return List.of(
                figures.all().measures(),
                figures.all().timesToEvent(),
                figures.all().harms(),
                figures.all().followUp(),
                figures.table1().rows(),
                figures.logRank(Endpoint.REINTERVENTIONS.get(0)));
    }

    private static GroupedFigures figures(List<FollowedCase> cases) {
        GroupedFigures figures = new GroupedFigures(AnalysisPlan.DEFAULT, "sex");
        cases.forEach(figures::add);
        return figures;
    }

    private static List<FollowedCase> cases(Random random) {
        List<FollowedCase> cases = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            cases.add(one(random));
        }
        return cases;
    }

    private static FollowedCase one(Random random) {
        List<ChosenScore> scores = new ArrayList<>();
        for (Measure measure : Measure.DEFAULTS) {
            for (FollowUpWindow window : FollowUpWindow.DEFAULTS) {
                if (random.nextInt(3) > 0) {
                    scores.add(score(measure, window, random));
                }
            }
        }
        List<FollowedEvent> events = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            boolean isHarm = random.nextBoolean();
            events.add(new FollowedEvent(
                    isHarm ? "complication" : "reintervention",
                    "any",
                    random.nextInt(isHarm ? 90 : 900),
                    isHarm ? "new" : "surgical"));
        }
        Integer failed = events.stream()
                .filter(event -> event.kind().equals("reintervention"))
                .map(FollowedEvent::day)
                .min(Integer::compare)
                .orElse(null);
        Map<String, String> traits = new HashMap<>();
        traits.put("sex", random.nextBoolean() ? "female" : "male");
        traits.put("age_at_index", String.valueOf(50 + random.nextInt(400) / 10.0));
        return new FollowedCase(
                failed,
                scores,
                traits,
                random.nextInt(8) == 0 ? random.nextInt(1000) : null,
                random.nextInt(1500),
                300 + random.nextInt(1500),
                events);
    }

    private static ChosenScore score(Measure measure, FollowUpWindow window, Random random) {
        int day = window.from() + random.nextInt(window.to() - window.from() + 1);
        BigDecimal value = BigDecimal.valueOf(random.nextInt(500), 1);
        return new ChosenScore(measure.instrument(), measure.component(), window.name(), day, value, measure.unit());
    }
}
