package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.util.List;
import org.interlaminar.cases.FollowUpWindow;

/** One measure of one case: the scores that may decide, and what each window says. Windows go by their place in the list. */
final class CaseSeries {
    private static final List<String> COMPLETE = List.of("3-months", "6-months", "12-months");

    private final Measure measure;
    private final List<FollowUpWindow> windows;
    private final FollowedCase followed;
    private final ChosenScore[] scores;
    private BigDecimal baseline;

    CaseSeries(Measure measure, List<FollowUpWindow> windows, FollowedCase followed) {
        this.measure = measure;
        this.windows = windows;
        this.followed = followed;
        this.scores = new ChosenScore[windows.size()];
        followed.scores().stream().filter(measure::isDecidedBy).forEach(this::place);
    }

    FollowedCase followed() {
        return followed;
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
        return baseline != null || !measure.hasBaseline();
    }

    boolean isComplete() {
        return hasNeededBaseline() && COMPLETE.stream().allMatch(this::isScored);
    }

    boolean isScoredAfterFailure(int window) {
        Integer failed = followed.failedOnDay();
        return scores[window] != null && failed != null && scores[window].day() >= failed;
    }

    /** A score dated before the treatment failure stands, also inside the window of the failure. */
    Standing at(int window) {
        if (windows.get(window).isBaseline() || !hasNeededBaseline()) {
            return Standing.NOT_EVALUABLE;
        }
        Integer failed = followed.failedOnDay();
        boolean stands = scores[window] != null && !isScoredAfterFailure(window);
        if (!stands && failed != null && failed <= windows.get(window).to()) {
            return Standing.FAILED;
        }
        return stands ? Standing.SCORED : Standing.NOT_EVALUABLE;
    }

    /** How much better than at baseline, or null when there is none. */
    BigDecimal improvementAt(int window) {
        return baseline == null ? null : measure.improvement(baseline, scores[window].value());
    }

    private boolean isScored(String name) {
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] != null && windows.get(i).name().equals(name)) {
                return true;
            }
        }
        return false;
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
