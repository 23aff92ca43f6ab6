package org.interlaminar.outcomes;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/** Numbers in ascending order, without whose they are. */
public final class SortedValues {
    private static final Quantile TYPE_7 = Quantile.withDefaults().with(EstimationMethod.HF7);

    private final double[] ascending;

    private SortedValues(double[] ascending) {
        this.ascending = ascending;
    }

    static SortedValues of(double[]... parts) {
        double[] sorted = Stream.of(parts).flatMapToDouble(Arrays::stream).toArray();
        Arrays.sort(sorted);
        return new SortedValues(sorted);
    }

    public int size() {
        return ascending.length;
    }

    /** A copy, in ascending order. */
    public double[] toArray() {
        return ascending.clone();
    }

    public double get(int place) {
        return ascending[place];
    }

    /** How many are at least as large. */
    public int countAtLeast(double least) {
        int from = 0;
        int to = ascending.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ascending[middle] < least) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return ascending.length - from;
    }

    /** Null when there are no values. */
    public Quartiles quartiles() {
        if (ascending.length == 0) {
            return null;
        }
        double[] three = TYPE_7.evaluate(ascending.length, i -> ascending[i], 0.25, 0.5, 0.75);
        return new Quartiles(three[0], three[1], three[2]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SortedValues values && Arrays.equals(ascending, values.ascending);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ascending);
    }
}
