package org.interlaminar.publication.figures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.interlaminar.outcomes.AnalysisPlan;
import org.interlaminar.outcomes.Characteristic;
import org.interlaminar.outcomes.ChosenScore;
import org.interlaminar.outcomes.CohortFigures;
import org.interlaminar.outcomes.FollowedCase;
import org.interlaminar.outcomes.FollowedEvent;
import org.interlaminar.outcomes.GroupedFigures;
import org.interlaminar.outcomes.Measure;
import org.interlaminar.outcomes.Table1;
import org.interlaminar.publication.figures.SurvivalByGroupFigure.Grouped;
import org.interlaminar.reporting.AsOf;

/** People with an ODI now and then, some of whom die, are operated again, are not seen or not due. */
final class RandomCohort {
    private static final List<Characteristic> CHARACTERISTICS = List.of(
            Characteristic.category("sex", "Sex", "female", "male"),
            Characteristic.category("treated_levels", "Treated levels", "1", "2", "3 or more"));
    private static final List<Map.Entry<String, Integer>> DAYS = List.of(
            Map.entry("baseline", -5),
            Map.entry("3-months", 90),
            Map.entry("6-months", 180),
            Map.entry("12-months", 360),
            Map.entry("24-months", 720));

    private RandomCohort() {}

    static Cohort of(int people, Random random) {
        List<FollowedCase> cases = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            cases.add(any(random));
        }
        return of(cases);
    }

    static Cohort of(List<FollowedCase> cases) {
        AnalysisPlan plan =
                AnalysisPlan.DEFAULT.following(List.of(Measure.DEFAULTS.get(0))).describing(CHARACTERISTICS);
        CohortFigures figures = new CohortFigures(plan);
        Table1 table = new Table1(CHARACTERISTICS);
        Table1 seen = new Table1(CHARACTERISTICS);
        List<Grouped> grouped = CHARACTERISTICS.stream()
                .map(one -> new Grouped(one, new GroupedFigures(plan.following(List.of()), one.name())))
                .toList();
        for (FollowedCase one : cases) {
            figures.add(one);
            table.add(Cohort.ALL, one.traits());
            SeenCharacteristicFigure.group(plan, one).ifPresent(group -> seen.add(group, one.traits()));
            grouped.forEach(by -> by.figures().add(one));
        }
        return new Cohort(AsOf.NOW, null, List.of(), figures, table, seen, grouped);
    }

    static FollowedCase any(Random random) {
        return any(
                random,
                random.nextInt(15) == 0
                        ? Map.of()
                        : Map.of(
                                "sex",
                                random.nextInt(3) == 0 ? "male" : "female",
                                "treated_levels",
                                random.nextInt(3) == 0 ? "2" : "1"));
    }

    static FollowedCase any(Random random, Map<String, String> traits) {
        Integer failed = random.nextInt(6) == 0 ? 20 + random.nextInt(700) : null;
        Integer died = failed == null && random.nextInt(12) == 0 ? 50 + random.nextInt(900) : null;
        int cutOff = 100 + random.nextInt(1400);
        List<ChosenScore> scores = new ArrayList<>();
        int before = 40 + 2 * random.nextInt(20);
        for (Map.Entry<String, Integer> one : DAYS) {
            String window = one.getKey();
            int day = one.getValue();
            boolean isThere = day <= cutOff && (died == null || day < died) && random.nextInt(10) > 1;
            if (isThere) {
                int value = window.equals("baseline") ? before : Math.max(0, before - random.nextInt(50) + 12);
                scores.add(new ChosenScore("ODI", "score", window, day, BigDecimal.valueOf(value), "percent"));
            }
        }
        List<FollowedEvent> events = failed == null || failed > cutOff
                ? List.of()
                : List.of(new FollowedEvent(
                        "reintervention", "any", failed, random.nextInt(3) == 0 ? "non-surgical" : "surgical"));
        return new FollowedCase(
                events.isEmpty() ? null : failed,
                scores,
                traits,
                died,
                Math.min(cutOff, 30 + random.nextInt(1500)),
                cutOff,
                events);
    }
}
