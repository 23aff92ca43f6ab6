package org.interlaminar.outcomes;

import java.util.List;
import org.interlaminar.cases.FollowUpWindow;

/**
 * Adds up one measure over index cases, case by case, so any number of cases takes the same memory. Sums are exact: the
 * order of cases never shows in a result.
 */
public final class OutcomeSeries {
    private final Measure measure;
    private final List<WindowCount> windows;
    private long cases;

    /** One series for each of the default measures, over the default windows. */
    public static List<OutcomeSeries> defaults() {
        return Measure.DEFAULTS.stream()
                .map(measure -> new OutcomeSeries(measure, FollowUpWindow.DEFAULTS))
                .toList();
    }

    /** @param windows in the order in which they are to be read, baseline first */
    public OutcomeSeries(Measure measure, List<FollowUpWindow> windows) {
        this.measure = measure;
        this.windows = windows.stream().map(WindowCount::new).toList();
    }

    public void add(FollowedCase followed) {
        cases++;
        CaseSeries series = new CaseSeries(measure, followed);
        windows.forEach(window -> window.add(series));
    }

    public Measure measure() {
        return measure;
    }

    /** One for each window, in the given order. */
    public List<WindowOutcome> outcomes() {
        return windows.stream().map(window -> window.outcome(cases)).toList();
    }
}
