package org.interlaminar.outcomes;

/**
 * Responders by one threshold at one window, with the three denominators of the clinical rules, section 5.
 *
 * @param threshold what makes a responder
 * @param ofAll of all index cases
 * @param ofEvaluable of those with what is needed to judge, or a treatment failure before the end of the window
 * @param ofComplete of those with a baseline and scores at 3, 6 and 12 months
 * @param sensitivity what the missing could change
 */
public record ResponderRate(
        Threshold threshold,
        Proportion ofAll,
        Proportion ofEvaluable,
        Proportion ofComplete,
        Sensitivity sensitivity) {}
