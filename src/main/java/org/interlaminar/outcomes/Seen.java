package org.interlaminar.outcomes;

import java.util.List;
import org.interlaminar.cases.FollowUpWindow;

/** Whether somebody who could be seen at a window was. */
public enum Seen {
    /** Alive when the window opened, the window over by the cut-off, and scored in it. */
    SEEN,
    /** The same without a score. */
    NOT_SEEN,
    NOT_EXPECTED;

    /**
     * The same people as {@link WindowFigures#completeness()} counts.
     *
     * @param windows that are known; in one that is not, nobody is expected
     */
    public static Seen at(List<FollowUpWindow> windows, String name, Measure measure, FollowedCase followed) {
        Observation observation = Observation.of(followed);
        boolean isExpected =
                windows.stream().anyMatch(window -> window.name().equals(name) && observation.isExpectedAt(window));
        if (!isExpected) {
            return NOT_EXPECTED;
        }
        boolean isScored = followed.scores().stream()
                .anyMatch(score -> measure.isDecidedBy(score) && score.window().equals(name));
        return isScored ? SEEN : NOT_SEEN;
    }
}
