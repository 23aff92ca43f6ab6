package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** Running counts of responders at one window, by every threshold of the measure. */
final class ResponseTally {
    private final List<Threshold> thresholds;
    private final long[] responders;
    private final long[] completeResponders;
    private long evaluable;
    private long complete;

    ResponseTally(List<Threshold> thresholds) {
        this.thresholds = thresholds;
        this.responders = new long[thresholds.size()];
        this.completeResponders = new long[thresholds.size()];
    }

    /**
     * Adds one case.
     *
     * @param standing what its window says
     * @param improvement positive is better, null when there is no baseline
     * @param score at the window, or null
     */
    void add(CaseSeries series, Standing standing, BigDecimal improvement, BigDecimal score) {
        complete += series.isComplete() ? 1 : 0;
        evaluable += standing == Standing.NOT_EVALUABLE ? 0 : 1;
        if (standing != Standing.SCORED) {
            return;
        }
        for (int i = 0; i < responders.length; i++) {
            if (thresholds.get(i).isMetBy(series.baseline(), improvement, score)) {
                responders[i]++;
                completeResponders[i] += series.isComplete() ? 1 : 0;
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
}
