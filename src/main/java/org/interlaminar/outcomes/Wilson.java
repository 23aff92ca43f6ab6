package org.interlaminar.outcomes;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/** The score interval of <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson (1927)</a>, 95 percent, without continuity correction. */
final class Wilson {
    private Wilson() {}

    static Proportion interval(long count, long of) {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException(count + " of " + of);
        }
        if (of == 0) {
            return new Proportion(0, 0, null, null, null);
        }
        double share = (double) count / of;
        ConfidenceInterval interval = BinomialProportion.getWilsonScoreInterval(Math.toIntExact(of), share, 0.95);
        // At none and at all the interval reaches the edge exactly; rounding may miss it by a digit.
        double low = count == 0 ? 0 : interval.getLowerBound();
        double high = count == of ? 1 : interval.getUpperBound();
        return new Proportion(count, of, share, low, high);
    }
}
