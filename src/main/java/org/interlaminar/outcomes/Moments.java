package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.math.MathContext;
import org.apache.commons.statistics.distribution.TDistribution;

/** Exact sums; division and roots are rounded to 16 significant digits, half to even. */
final class Moments {
    private static final MathContext ROUNDED = MathContext.DECIMAL64;

    private long n;
    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal squares = BigDecimal.ZERO;

    void add(BigDecimal value) {
        n++;
        sum = sum.add(value);
        squares = squares.add(value.multiply(value));
    }

    Estimate estimate() {
        if (n == 0) {
            return new Estimate(0, null, null, null, null);
        }
        BigDecimal count = BigDecimal.valueOf(n);
        BigDecimal mean = sum.divide(count, ROUNDED);
        if (n == 1) {
            return new Estimate(1, mean, null, null, null);
        }
        // n * squares - sum * sum is exact, so equal values have a deviation of exactly zero.
        BigDecimal variance = count.multiply(squares)
                .subtract(sum.multiply(sum))
                .divide(count.multiply(BigDecimal.valueOf(n - 1)), ROUNDED);
        BigDecimal deviation = variance.sqrt(ROUNDED);
        BigDecimal half = twoSided95(n - 1).multiply(deviation).divide(count.sqrt(ROUNDED), ROUNDED);
        return new Estimate(n, mean, deviation, mean.subtract(half, ROUNDED), mean.add(half, ROUNDED));
    }

    static BigDecimal twoSided95(long degreesOfFreedom) {
        return BigDecimal.valueOf(TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(0.025));
    }
}
