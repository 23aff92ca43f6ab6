package org.interlaminar.outcomes;

import java.util.List;

/** Nobody gets lost between two steps. */
public final class Attrition {
    private Attrition() {}

    /**
     * Asserts that each step is the one before less those left out, and that the first leaves out nobody.
     *
     * @return the same steps
     * @throws IllegalStateException naming the step that does not add up
     */
    public static List<AttritionStep> check(List<AttritionStep> steps) {
        long before = steps.isEmpty() ? 0 : steps.get(0).people();
        for (AttritionStep step : steps) {
            if (step.people() < 0 || step.leftOut() < 0 || step.people() != before - step.leftOut()) {
                throw new IllegalStateException("'" + step.name() + "' does not add up: " + before + " less "
                        + step.leftOut() + " is not " + step.people());
            }
            before = step.people();
        }
        return steps;
    }
}
