package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.util.List;
import org.interlaminar.cases.FollowUpWindow;

/** One measure of one case: the scores that may decide, and what each window says. Windows go by their place in the list. */
final class CaseSeries {
    private static final List<String> COMPLETE = List.of("3-months", "6-months", "12-months");

    private final List<FollowUpWindow> windows;
    private final Integer failedOnDay;
    private final Observation observation;
    private final ChosenScore[] scores;
    private final boolean hasNeededBaseline;
    private final boolean isComplete;
    private BigDecimal baseline;

    CaseSeries(Measure measure, List<FollowUpWindow> windows, FollowedCase followed, Observation observation) {
        this.windows = windows;
        this.failedOnDay = followed.failedOnDay();
        this.observation = observation;
        this.scores = new ChosenScore[windows.size()];
        int completing = 0;
        for (ChosenScore score : followed.scores()) {
            if (measure.isDecidedBy(score)) {
                place(score);
                completing += COMPLETE.contains(score.window()) ? 1 : 0;
            }
        }
        this.hasNeededBaseline = baseline != null || !measure.hasBaseline();
        this.isComplete = hasNeededBaseline && completing == COMPLETE.size();
    }

    Observation observation() {
        return observation;
    }

    /** The score at a window, or null. */
    BigDecimal valueAt(int window) {
        return scores[window] == null ? null : scores[window].value();
    }

    /** The score at baseline, or null. */
    BigDecimal baseline() {
        return baseline;
    }

    boolean hasNeededBaseline() {
        return hasNeededBaseline;
    }

    /** With a baseline and scores at 3, 6 and 12 months. */
    boolean isComplete() {
        return isComplete;
    }

    boolean isScoredAfterFailure(int window) {
        return scores[window] != null && failedOnDay != null && scores[window].day() >= failedOnDay;
    }

    /** A score dated before the treatment failure stands, also inside the window of the failure. */
    Standing at(int window) {
        if (windows.get(window).isBaseline() || !hasNeededBaseline) {
            return Standing.NOT_EVALUABLE;
        }
        boolean stands = scores[window] != null && !isScoredAfterFailure(window);
        if (!stands && failedOnDay != null && failedOnDay <= windows.get(window).to()) {
            return Standing.FAILED;
        }
        return stands ? Standing.SCORED : Standing.NOT_EVALUABLE;
    }

    private void place(ChosenScore score) {
        for (int i = 0; i < scores.length; i++) {
            if (windows.get(i).name().equals(score.window())) {
                scores[i] = score;
            }
        }
        if (score.window().equals(FollowUpWindow.BASELINE)) {
            baseline = score.value();
        }
    }
}
