package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.cases.FollowUpWindow;

/** Says cases in words: {@code aCase().withOdi(0, 42).withOdi(365, 24).operatedAgainOnDay(210)}. */
final class FollowedCases {
    private final List<ChosenScore> scores = new ArrayList<>();
    private final List<FollowedEvent> events = new ArrayList<>();
    private final Map<String, String> traits = new HashMap<>();
    private Integer failedOnDay;
    private Integer diedOnDay;
    private Integer lastSeenOnDay;
    private Integer cutOffDay;

    static FollowedCases aCase() {
        return new FollowedCases();
    }

    static Measure measure(String instrument, String component) {
        return Measure.DEFAULTS.stream()
                .filter(one ->
                        one.instrument().equals(instrument) && one.component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    static WindowFigures figures(Measure measure, String window, FollowedCases... cases) {
        OutcomeSeries series = new OutcomeSeries(measure, FollowUpWindow.DEFAULTS);
        List.of(cases).forEach(one -> series.add(one.made()));
        return at(window, series.figures());
    }

    static WindowFigures at(String window, MeasureFigures figures) {
        return figures.windows().stream()
                .filter(one -> one.window().equals(window))
                .findFirst()
                .orElseThrow();
    }

    static CohortFigures cohort(FollowedCases... cases) {
        CohortFigures cohort = new CohortFigures(AnalysisPlan.DEFAULT);
        List.of(cases).forEach(one -> cohort.add(one.made()));
        return cohort;
    }

    static WindowOutcome outcome(Measure measure, String window, FollowedCases... cases) {
        OutcomeSeries series = new OutcomeSeries(measure, FollowUpWindow.DEFAULTS);
        for (FollowedCases one : cases) {
            series.add(one.made());
        }
        return series.outcomes().stream()
                .filter(outcome -> outcome.window().equals(window))
                .findFirst()
                .orElseThrow();
    }

    FollowedCases withOdi(int day, String value) {
        return with("ODI", "score", day, value, "percent");
    }

    FollowedCases withOdiOnUnknownScale(int day, String value) {
        return with("ODI", "score", day, value, "scale_unknown");
    }

    FollowedCases withPain(String site, int day, String value) {
        return with("NRS", site, day, value, "score");
    }

    FollowedCases operatedAgainOnDay(int day) {
        failedOnDay = day;
        return this;
    }

    FollowedCases diedOnDay(int day) {
        diedOnDay = day;
        return this;
    }

    FollowedCases lastSeenOnDay(int day) {
        lastSeenOnDay = day;
        return this;
    }

    FollowedCases cutOffOnDay(int day) {
        cutOffDay = day;
        return this;
    }

    FollowedCases withTrait(String name, String word) {
        traits.put(name, word);
        return this;
    }

    FollowedCases reoperatedOnDay(int day) {
        return withEvent("reintervention", "open-decompression", day, "surgical");
    }

    FollowedCases injectedOnDay(int day) {
        return withEvent("reintervention", "epidural-injection", day, "non-surgical");
    }

    FollowedCases withComplication(int day, String attribution) {
        return withEvent("complication", "bleeding", day, attribution);
    }

    FollowedCases withEvent(String kind, String type, int day, String attribution) {
        events.add(new FollowedEvent(kind, type, day, attribution));
        return this;
    }

    FollowedCase made() {
        return new FollowedCase(failedOnDay, scores, traits, diedOnDay, lastSeenOnDay, cutOffDay, events);
    }

    FollowedCases with(String instrument, String component, int day, String value, String unit) {
        String window = FollowUpWindow.DEFAULTS.stream()
                .filter(one -> one.holds(day))
                .findFirst()
                .orElseThrow()
                .name();
        scores.add(new ChosenScore(instrument, component, window, day, new BigDecimal(value), unit));
        return this;
    }
}
