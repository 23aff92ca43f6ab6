package org.interlaminar.outcomes.survival;

/**
 * How probable something is by a day.
 *
 * @param probability 0 to 1
 * @param standardError of it
 * @param interval by log; null while the probability is 0
 */
public record Incidence(double probability, double standardError, Interval interval) {
    static Incidence of(double probability, double variance) {
        double error = Math.sqrt(Math.max(0, variance));
        return new Incidence(probability, error, Interval.log(probability, error));
    }
}
