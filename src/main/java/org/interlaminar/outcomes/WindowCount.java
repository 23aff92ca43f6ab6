package org.interlaminar.outcomes;

import org.interlaminar.cases.FollowUpWindow;

/** Running counts of one measure in one window. */
final class WindowCount {
    private final FollowUpWindow window;
    private final Moments values = new Moments();
    private final Moments changes = new Moments();
    private long afterReintervention;
    private long responders;
    private long evaluable;
    private long complete;
    private long completeResponders;

    WindowCount(FollowUpWindow window) {
        this.window = window;
    }

    void add(CaseSeries series) {
        series.valueAt(window).ifPresent(values::add);
        if (window.isBaseline()) {
            return;
        }
        series.changeAt(window).ifPresent(changes::add);
        afterReintervention += series.isScoredAfterFailure(window) ? 1 : 0;
        Response response = series.at(window);
        boolean responded = response == Response.RESPONDER;
        evaluable += response == Response.NOT_EVALUABLE ? 0 : 1;
        responders += responded ? 1 : 0;
        if (series.isComplete()) {
            complete++;
            completeResponders += responded ? 1 : 0;
        }
    }

    WindowOutcome outcome(long cases) {
        return new WindowOutcome(
                window.name(),
                window.isBaseline(),
                values.estimate(),
                changes.estimate(),
                afterReintervention,
                new WindowOutcome.Responders(responders, cases, evaluable, completeResponders, complete));
    }
}
