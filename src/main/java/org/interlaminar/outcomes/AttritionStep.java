package org.interlaminar.outcomes;

/**
 * One step from people received to people analysed.
 *
 * @param name who remains
 * @param people how many remain
 * @param leftOut how many this step left out
 * @param reason why; empty for the first step
 */
public record AttritionStep(String name, long people, long leftOut, String reason) {}
