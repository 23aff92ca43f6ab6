package org.interlaminar.publication.figures;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import org.interlaminar.cases.FollowUpWindow;
import org.interlaminar.outcomes.AnalysisPlan;
import org.interlaminar.outcomes.AttritionStep;
import org.interlaminar.outcomes.ChosenScore;
import org.interlaminar.outcomes.CohortFigures;
import org.interlaminar.outcomes.FollowedCase;
import org.interlaminar.outcomes.FollowedEvent;
import org.interlaminar.outcomes.Table1;
import org.interlaminar.publication.figures.SurvivalByGroupFigure.Grouped;
import org.interlaminar.reporting.AsOf;

/**
 * A registry that treats so many people a year and follows them: seven of ten have the score of a window once it is over, one of
 * twelve is operated again, one of forty has a complication. The same person is the same on every day it is looked at.
 */
final class GrowingRegistry {
    private final long seed;
    private final int aYear;

    GrowingRegistry(long seed, int aYear) {
        this.seed = seed;
        this.aYear = aYear;
    }

    /** What it knows so many days after it was opened. */
    Cohort on(int day) {
        return on(day, person -> true);
    }

    /** The same of some of its people. */
    Cohort on(int day, IntPredicate who) {
        AnalysisPlan plan = AnalysisPlan.DEFAULT.describing(CohortReading.CHARACTERISTICS);
        CohortFigures figures = new CohortFigures(plan);
        Table1 table = new Table1(CohortReading.CHARACTERISTICS);
        Table1 seen = new Table1(CohortReading.CHARACTERISTICS);
        List<Grouped> grouped = CohortReading.groups();
        int[] odi = new int[4];
        int people = (int) ((long) day * aYear / 365);
        for (int i = 0; i < people; i++) {
            if (who.test(i)) {
                FollowedCase one = person(i, day);
                figures.add(one);
                table.add(Cohort.ALL, one.traits());
                SeenCharacteristicFigure.group(plan, one).ifPresent(group -> seen.add(group, one.traits()));
                grouped.forEach(by -> by.figures().add(one));
                count(odi, one);
            }
        }
        return new Cohort(
                new AsOf(null),
                Instant.EPOCH.plusSeconds(86_400L * day),
                List.of(
                        new AttritionStep("people received", odi[0] * 9L, 0, ""),
                        new AttritionStep("index cases", odi[0], odi[0] * 8L, "no MILD evidence"),
                        new AttritionStep("with ODI at baseline", odi[1], odi[0] - odi[1], "no ODI at baseline"),
                        new AttritionStep("with ODI at any follow-up", odi[2], odi[1] - odi[2], "no ODI after"),
                        new AttritionStep("analysed at 12 months", odi[3], odi[2] - odi[3], "no ODI at 12 months")),
                figures,
                table,
                seen,
                grouped);
    }

    private static void count(int[] odi, FollowedCase one) {
        List<String> windows = one.scores().stream()
                .filter(score -> score.instrument().equals("ODI"))
                .map(ChosenScore::window)
                .toList();
        boolean baseline = windows.contains("baseline");
        odi[0]++;
        odi[1] += baseline ? 1 : 0;
        odi[2] += baseline && windows.size() > 1 ? 1 : 0;
        odi[3] += baseline && windows.contains("12-months") ? 1 : 0;
    }

    private FollowedCase person(int number, int today) {
        Random random = new Random(seed * 1_000_003 + number);
        random.nextInt();
        int index = (int) ((number + 1L) * 365 / aYear);
        int followed = today - index;
        int gone = random.nextInt(25) == 0 ? random.nextInt(1500) : Integer.MAX_VALUE;
        boolean dies = random.nextBoolean();
        Map<String, String> traits = Map.of(
                "age_at_index", Integer.toString(60 + random.nextInt(30)),
                "sex", random.nextInt(100) < 55 ? "female" : "male",
                "nc", random.nextInt(100) < 70 ? "yes" : random.nextInt(3) > 0 ? "not-documented" : "unknown",
                "treated_levels", random.nextInt(100) < 55 ? "1" : random.nextInt(100) < 75 ? "2" : "3 or more",
                "certainty", random.nextInt(100) < 85 ? "definite" : "probable",
                "index_year", Integer.toString(2020 + index / 365));
        List<FollowedEvent> events = new ArrayList<>();
        event(events, random, 12, 1000, new FollowedEvent("reintervention", "open-decompression", 0, "surgical"));
        event(events, random, 10, 700, new FollowedEvent("reintervention", "epidural-injection", 0, "non-surgical"));
        event(events, random, 40, 80, new FollowedEvent("complication", "infection", 0, "new"));
        int last = Math.min(followed, gone);
        events.removeIf(event -> event.day() > last);
        Integer failed = events.stream()
                .filter(event -> event.attribution().equals("surgical"))
                .map(FollowedEvent::day)
                .findFirst()
                .orElse(null);
        List<ChosenScore> scores = new ArrayList<>();
        for (FollowUpWindow window : AnalysisPlan.DEFAULT.windows()) {
            for (String instrument : List.of("ODI", "NRS")) {
                boolean asked = random.nextInt(100) < (window.name().equals("baseline") ? 85 : 70);
                int points = random.nextInt(30);
                if (asked && window.target() <= last) {
                    boolean isOdi = instrument.equals("ODI");
                    int base = window.name().equals("baseline") ? (isOdi ? 40 : 60) : (isOdi ? 22 : 30);
                    scores.add(new ChosenScore(
                            instrument,
                            isOdi ? "score" : "leg",
                            window.name(),
                            window.target(),
                            isOdi ? BigDecimal.valueOf(base + points) : BigDecimal.valueOf((base + points) / 10),
                            isOdi ? "percent" : "score"));
                }
            }
        }
        return new FollowedCase(failed, scores, traits, dies && gone <= followed ? gone : null, last, followed, events);
    }

    private static void event(List<FollowedEvent> events, Random random, int oneOf, int within, FollowedEvent kind) {
        boolean happens = random.nextInt(oneOf) == 0;
        int day = 1 + random.nextInt(within);
        if (happens) {
            events.add(new FollowedEvent(kind.kind(), kind.type(), day, kind.attribution()));
        }
    }
}
