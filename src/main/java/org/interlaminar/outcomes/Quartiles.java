package org.interlaminar.outcomes;

/**
 * The middle of the values and of its halves; quantiles of type 7 (Hyndman and Fan, R's default).
 *
 * @param lower a quarter of the values lies below
 * @param median half of them
 * @param upper three quarters
 */
public record Quartiles(double lower, double median, double upper) {}
