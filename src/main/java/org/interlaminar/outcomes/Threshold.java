package org.interlaminar.outcomes;

import java.math.BigDecimal;

/**
 * What makes a responder.
 *
 * @param kind how it is meant
 * @param value points of the measure, percent of the person's own baseline, or the worst score that is still good enough
 */
public record Threshold(Kind kind, BigDecimal value) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** How a threshold is meant. */
    public enum Kind {
        /** Improvement by at least so many points. */
        POINTS,
        /** Improvement by at least so many percent of the baseline. */
        PERCENT_OF_BASELINE,
        /** A score of at most so many points, whatever it was before. */
        AT_MOST
    }

    static Threshold points(String value) {
        return new Threshold(Kind.POINTS, new BigDecimal(value));
    }

    static Threshold percent(String value) {
        return new Threshold(Kind.PERCENT_OF_BASELINE, new BigDecimal(value));
    }

    static Threshold atMost(String value) {
        return new Threshold(Kind.AT_MOST, new BigDecimal(value));
    }

    public boolean needsBaseline() {
        return kind != Kind.AT_MOST;
    }

    /**
     * Whoever starts at zero has no percentage to improve by, and does not respond in percent.
     *
     * @param baseline null only for a threshold that needs none
     * @param improvement positive is better, null when there is no baseline
     * @param score at the window
     */
    boolean isMetBy(BigDecimal baseline, BigDecimal improvement, BigDecimal score) {
        return switch (kind) {
            case POINTS -> improvement.compareTo(value) >= 0;
            case PERCENT_OF_BASELINE -> improvement.signum() > 0
                    && improvement.multiply(HUNDRED).compareTo(value.multiply(baseline.abs())) >= 0;
            case AT_MOST -> score.compareTo(value) <= 0;
        };
    }
}
