package org.interlaminar.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.cases.Awaited.BACK_PAIN;
import static org.interlaminar.cases.Awaited.EQ5D_INDEX;
import static org.interlaminar.cases.Awaited.LEG_PAIN;
import static org.interlaminar.cases.Awaited.ODI;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.interlaminar.cases.FollowUpCalendar.Death;
import org.interlaminar.cases.FollowUpCalendar.Span;
import org.interlaminar.cases.FollowedIndex.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowUpCalendarTest {
    private static final FollowUpCalendar CALENDAR = new FollowUpCalendar(FollowUpWindow.DEFAULTS);

    @ParameterizedTest
    @CsvSource({
        "0, 2-weeks upcoming; 6-weeks upcoming",
        "4, 2-weeks upcoming; 6-weeks upcoming",
        "5, 2-weeks due; 6-weeks upcoming",
        "21, 2-weeks due; 6-weeks upcoming",
        "22, 2-weeks overdue; 6-weeks upcoming",
        "63, 2-weeks overdue; 6-weeks due; 3-months upcoming",
        "64, 2-weeks missed; 6-weeks overdue; 3-months due",
        "135, 2-weeks missed; 6-weeks overdue; 3-months due; 6-months upcoming",
        "136, 2-weeks missed; 6-weeks missed; 3-months overdue; 6-months due"
    })
    void aWindowIsAnnouncedDueOverdueAndMissedInTurn(int day, String said) {
        assertThat(said(withoutScores(), day)).isEqualTo(said);
    }

    @Test
    void theLastWindowIsOverdueForAsLongAsItWasOpen() {
        assertThat(said(withoutScores(), 2010)).endsWith("60-months due");
        assertThat(said(withoutScores(), 2011)).endsWith("60-months overdue");
        assertThat(said(withoutScores(), 2381)).endsWith("60-months overdue");
        assertThat(said(withoutScores(), 2382)).endsWith("60-months missed");
    }

    @Test
    void nothingIsWaitedForBeforeTheIndex() {
        assertThat(said(withoutScores(), -1)).isEmpty();
    }

    @Test
    void aWindowThatHasEveryScoreIsNotWaitedFor() {
        assertThat(said(withoutScores().with("3-months", ODI), 100)).doesNotContain("3-months");
    }

    @Test
    void onlyWhatIsMissingIsAskedFor() {
        assertThat(withoutScores()
                        .with("3-months", ODI)
                        .with("12-months", BACK_PAIN)
                        .waiting(100, EnumSet.of(ODI, BACK_PAIN)))
                .filteredOn(waiting -> waiting.state() == FollowUpState.DUE)
                .singleElement()
                .extracting(Waiting::missing)
                .isEqualTo(Set.of(BACK_PAIN));
    }

    @Test
    void whatNobodyIsEverAskedHereIsNotMissing() {
        assertThat(withoutScores().waiting(100, Set.of())).isEmpty();
        assertThat(withoutScores().waiting(100, Set.of(EQ5D_INDEX)))
                .as("not an instrument that everybody is asked")
                .isEmpty();
    }

    @Test
    void whoeverHasABaselineIsAskedAgain() {
        assertThat(withoutScores().with("baseline", EQ5D_INDEX, LEG_PAIN).waiting(100, Set.of()))
                .filteredOn(waiting -> waiting.state() == FollowUpState.DUE)
                .singleElement()
                .extracting(Waiting::missing)
                .isEqualTo(Set.of(EQ5D_INDEX, LEG_PAIN));
    }

    @ParameterizedTest
    @CsvSource({"0", "63", "64", "100", "135", "136", "300", "3000"})
    void nobodyIsCalledAfterDeath(int day) {
        for (Death death : List.of(new Death(true, 80), new Death(true, null))) {
            assertThat(withoutScores().died(death).waiting(day, Set.of(ODI)))
                    .allSatisfy(waiting -> assertThat(waiting.state()).isEqualTo(FollowUpState.MISSED));
        }
    }

    @Test
    void whoDiedBeforeAWindowOpenedHasNotMissedIt() {
        assertThat(said(withoutScores().died(new Death(true, 63)), 300)).isEqualTo("2-weeks missed; 6-weeks missed");
        assertThat(said(withoutScores().died(new Death(true, 64)), 300))
                .isEqualTo("2-weeks missed; 6-weeks missed; 3-months missed");
    }

    @Test
    void ofADeathWithoutADayNoWindowIsKnownToHaveComeLater() {
        assertThat(said(withoutScores().died(new Death(true, null)), 140))
                .isEqualTo("2-weeks missed; 6-weeks missed; 3-months missed");
    }

    /** The store asks by spans, one person by state: both must say the same on every day. */
    @Test
    void spansAndStatesSayTheSame() {
        for (int day = 0; day < 2_500; day++) {
            int asked = day;
            List<String> bySpans = CALENDAR.spans().stream()
                    .filter(span -> asked >= span.first() && asked <= span.last())
                    .map(span -> span.window().name() + " " + span.state().word())
                    .toList();
            assertThat(said(withoutScores(), day)).isEqualTo(String.join("; ", bySpans));
        }
        assertThat(CALENDAR.spans()).extracting(Span::place).doesNotContain(0);
    }

    @Test
    void windowsOfASiteAreTakenAsTheyAre() {
        FollowUpCalendar own = new FollowUpCalendar(List.of(
                new FollowUpWindow(FollowUpWindow.BASELINE, -60, 0, 0), new FollowUpWindow("one-year", 300, 400, 365)));
        assertThat(IntStream.of(269, 270, 300, 401, 501, 502).mapToObj(day -> own.state(1, day, Death.NONE)
                        .map(FollowUpState::word)
                        .orElse("nothing")))
                .containsExactly("nothing", "upcoming", "due", "overdue", "overdue", "missed");
    }

    @Test
    void aSetOfScoresIsOneNumberAndBack() {
        for (Awaited one : Awaited.values()) {
            assertThat(Awaited.of(Awaited.number(EnumSet.of(one, ODI)))).isEqualTo(EnumSet.of(one, ODI));
        }
        assertThat(Awaited.of(0)).isEmpty();
    }

    private static Told withoutScores() {
        return new Told(
                Death.NONE,
                FollowUpWindow.DEFAULTS.stream()
                        .map(window -> (Set<Awaited>) EnumSet.noneOf(Awaited.class))
                        .toList());
    }

    private static String said(Told told, int day) {
        return told.waiting(day, Set.of(ODI)).stream()
                .map(waiting -> FollowUpWindow.DEFAULTS.get(waiting.place()).name() + " "
                        + waiting.state().word())
                .collect(Collectors.joining("; "));
    }

    /** An index case in words. */
    private record Told(Death death, List<Set<Awaited>> scored) {
        Told with(String window, Awaited... scores) {
            List<Set<Awaited>> more = new ArrayList<>();
            for (int place = 0; place < scored.size(); place++) {
                Set<Awaited> all = EnumSet.noneOf(Awaited.class);
                all.addAll(scored.get(place));
                if (FollowUpWindow.DEFAULTS.get(place).name().equals(window)) {
                    all.addAll(List.of(scores));
                }
                more.add(all);
            }
            return new Told(death, more);
        }

        Told died(Death other) {
            return new Told(other, scored);
        }

        List<Waiting> waiting(int day, Set<Awaited> used) {
            return new FollowedIndex(LocalDate.of(2024, 3, 1), death, null, null, scored, scored)
                    .waiting(CALENDAR, used, day);
        }
    }
}
