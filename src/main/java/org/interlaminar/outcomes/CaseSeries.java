package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.interlaminar.cases.FollowUpWindow;

/** One measure of one case: the scores that may decide, and what each window says. */
final class CaseSeries {
    private static final List<String> COMPLETE = List.of(FollowUpWindow.BASELINE, "3-months", "6-months", "12-months");

    private final Measure measure;
    private final Integer failedOnDay;
    private final Map<String, ChosenScore> byWindow = new HashMap<>();

    CaseSeries(Measure measure, FollowedCase followed) {
        this.measure = measure;
        this.failedOnDay = followed.failedOnDay();
        followed.scores().stream().filter(measure::isDecidedBy).forEach(score -> byWindow.put(score.window(), score));
    }

    Optional<BigDecimal> valueAt(FollowUpWindow window) {
        return Optional.ofNullable(byWindow.get(window.name())).map(ChosenScore::value);
    }

    /** Follow-up value minus baseline value, when both exist. */
    Optional<BigDecimal> changeAt(FollowUpWindow window) {
        return baseline().flatMap(before -> valueAt(window).map(after -> after.subtract(before)));
    }

    boolean isComplete() {
        return byWindow.keySet().containsAll(COMPLETE);
    }

    boolean isScoredAfterFailure(FollowUpWindow window) {
        ChosenScore score = byWindow.get(window.name());
        return score != null && failedOnDay != null && score.day() >= failedOnDay;
    }

    /** A score dated before the treatment failure stands, also inside the window of the failure. */
    Response at(FollowUpWindow window) {
        if (window.isBaseline() || baseline().isEmpty()) {
            return Response.NOT_EVALUABLE;
        }
        ChosenScore score = byWindow.get(window.name());
        boolean stands = score != null && !isScoredAfterFailure(window);
        if (!stands && failedOnDay != null && failedOnDay <= window.to()) {
            return Response.NON_RESPONDER;
        }
        if (score == null) {
            return Response.NOT_EVALUABLE;
        }
        return measure.isResponse(baseline().get(), score.value()) ? Response.RESPONDER : Response.NON_RESPONDER;
    }

    private Optional<BigDecimal> baseline() {
        return Optional.ofNullable(byWindow.get(FollowUpWindow.BASELINE)).map(ChosenScore::value);
    }
}
