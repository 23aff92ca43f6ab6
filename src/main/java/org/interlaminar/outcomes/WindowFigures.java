package org.interlaminar.outcomes;

import java.util.List;

/**
 * Everything about one measure at one window.
 *
 * @param window the window's name in the reporting store
 * @param baseline whether it is the one before the procedure: then only values and completeness say anything
 * @param values all scores as observed, those after a re-intervention included
 * @param change of the people who also have a baseline
 * @param afterReintervention how many of the scores are dated on or after a treatment failure
 * @param evaluable who can be judged
 * @param missing everybody else, by reason: evaluable and missing add up to all index cases
 * @param completeness scored of those expected
 * @param responders one for each threshold of the measure, in its order
 * @param curve responders for any threshold in points; of no meaning for a measure without baseline
 */
public record WindowFigures(
        String window,
        boolean baseline,
        Estimate values,
        PairedChange change,
        long afterReintervention,
        long evaluable,
        Missing missing,
        Completeness completeness,
        List<ResponderRate> responders,
        ResponderCurve curve) {}
