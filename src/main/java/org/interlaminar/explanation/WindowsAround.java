package org.interlaminar.explanation;

import static org.interlaminar.explanation.Words.count;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.interlaminar.cases.FollowUpWindow;
import org.interlaminar.cases.OutcomeScore;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.cases.ProcedureEvent;
import org.interlaminar.explanation.Explanation.Failure;
import org.interlaminar.explanation.Explanation.Passed;
import org.interlaminar.explanation.Explanation.Score;
import org.interlaminar.explanation.Explanation.Series;
import org.interlaminar.explanation.Explanation.Window;

/** The windows of one index: the score each is judged by, and why the others were passed over. Clinical rules, section 5. */
final class WindowsAround {
    private final PersonCase one;
    private final ProcedureEvent index;
    private final List<FollowUpWindow> windows;
    private final Failure failure;
    private final Grounds grounds;

    /** @param failure of this index, or null */
    WindowsAround(
            PersonCase one, ProcedureEvent index, List<FollowUpWindow> windows, Failure failure, Grounds grounds) {
        this.one = one;
        this.index = index;
        this.windows = windows;
        this.failure = failure;
        this.grounds = grounds;
    }

    List<Window> all() {
        return windows.stream().map(this::window).toList();
    }

    /** What no window takes. */
    List<Passed> unscheduled() {
        return scores().filter(score -> score.window().equals(FollowUpWindow.UNSCHEDULED))
                .map(score -> new Passed(score(score, grounds), outside(score)))
                .toList();
    }

    private Stream<OutcomeScore> scores() {
        return one.scores().stream().filter(score -> Objects.equals(score.indexNo(), index.indexNo()));
    }

    private Window window(FollowUpWindow window) {
        Map<String, List<OutcomeScore>> bySeries = new LinkedHashMap<>();
        scores().filter(score -> score.window().equals(window.name()))
                .forEach(score -> bySeries.computeIfAbsent(series(score), any -> new ArrayList<>())
                        .add(score));
        LocalDate from = day(window.from());
        return new Window(
                window.name(),
                from.toString(),
                day(window.to()).toString(),
                window.from(),
                window.to(),
                window.target(),
                bySeries.values().stream().map(all -> series(window, all)).toList(),
                remarks(window, from, bySeries.isEmpty()));
    }

    private LocalDate day(int fromIndex) {
        return index.start().first().plusDays(fromIndex);
    }

    private static String series(OutcomeScore score) {
        return score.instrument().name() + "/" + score.instrument().component();
    }

    private Series series(FollowUpWindow window, List<OutcomeScore> all) {
        OutcomeScore chosen =
                all.stream().filter(OutcomeScore::chosen).findFirst().orElseThrow();
        return new Series(
                chosen.instrument().name(),
                chosen.instrument().component(),
                score(chosen, grounds),
                all.stream()
                        .filter(score -> score != chosen)
                        .map(score -> new Passed(score(score, grounds), passedOver(window, chosen, score)))
                        .toList());
    }

    private static String passedOver(FollowUpWindow window, OutcomeScore chosen, OutcomeScore score) {
        if (window.isBaseline()) {
            return score.day().equals(chosen.day())
                    ? "of the same day as the one chosen, which comes after it by its time or its record"
                    : "earlier than the last one before the procedure";
        }
        long distance = distance(window, score);
        long nearest = distance(window, chosen);
        if (distance > nearest) {
            return "further from day " + window.target() + " (" + count(distance, "day") + ") than the one chosen ("
                    + count(nearest, "day") + ")";
        }
        return score.day().equals(chosen.day())
                ? "of the same day as the one chosen, which comes before it by its time or its record"
                : "as far from day " + window.target() + " as the one chosen; a tie goes to the earlier";
    }

    private static long distance(FollowUpWindow window, OutcomeScore score) {
        return Math.abs(score.day() - window.target());
    }

    private String outside(OutcomeScore score) {
        FollowUpWindow first = windows.get(0);
        FollowUpWindow last = windows.get(windows.size() - 1);
        if (first.holds(score.day())) {
            return score.instrument().hasBaseline()
                    ? "of the day of the procedure, after it began"
                    : "satisfaction is asked about a treatment, so there is none before it";
        }
        if (score.day() < first.from()) {
            return "more than " + -first.from() + " days before the procedure";
        }
        if (score.day() > last.to()) {
            return "later than the last window";
        }
        String before = windows.stream()
                .filter(window -> window.to() < score.day())
                .reduce((one, later) -> later)
                .orElse(first)
                .name();
        String after = windows.stream()
                .filter(window -> window.from() > score.day())
                .findFirst()
                .orElse(last)
                .name();
        return "between the windows " + before + " and " + after;
    }

    private List<String> remarks(FollowUpWindow window, LocalDate from, boolean empty) {
        List<String> remarks = new ArrayList<>();
        if (empty) {
            remarks.add(noScore(window, from));
        }
        if (failure != null && !window.isBaseline() && failure.day() <= window.to()) {
            remarks.add(
                    failure.day() <= window.from()
                            ? "After the treatment failure of " + failure.on() + "."
                            : "From " + failure.on() + " on it counts as treatment failure; a score before that day"
                                    + " stands.");
        }
        return remarks;
    }

    private String noScore(FollowUpWindow window, LocalDate from) {
        LocalDate death = one.patient() == null || one.patient().death() == null
                ? null
                : one.patient().death().last();
        if (death != null && from.isAfter(death)) {
            return "No score: it begins after the death.";
        }
        return !window.isBaseline() && one.lastContact() != null && from.isAfter(one.lastContact())
                ? "No score: it begins after the last contact."
                : "No score.";
    }

    static Score score(OutcomeScore score, Grounds grounds) {
        List<String> remarks = new ArrayList<>();
        if (!score.isOnKnownScale()) {
            remarks.add("Its scale is not known: it is shown, and decides nothing.");
        }
        if (score.afterReintervention()) {
            remarks.add("Dated after a re-intervention that counts as treatment failure.");
        }
        if (score.lostResponse()) {
            remarks.add("The response is lost: there was one before.");
        }
        score.warnings().forEach(word -> remarks.add(Words.warning(word)));
        return new Score(
                score.instrument().name(),
                score.instrument().component(),
                score.value(),
                score.unit(),
                Words.date(score.on()),
                score.day(),
                List.copyOf(remarks),
                grounds.ofEvidence(List.of(score.evidence())).get(0));
    }
}
