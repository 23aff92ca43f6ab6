package org.interlaminar.outcomes;

import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * How far two groups lie apart, in standard deviations and whatever their size. Numbers: first mean less second, by the root of
 * the mean variance. Categories: never negative, after
 * <a href="https://support.sas.com/resources/papers/proceedings12/335-2012.pdf">Yang and Dalton (2012)</a>. Null when a group
 * is too small to tell, and when the groups differ while nobody differs within them: no number is large enough.
 */
final class StandardisedDifference {
    private static final double NOTHING = 1e-9;

    private StandardisedDifference() {}

    static Double between(Table1.Cell first, Table1.Cell second) {
        return first instanceof Table1.NumberCell one && second instanceof Table1.NumberCell other
                ? ofNumbers(one.mean(), other.mean())
                : ofCategories((Table1.CategoryCell) first, (Table1.CategoryCell) second);
    }

    private static Double ofNumbers(Estimate first, Estimate second) {
        if (!first.hasInterval() || !second.hasInterval()) {
            return null;
        }
        double apart = first.mean().subtract(second.mean()).doubleValue();
        double spread =
                Math.hypot(first.deviation().doubleValue(), second.deviation().doubleValue()) / Math.sqrt(2);
        return apart == 0 ? Double.valueOf(0) : spread == 0 ? null : Double.valueOf(apart / spread);
    }

    private static Double ofCategories(Table1.CategoryCell first, Table1.CategoryCell second) {
        if (first.n() == 0 || second.n() == 0) {
            return null;
        }
        // A level that nobody has says nothing; of the others, the first follows from the rest.
        int[] used = IntStream.range(0, first.levels().size())
                .filter(i ->
                        first.levels().get(i).count() + second.levels().get(i).count() > 0)
                .skip(1)
                .toArray();
        if (used.length == 0) {
            return 0.0;
        }
        return distance(shares(first, used), shares(second, used));
    }

    private static Double distance(double[] p, double[] q) {
        RealVector apart = new ArrayRealVector(p).subtract(new ArrayRealVector(q));
        RealMatrix spread = spread(p).add(spread(q)).scalarMultiply(0.5);
        RealVector solved = new SingularValueDecomposition(spread).getSolver().solve(apart);
        boolean isSolved = spread.operate(solved).subtract(apart).getNorm() < NOTHING;
        return isSolved ? Math.sqrt(Math.max(0, apart.dotProduct(solved))) : null;
    }

    /** Of one draw from the levels. */
    private static RealMatrix spread(double[] shares) {
        RealMatrix spread = new Array2DRowRealMatrix(shares.length, shares.length);
        for (int i = 0; i < shares.length; i++) {
            for (int j = 0; j < shares.length; j++) {
                spread.setEntry(i, j, i == j ? shares[i] * (1 - shares[i]) : -shares[i] * shares[j]);
            }
        }
        return spread;
    }

    private static double[] shares(Table1.CategoryCell cell, int[] used) {
        List<Table1.Level> levels = cell.levels();
        return IntStream.of(used)
                .mapToDouble(i -> (double) levels.get(i).count() / cell.n())
                .toArray();
    }
}
