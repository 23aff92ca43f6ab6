package org.interlaminar.outcomes.suppression;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A step of a curve that may be drawn.
 *
 * @param untilDay where it ends, in days from the index
 * @param events since the step before
 * @param censored since the step before
 * @param atRisk who is left at its end
 * @param curve the estimate at its end
 */
public record SurvivalStep(
        int untilDay, Shown<Integer> events, Shown<Integer> censored, Shown<Integer> atRisk, Shown<Curve> curve) {

    /** Rounded to whole percent, 0.00 to 1.00; ends of the interval may be null. */
    public record Curve(BigDecimal survival, BigDecimal low, BigDecimal high) {
        static Curve of(SurvivalSpan span) {
            return new Curve(percent(span.survival()), percent(span.low()), percent(span.high()));
        }

        private static BigDecimal percent(BigDecimal value) {
            return value == null ? null : value.setScale(2, RoundingMode.HALF_UP);
        }
    }
}
