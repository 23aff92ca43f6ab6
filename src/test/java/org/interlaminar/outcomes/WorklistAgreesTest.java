package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.interlaminar.cases.Awaited;
import org.interlaminar.cases.FollowUpCalendar;
import org.interlaminar.cases.FollowUpCalendar.Death;
import org.interlaminar.cases.FollowUpState;
import org.interlaminar.cases.FollowUpWindow;
import org.interlaminar.cases.FollowedIndex;
import org.interlaminar.fixture.Seeds;
import org.junit.jupiter.api.Test;

/** Who is called and who is counted: the worklist of a day and completeness of follow-up at the end of the day before. */
class WorklistAgreesTest {
    private static final List<FollowUpWindow> WINDOWS = FollowUpWindow.DEFAULTS;
    private static final FollowUpCalendar CALENDAR = new FollowUpCalendar(WINDOWS);

    /** The worklist waits for the scores that figures are made of. */
    @Test
    void everyMeasureCanBeWaitedFor() {
        assertThat(Measure.DEFAULTS.stream().map(one -> one.instrument() + " " + one.component() + " " + one.unit()))
                .containsExactlyInAnyOrderElementsOf(List.of(Awaited.values()).stream()
                        .map(one -> one.instrument() + " " + one.component() + " " + one.unit())
                        .toList());
    }

    @Test
    void whoIsOverdueOrMissedIsExpectedAndNotSeen() {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            CohortFigures figures = new CohortFigures(AnalysisPlan.DEFAULT);
            Map<Awaited, int[]> listed = new EnumMap<>(Awaited.class);
            for (int i = 0; i < 400; i++) {
                add(random, figures, listed);
            }
            int compared = 0;
            for (Awaited one : Awaited.OF_EVERYBODY) {
                MeasureFigures measure = figures.measures().stream()
                        .filter(found -> found.measure().instrument().equals(one.instrument())
                                && found.measure().component().equals(one.component()))
                        .findFirst()
                        .orElseThrow();
                for (int place = 1; place < WINDOWS.size(); place++) {
                    Completeness told = measure.windows().get(place).completeness();
                    assertThat((long) listed.getOrDefault(one, new int[WINDOWS.size()])[place])
                            .as(Seeds.named(
                                    seed, one + " at " + WINDOWS.get(place).name()))
                            .isEqualTo(told.expected() - told.seen());
                    compared += told.expected() > told.seen() ? 1 : 0;
                }
            }
            assertThat(compared).as("otherwise nothing was compared").isGreaterThan(30);
        }
    }

    /** One more person, in both. */
    private static void add(Random random, CohortFigures figures, Map<Awaited, int[]> listed) {
        int today = random.nextInt(2_600);
        Integer died = random.nextInt(4) == 0 ? Integer.valueOf(random.nextInt(today + 1)) : null;
        List<ChosenScore> scores = new ArrayList<>();
        List<Set<Awaited>> scored = new ArrayList<>();
        for (FollowUpWindow window : WINDOWS) {
            Set<Awaited> found = EnumSet.noneOf(Awaited.class);
            for (Awaited one : Awaited.OF_EVERYBODY) {
                int day = window.from() + random.nextInt(window.to() - window.from() + 1);
                if (day < today && random.nextBoolean()) {
                    boolean known = random.nextInt(5) > 0;
                    scores.add(new ChosenScore(
                            one.instrument(),
                            one.component(),
                            window.name(),
                            day,
                            BigDecimal.ONE,
                            known ? one.unit() : "scale_unknown"));
                    if (known) {
                        found.add(one);
                    }
                }
            }
            scored.add(found);
        }
        figures.add(new FollowedCase(null, scores, Map.of(), died, today / 2, today - 1, List.of()));
        new FollowedIndex(LocalDate.EPOCH, new Death(died != null, died), null, null, scored, scored)
                .waiting(CALENDAR, Awaited.OF_EVERYBODY, today).stream()
                        .filter(waiting ->
                                waiting.state() == FollowUpState.OVERDUE || waiting.state() == FollowUpState.MISSED)
                        .forEach(waiting -> waiting.missing().forEach(one -> listed.computeIfAbsent(
                                        one, any -> new int[WINDOWS.size()])[waiting.place()]++));
    }
}
