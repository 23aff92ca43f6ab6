package org.interlaminar.outcomes;

import java.util.List;
import java.util.stream.IntStream;
import org.interlaminar.cases.FollowUpWindow;

/**
 * Adds up one measure over index cases, case by case; of a case it keeps one number for each paired score. Sums are exact and
 * values sorted: the order of cases never shows in a result.
 */
public final class OutcomeSeries {
    private final Measure measure;
    private final List<FollowUpWindow> windows;
    private final List<WindowTally> tallies;
    private long cases;

    /** One series for each of the default measures that have a meaningful change, over the default windows. */
    public static List<OutcomeSeries> defaults() {
        return Measure.DEFAULTS.stream()
                .filter(measure -> measure.meaningfulChange() != null)
                .map(measure -> new OutcomeSeries(measure, FollowUpWindow.DEFAULTS))
                .toList();
    }

    /**
     * @param measure with one threshold at least, if {@link #outcomes()} is to be asked
     * @param windows in the order in which they are to be read, baseline first
     */
    public OutcomeSeries(Measure measure, List<FollowUpWindow> windows) {
        this.measure = measure;
        this.windows = windows;
        this.tallies = IntStream.range(0, windows.size())
                .mapToObj(place -> new WindowTally(measure, windows, place))
                .toList();
    }

    public void add(FollowedCase followed) {
        add(new CaseSeries(measure, windows, followed, Observation.of(followed)));
    }

    void add(CaseSeries series) {
        cases++;
        tallies.forEach(tally -> tally.add(series));
    }

    public Measure measure() {
        return measure;
    }

    /** One for each window, in the given order. */
    public List<WindowOutcome> outcomes() {
        return tallies.stream().map(tally -> tally.outcome(cases)).toList();
    }

    /** The same windows with everything that is known of them. */
    public MeasureFigures figures() {
        return new MeasureFigures(
                measure, tallies.stream().map(tally -> tally.figures(cases)).toList());
    }
}
