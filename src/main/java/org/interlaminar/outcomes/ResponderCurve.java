package org.interlaminar.outcomes;

import java.util.ArrayList;
import java.util.List;

/**
 * Responders among the evaluable as a function of the threshold in points: sorted once, read for any threshold.
 *
 * @param improvements of the scores that stand, positive is better; who failed is not among them and never responds
 * @param evaluable the denominator, whatever the threshold
 */
public record ResponderCurve(SortedValues improvements, long evaluable) {
    /**
     * @param threshold the largest threshold, in points, with so many responders; above the last step there are none
     * @param responders who improved by at least that much
     */
    public record Step(double threshold, long responders) {}

    /** @param threshold in points of the measure */
    public Proportion at(double threshold) {
        return Proportion.of(improvements.countAtLeast(threshold), evaluable);
    }

    /** One step for each different improvement, thresholds rising: responders fall. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < improvements.size(); i++) {
            if (i == 0 || improvements.get(i) != improvements.get(i - 1)) {
                steps.add(new Step(improvements.get(i), improvements.size() - (long) i));
            }
        }
        return List.copyOf(steps);
    }
}
