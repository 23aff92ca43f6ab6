package org.interlaminar.publication.pages;

import org.interlaminar.ledger.Outcome;

/** Names of windows and outcomes as people read them. */
public final class Wording {
    private static final String BASELINE = "baseline";

    public String window(String window) {
        return window.equals(BASELINE) ? "Baseline" : window.replace('-', ' ');
    }

    /** Fits under an axis on a phone. */
    public String shortWindow(String window) {
        return window.equals(BASELINE)
                ? "Base"
                : window.replace("-weeks", " wk").replace("-months", " mo");
    }

    /** A word of the figures at the beginning of a line. */
    public String sentence(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** How a run's resources came. */
    public String way(String way) {
        return switch (way) {
            case "load" -> "Load";
            case "pull" -> "Search";
            case "bulk" -> "Export";
            case "drop" -> "Drop folder";
            case "push" -> "Pushed";
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
