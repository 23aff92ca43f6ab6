package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.MaxIter;
import org.hipparchus.optim.linear.LinearConstraint;
import org.hipparchus.optim.linear.LinearConstraintSet;
import org.hipparchus.optim.linear.LinearObjectiveFunction;
import org.hipparchus.optim.linear.NonNegativeConstraint;
import org.hipparchus.optim.linear.Relationship;
import org.hipparchus.optim.linear.SimplexSolver;
import org.hipparchus.optim.nonlinear.scalar.GoalType;

/**
 * A reader who wants to know. Sees the numbers shown, knows which counts add up to which, and the rule: zeros are shown, so
 * a hidden count is at least 1; of a count that is never shown only that it is not negative. Uses none of the code that protects.
 */
final class Attacker {
    private final List<String> unknown = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final Map<String, Integer> least = new HashMap<>();
    private final List<Sum> sums;

    /** @param isShown what the reader sees of the published counts */
    Attacker(Counts counts, Predicate<String> isShown) {
        this(counts, isShown, 1);
    }

    /** @param leastHidden what the reader knows of a published count that is hidden */
    Attacker(Counts counts, Predicate<String> isShown, int leastHidden) {
        this.sums = counts.sums();
        for (Cell cell : counts.cells()) {
            if (cell.published() && isShown.test(cell.key())) {
                seen.put(cell.key(), cell.people());
            } else {
                unknown.add(cell.key());
                least.put(cell.key(), cell.published() ? leastHidden : 0);
            }
        }
    }

    List<String> unknown() {
        return unknown;
    }

    /** What a count may be, in real numbers. */
    record Bounds(double low, double high) {
        boolean isExact() {
            return high - low < 0.5;
        }
    }

    Bounds boundsOf(String key) {
        fillIn(seen, Integer.MAX_VALUE);
        unknown.removeAll(seen.keySet());
        if (seen.containsKey(key)) {
            return new Bounds(seen.get(key), seen.get(key));
        }
        return new Bounds(end(key, GoalType.MINIMIZE), end(key, GoalType.MAXIMIZE));
    }

    private double end(String key, GoalType goal) {
        // Where two unknowns stand in the same sums only, the solver may hand the value of one to the other; so the one
        // that is asked for
        // comes first and once more, in an equation of its own.
        unknown.remove(key);
        unknown.add(0, key);
        int n = unknown.size() + 1;
        List<LinearConstraint> constraints = new ArrayList<>();
        for (Sum sum : sums) {
            double[] row = new double[n];
            double right = place(row, sum.whole(), -1);
            for (String part : sum.parts()) {
                right += place(row, part, 1);
            }
            if (Arrays.stream(row).anyMatch(factor -> factor != 0)) {
                constraints.add(new LinearConstraint(row, Relationship.EQ, -right));
            }
        }
        double[] aim = new double[n];
        aim[0] = 1;
        double[] same = new double[n];
        same[0] = 1;
        same[1] = -1;
        constraints.add(new LinearConstraint(same, Relationship.EQ, 0));
        try {
            return new SimplexSolver()
                            .optimize(
                                    new MaxIter(100_000),
                                    new LinearObjectiveFunction(aim, 0),
                                    new LinearConstraintSet(constraints),
                                    goal,
                                    new NonNegativeConstraint(true))
                            .getValue()
                    + least.get(key);
        } catch (MathIllegalStateException unbounded) {
            if (unbounded.getMessage().contains("unbounded")) {
                return goal == GoalType.MAXIMIZE ? Double.POSITIVE_INFINITY : least.get(key);
            }
            throw unbounded;
        }
    }

    private double place(double[] row, String key, int sign) {
        if (seen.containsKey(key)) {
            return sign * seen.get(key);
        }
        // Counted from the least on, so that the solver's own "not negative" is the rule.
        row[1 + unknown.indexOf(key)] += sign;
        return sign * least.get(key);
    }

    /**
     * Every set of whole numbers, none above the given one, that agrees with all that is seen; in the order of
     * {@link #unknown}. Null if that takes too long.
     */
    List<int[]> everyPossibility(int highest) {
        List<int[]> found = new ArrayList<>();
        steps = 60_000;
        tryAll(new HashMap<>(seen), highest, found);
        return steps > 0 ? found : null;
    }

    private int steps;

    private void tryAll(Map<String, Integer> known, int highest, List<int[]> found) {
        if (steps-- <= 0 || !fillIn(known, highest)) {
            return;
        }
        Optional<String> open =
                unknown.stream().filter(key -> !known.containsKey(key)).findFirst();
        if (open.isEmpty()) {
            found.add(unknown.stream().mapToInt(known::get).toArray());
            return;
        }
        for (int people = least.get(open.get()); people <= highest; people++) {
            Map<String, Integer> next = new HashMap<>(known);
            next.put(open.get(), people);
            tryAll(next, highest, found);
        }
    }

    /** Subtracts wherever all but one are known; false if something does not add up. */
    private boolean fillIn(Map<String, Integer> known, int highest) {
        boolean again = true;
        while (again) {
            again = false;
            for (Sum sum : sums) {
                List<String> open = sum.parts().stream()
                        .filter(part -> !known.containsKey(part))
                        .toList();
                int added = sum.parts().stream()
                        .mapToInt(part -> known.getOrDefault(part, least.getOrDefault(part, 0)))
                        .sum();
                Integer whole = known.get(sum.whole());
                if (whole != null && (open.isEmpty() ? added != whole : added > whole)) {
                    return false;
                }
                if (whole == null && open.isEmpty() || whole != null && open.size() == 1) {
                    String key = whole == null ? sum.whole() : open.get(0);
                    int people = whole == null ? added : whole - added + least.get(key);
                    if (people < least.get(key) || people > highest) {
                        return false;
                    }
                    known.put(key, people);
                    again = true;
                }
            }
        }
        return true;
    }
}
