package org.interlaminar.publication.pages;

import java.util.Map;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.outcomes.Measure;
import org.interlaminar.outcomes.WindowOutcome;

/** Names of windows, measures and outcomes as people read them. */
public final class Wording {
    private static final Map<String, String> COMPONENTS = Map.of(
            "back", "Back pain",
            "leg", "Leg pain",
            "unspecified", "Pain, site not recorded",
            "symptom-severity", "Symptom severity",
            "physical-function", "Physical function",
            "score", "ODI");

    public String window(WindowOutcome outcome) {
        return outcome.baseline() ? "Baseline" : outcome.window().replace('-', ' ');
    }

    /** Fits under an axis on a phone. */
    public String shortWindow(WindowOutcome outcome) {
        return outcome.baseline()
                ? "Base"
                : outcome.window().replace("-weeks", " wk").replace("-months", " mo");
    }

    public String measure(Measure measure) {
        return COMPONENTS.getOrDefault(measure.component(), measure.component());
    }

    /** How a run's resources came. */
    public String way(String way) {
        return switch (way) {
            case "load" -> "Load";
            case "pull" -> "Search";
            case "bulk" -> "Export";
            case "drop" -> "Drop folder";
            case "replay" -> "Replay from quarantine";
            case "backfill" -> "People fetched again";
            case "confirm" -> "Deletes confirmed";
            default -> way;
        };
    }

    /** A sign that does not rely on colour. */
    public String sign(Outcome outcome) {
        return switch (outcome) {
            case COMPLETE -> "✓";
            case PARTIAL -> "!";
            case FAILED -> "✕";
            case RUNNING -> "…";
        };
    }
}
