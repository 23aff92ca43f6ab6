package org.interlaminar.outcomes.suppression;

import java.math.BigDecimal;

/**
 * What happened between one landmark and the next. Landmarks are declared in advance (the ends of follow-up windows, say) and
 * never taken from the data: a day on which something happened belongs to one person.
 *
 * @param untilDay the later landmark, in days from the index
 * @param events people who had the event after the landmark before and up to this one
 * @param censored people whose follow-up ended there without it
 * @param survival the estimate at this landmark, 0 to 1
 * @param low lower end of its confidence interval, or null
 * @param high upper end, or null
 */
public record SurvivalSpan(
        int untilDay, int events, int censored, BigDecimal survival, BigDecimal low, BigDecimal high) {}
