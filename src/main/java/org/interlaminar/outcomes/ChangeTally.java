package org.interlaminar.outcomes;

import java.math.BigDecimal;
import org.hipparchus.util.ResizableDoubleArray;

/** Collects baseline and follow-up of the same people. */
final class ChangeTally {
    private final Moments before = new Moments();
    private final Moments after = new Moments();
    private final Moments changes = new Moments();
    private final ResizableDoubleArray standing = new ResizableDoubleArray();
    private final ResizableDoubleArray fallen = new ResizableDoubleArray();

    /** @param change follow-up minus baseline
     * @param stands false after a treatment failure */
    void add(BigDecimal baseline, BigDecimal followUp, BigDecimal change, boolean stands) {
        before.add(baseline);
        after.add(followUp);
        changes.add(change);
        // Equal decimals are the same double, and order is kept: differences of decimals are never taken in doubles.
        (stands ? standing : fallen).addElement(change.doubleValue());
    }

    Estimate change() {
        return changes.estimate();
    }

    PairedChange paired() {
        SortedValues sorted = SortedValues.of(standing.getElements(), fallen.getElements());
        return new PairedChange(before.estimate(), after.estimate(), change(), sorted.quartiles(), sorted);
    }

    /** How much better those are whose score stands. */
    SortedValues improvements(boolean highIsWorse) {
        double[] changes = standing.getElements();
        for (int i = 0; highIsWorse && i < changes.length; i++) {
            changes[i] = 0 - changes[i];
        }
        return SortedValues.of(changes);
    }
}
