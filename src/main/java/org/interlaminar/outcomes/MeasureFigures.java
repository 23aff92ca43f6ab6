package org.interlaminar.outcomes;

import java.util.List;

/** One measure over all windows of the plan, in their order. */
public record MeasureFigures(Measure measure, List<WindowFigures> windows) {
    /** Whether anybody has a score of it in any window. */
    public boolean hasScores() {
        return windows.stream().anyMatch(one -> one.values().n() > 0);
    }
}
