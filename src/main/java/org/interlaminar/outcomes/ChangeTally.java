package org.interlaminar.outcomes;

import java.math.BigDecimal;
import org.hipparchus.util.ResizableDoubleArray;

/** Collects baseline and follow-up of the same people. */
final class ChangeTally {
    private final Moments before = new Moments();
    private final Moments after = new Moments();
    private final Moments changes = new Moments();
    private final ResizableDoubleArray each = new ResizableDoubleArray();

    void add(BigDecimal baseline, BigDecimal followUp) {
        BigDecimal change = followUp.subtract(baseline);
        before.add(baseline);
        after.add(followUp);
        changes.add(change);
        each.addElement(change.doubleValue());
    }

    Estimate change() {
        return changes.estimate();
    }

    PairedChange paired() {
        SortedValues sorted = SortedValues.of(each);
        return new PairedChange(before.estimate(), after.estimate(), changes.estimate(), sorted.quartiles(), sorted);
    }
}
