package org.interlaminar.outcomes.survival;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A 95 percent interval of a probability.
 *
 * @param low lower end, 0 to 1
 * @param high upper end, 0 to 1
 */
public record Interval(double low, double high) {
    private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);

    /** On the scale of log(-log), which has no point at 0 and 1: null there. */
    static Interval logLog(double survival, double standardError) {
        if (survival <= 0 || survival >= 1) {
            return null;
        }
        double at = Math.log(-Math.log(survival));
        double half = Z * standardError / survival / -Math.log(survival);
        return new Interval(Math.exp(-Math.exp(at + half)), Math.exp(-Math.exp(at - half)));
    }

    /** On the scale of log, which has no point at 0: null there; never above 1. */
    static Interval log(double probability, double standardError) {
        if (probability <= 0) {
            return null;
        }
        double factor = Math.exp(Z * standardError / probability);
        return new Interval(probability / factor, Math.min(1, probability * factor));
    }
}
