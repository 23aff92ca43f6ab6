package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.util.List;
import org.interlaminar.cases.FollowUpWindow;

/** Running counts of one measure in one window. */
final class WindowTally {
    private final Measure measure;
    private final FollowUpWindow window;
    private final int place;
    private final Moments values = new Moments();
    private final ChangeTally change = new ChangeTally();
    private final ResponseTally responses;
    private final MissingCount missing;
    private long afterReintervention;
    private long seen;
    private long expected;

    WindowTally(Measure measure, List<FollowUpWindow> windows, int place) {
        this.measure = measure;
        this.window = windows.get(place);
        this.place = place;
        this.responses = new ResponseTally(measure.thresholds());
        this.missing = new MissingCount(window);
    }

    void add(CaseSeries series) {
        BigDecimal value = series.valueAt(place);
        if (value != null) {
            values.add(value);
        }
        if (series.observation().isExpectedAt(window)) {
            expected++;
            seen += value == null ? 0 : 1;
        }
        if (!window.isBaseline()) {
            follow(series, value);
        }
    }

    private void follow(CaseSeries series, BigDecimal value) {
        Standing standing = series.at(place);
        BigDecimal improvement = null;
        if (value != null && series.baseline() != null) {
            BigDecimal difference = value.subtract(series.baseline());
            change.add(series.baseline(), value, difference, standing == Standing.SCORED);
            improvement = measure.improvement(difference);
        }
        afterReintervention += series.isScoredAfterFailure(place) ? 1 : 0;
        responses.add(series, standing, improvement, value);
        if (standing == Standing.NOT_EVALUABLE) {
            missing.add(series);
        }
    }

    WindowOutcome outcome(long cases) {
        return new WindowOutcome(
                window.name(),
                window.isBaseline(),
                values.estimate(),
                change.change(),
                afterReintervention,
                responses.usual(cases));
    }

    WindowFigures figures(long cases) {
        Missing absent = missing.missing();
        return new WindowFigures(
                window.name(),
                window.isBaseline(),
                values.estimate(),
                change.paired(),
                afterReintervention,
                responses.evaluable(),
                absent,
                new Completeness(seen, expected),
                window.isBaseline() ? List.of() : responses.rates(cases, absent),
                new ResponderCurve(change.improvements(measure.highIsWorse()), responses.evaluable()));
    }
}
