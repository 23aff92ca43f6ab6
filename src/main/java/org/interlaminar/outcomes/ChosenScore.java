package org.interlaminar.outcomes;

import java.math.BigDecimal;

/**
 * The score one window of one case is judged by.
 *
 * @param instrument ODI, NRS, ZCQ ...
 * @param component the part that is scored by itself
 * @param window name of the follow-up window, baseline included
 * @param day days from the index
 * @param value on the instrument's scale
 * @param unit the measure's unit, or another word when the scale cannot be told
 */
public record ChosenScore(String instrument, String component, String window, int day, BigDecimal value, String unit) {}
