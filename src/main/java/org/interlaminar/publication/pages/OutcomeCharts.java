package org.interlaminar.publication.pages;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.interlaminar.outcomes.ChosenScore;
import org.interlaminar.outcomes.FollowedCase;
import org.interlaminar.outcomes.Measure;
import org.interlaminar.outcomes.OutcomeSeries;
import org.interlaminar.outcomes.WindowOutcome;
import org.interlaminar.reporting.IndexCases.IndexCase;

/** Collects index cases into the series that the page draws, one chart for each instrument. */
final class OutcomeCharts {
    /**
     * One chart with its table.
     *
     * @param lowest start of the value axis
     * @param highest its end
     * @param decimals places its numbers are shown with
     */
    record Chart(String id, String title, String scale, int lowest, int highest, int decimals, List<Series> series) {
        public boolean isEmpty() {
            return series.isEmpty();
        }

        public long scoresAfterReintervention() {
            return series.stream()
                    .flatMap(one -> one.outcomes().stream())
                    .mapToLong(WindowOutcome::afterReintervention)
                    .sum();
        }
    }

    /** One measure with the windows that have a score of any of the chart's measures. */
    record Series(Measure measure, List<WindowOutcome> outcomes) {
        boolean hasScores() {
            return outcomes.stream().anyMatch(outcome -> outcome.values().n() > 0);
        }

        /** Whether the chart's title alone does not say which part of the instrument this is. */
        public boolean isNamed() {
            return !measure.component().equals("score");
        }

        /** Follow-up windows that somebody reached with a score: in later ones all who can be judged have failed. */
        public List<WindowOutcome> judged() {
            return outcomes.stream().filter(outcome -> outcome.change().n() > 0).toList();
        }
    }

    private final List<OutcomeSeries> all = OutcomeSeries.defaults();

    void add(IndexCase one) {
        FollowedCase followed = new FollowedCase(
                one.failedOnDay(),
                one.scores().stream()
                        .map(score -> new ChosenScore(
                                score.instrument(),
                                score.component(),
                                score.window(),
                                score.day(),
                                score.value(),
                                score.unit()))
                        .toList());
        all.forEach(series -> series.add(followed));
    }

    List<Chart> charts() {
        return List.of(
                chart("ODI", "Disability", "Oswestry Disability Index, 0 to 100 percent", 0, 100, 1),
                chart("NRS", "Pain", "Numeric rating scale, 0 to 10", 0, 10, 1),
                chart(
                        "ZCQ",
                        "Claudication",
                        "Zurich Claudication Questionnaire, domain means, 1 to 5 (function 1 to 4)",
                        1,
                        5,
                        2));
    }

    private Chart chart(String instrument, String title, String scale, int lowest, int highest, int decimals) {
        List<Series> series = all.stream()
                .filter(one -> one.measure().instrument().equals(instrument))
                .map(one -> new Series(one.measure(), one.outcomes()))
                .filter(Series::hasScores)
                .toList();
        return new Chart(
                instrument.toLowerCase(Locale.ROOT), title, scale, lowest, highest, decimals, together(series));
    }

    /** The same windows in every series, so that the rows of a chart's table line up. */
    private static List<Series> together(List<Series> series) {
        int windows = series.isEmpty() ? 0 : series.get(0).outcomes().size();
        int[] used = IntStream.range(0, windows)
                .filter(i -> series.stream().anyMatch(one -> {
                    WindowOutcome outcome = one.outcomes().get(i);
                    return outcome.baseline() || outcome.values().n() > 0;
                }))
                .toArray();
        return series.stream()
                .map(one -> new Series(
                        one.measure(),
                        IntStream.of(used).mapToObj(one.outcomes()::get).toList()))
                .toList();
    }
}
