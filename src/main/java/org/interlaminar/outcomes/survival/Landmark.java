package org.interlaminar.outcomes.survival;

/**
 * The curve read at a day that was agreed upon before.
 *
 * @param day days from the index
 * @param atRisk whose time ends on this day or later
 * @param events until this day
 * @param survival still without the event after this day, 0 to 1
 * @param standardError of survival; null once survival is 0
 * @param interval by log-log; null while survival is 1 and once it is 0
 */
public record Landmark(int day, long atRisk, long events, double survival, Double standardError, Interval interval) {}
