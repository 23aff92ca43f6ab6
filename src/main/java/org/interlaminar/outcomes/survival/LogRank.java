package org.interlaminar.outcomes.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * Whether groups have the event at the same pace: the log-rank test of
 * <a href="https://doi.org/10.2307/2344317">Peto and Peto (1972)</a> for any number of groups, as R's
 * {@code survdiff}. Competing events censor.
 */
public final class LogRank {
    /**
     * One group.
     *
     * @param observed events
     * @param expected events, had all groups the same pace
     */
    public record Group(String name, long people, long observed, double expected) {}

    /**
     * The answer.
     *
     * @param groups in the order of their names
     * @param chiSquare the statistic; 0 when nothing distinguishes the groups, everybody at once included
     * @param degreesOfFreedom groups in which an event could be expected, less one; at least 0
     * @param p null when there are not two such groups
     */
    public record Result(List<Group> groups, double chiSquare, int degreesOfFreedom, Double p) {}

    private final List<NavigableMap<Integer, RiskSet>> groups;
    private final double[] expected;
    private final RealMatrix variance;

    private LogRank(Collection<ExitTimes> groups) {
        this.groups = groups.stream().map(LogRank::byDay).toList();
        this.expected = new double[groups.size()];
        this.variance = new Array2DRowRealMatrix(Math.max(1, groups.size()), Math.max(1, groups.size()));
    }

    /** @param groups by name, people without events included */
    public static Result between(Map<String, ExitTimes> groups) {
        SortedMap<String, ExitTimes> sorted = new TreeMap<>(groups);
        LogRank test = new LogRank(sorted.values());
        test.addUp();
        return test.result(sorted);
    }

    private static NavigableMap<Integer, RiskSet> byDay(ExitTimes times) {
        NavigableMap<Integer, RiskSet> days = new TreeMap<>();
        times.days().forEach(day -> days.put(day.day(), day));
        return days;
    }

    private void addUp() {
        SortedSet<Integer> days = new TreeSet<>();
        groups.forEach(group -> group.values().stream()
                .filter(day -> day.events() > 0)
                .map(RiskSet::day)
                .forEach(days::add));
        days.forEach(this::addDay);
    }

    private void addDay(int day) {
        double[] atRisk =
                groups.stream().mapToDouble(group -> atRisk(group, day)).toArray();
        double events = groups.stream()
                .filter(group -> group.containsKey(day))
                .mapToDouble(group -> group.get(day).events())
                .sum();
        double all = Arrays.stream(atRisk).sum();
        double spread = all > 1 ? events * (all - events) / (all * (all - 1)) : 0;
        for (int i = 0; i < atRisk.length; i++) {
            expected[i] += events * atRisk[i] / all;
            for (int j = 0; j < atRisk.length; j++) {
                double own = i == j ? atRisk[i] : 0;
                variance.addToEntry(i, j, spread * (own - atRisk[i] * atRisk[j] / all));
            }
        }
    }

    /** Whoever leaves next was at risk until then. */
    private static double atRisk(NavigableMap<Integer, RiskSet> group, int day) {
        Map.Entry<Integer, RiskSet> next = group.ceilingEntry(day);
        return next == null ? 0 : next.getValue().atRisk();
    }

    private Result result(SortedMap<String, ExitTimes> named) {
        List<Group> told = new ArrayList<>();
        named.forEach((name, times) -> {
            int i = told.size();
            told.add(new Group(name, times.people(), observed(i), expected[i]));
        });
        int[] compared =
                IntStream.range(0, expected.length).filter(i -> expected[i] > 0).toArray();
        if (compared.length < 2) {
            return new Result(List.copyOf(told), 0, 0, null);
        }
        // The last one follows from the others.
        int[] free = IntStream.range(1, compared.length).map(i -> compared[i]).toArray();
        double chiSquare = chiSquare(free);
        double p = ChiSquaredDistribution.of(free.length).survivalProbability(chiSquare);
        return new Result(List.copyOf(told), chiSquare, free.length, p);
    }

    private double chiSquare(int[] free) {
        RealVector excess = new ArrayRealVector(
                IntStream.of(free).mapToDouble(i -> observed(i) - expected[i]).toArray());
        // By singular values, so that no variance at all (everybody at once) gives 0 and no error.
        RealVector solved = new SingularValueDecomposition(variance.getSubMatrix(free, free))
                .getSolver()
                .solve(excess);
        return Math.max(0, excess.dotProduct(solved));
    }

    private long observed(int group) {
        return groups.get(group).values().stream().mapToLong(RiskSet::events).sum();
    }
}
