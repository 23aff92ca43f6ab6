package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.util.ResizableDoubleArray;

/** Running counts of responders at one window, by every threshold of the measure. */
final class ResponseTally {
    private final List<Threshold> thresholds;
    private final long[] responders;
    private final long[] completeResponders;
    private final ResizableDoubleArray improvements = new ResizableDoubleArray();
    private long evaluable;
    private long complete;

    ResponseTally(List<Threshold> thresholds) {
        this.thresholds = thresholds;
        this.responders = new long[thresholds.size()];
        this.completeResponders = new long[thresholds.size()];
    }

    void add(CaseSeries series, int window) {
        Standing standing = series.at(window);
        boolean isComplete = series.isComplete();
        complete += isComplete ? 1 : 0;
        evaluable += standing == Standing.NOT_EVALUABLE ? 0 : 1;
        if (standing == Standing.SCORED) {
            judge(series, window, isComplete);
        }
    }

    private void judge(CaseSeries series, int window, boolean isComplete) {
        BigDecimal improvement = series.improvementAt(window);
        if (improvement != null) {
            improvements.addElement(improvement.doubleValue());
        }
        for (int i = 0; i < responders.length; i++) {
            if (thresholds.get(i).isMetBy(series.baseline(), improvement, series.valueAt(window))) {
                responders[i]++;
                completeResponders[i] += isComplete ? 1 : 0;
            }
        }
    }

    long evaluable() {
        return evaluable;
    }

    /** By the usual threshold. */
    WindowOutcome.Responders usual(long cases) {
        return new WindowOutcome.Responders(responders[0], cases, evaluable, completeResponders[0], complete);
    }

    List<ResponderRate> rates(long cases, Missing missing) {
        return IntStream.range(0, responders.length)
                .mapToObj(i -> new ResponderRate(
                        thresholds.get(i),
                        Proportion.of(responders[i], cases),
                        Proportion.of(responders[i], evaluable),
                        Proportion.of(completeResponders[i], complete),
                        Sensitivity.of(responders[i], evaluable, missing)))
                .toList();
    }

    ResponderCurve curve() {
        return new ResponderCurve(SortedValues.of(improvements), evaluable);
    }
}
