package org.interlaminar.outcomes;

import org.interlaminar.cases.FollowUpWindow;

/** Running counts of why cases are not evaluable at one window. */
final class MissingCount {
    private final FollowUpWindow window;
    private long died;
    private long notDue;
    private long noBaseline;
    private long lost;
    private long noScore;

    MissingCount(FollowUpWindow window) {
        this.window = window;
    }

    void add(CaseSeries series) {
        Observation observation = series.observation();
        if (observation.hasDiedBefore(window.from())) {
            died++;
        } else if (!observation.isClosed(window.to())) {
            notDue++;
        } else if (!series.hasNeededBaseline()) {
            noBaseline++;
        } else if (observation.isLostBefore(window.from())) {
            lost++;
        } else {
            noScore++;
        }
    }

    Missing missing() {
        return new Missing(died, notDue, noBaseline, lost, noScore);
    }
}
