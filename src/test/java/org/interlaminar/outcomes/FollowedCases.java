package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.cases.FollowUpWindow;

/** Says cases in words: {@code aCase().withOdi(0, 42).withOdi(365, 24).operatedAgainOnDay(210)}. */
final class FollowedCases {
    private final List<ChosenScore> scores = new ArrayList<>();
    private Integer failedOnDay;

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

    FollowedCase made() {
        return new FollowedCase(failedOnDay, List.copyOf(scores));
    }

    private FollowedCases with(String instrument, String component, int day, String value, String unit) {
        String window = FollowUpWindow.DEFAULTS.stream()
                .filter(one -> one.holds(day))
                .findFirst()
                .orElseThrow()
                .name();
        scores.add(new ChosenScore(instrument, component, window, day, new BigDecimal(value), unit));
        return this;
    }
}
