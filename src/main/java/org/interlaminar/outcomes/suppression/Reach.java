package org.interlaminar.outcomes.suppression;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Searches for moves of some cells that keep all the sums these cells are in. */
final class Reach {
    private static final int TRIES = 4;
    private static final double WHOLE = 1e-6;

    private final Ground ground;
    private final List<Integer> cells;
    private final Tableau tableau;

    /** @param cells that may move, rising; all sums they are in are given */
    Reach(Ground ground, List<Integer> cells, List<int[]> sums) {
        this.ground = ground;
        this.cells = cells;
        this.tableau =
                new Tableau(cells.size(), sums.stream().map(this::columns).toList());
    }

    boolean moves(int cell) {
        return Collections.binarySearch(cells, cell) >= 0;
    }

    /** What it costs to hide a cell: nothing if it is hidden, infinite if it must stay as it is. */
    @FunctionalInterface
    interface Price {
        double of(int cell);
    }

    /**
     * The cheapest move in whole people that takes the cell as far towards the goal as it can go.
     *
     * @param start what has moved already
     * @return the start and the new move together; empty if the search found only fractions of people, which are no proof
     */
    Optional<Move> towards(int cell, long goal, Move start, Price price) {
        double[] prices = cells.stream().mapToDouble(price::of).toArray();
        int wanted = Collections.binarySearch(cells, cell);
        for (int tries = 0; tries < TRIES; tries++) {
            double[] moved = search(prices, start, wanted, goal);
            if (moved == null) {
                return Optional.empty();
            }
            int broken = mostBroken(moved, wanted);
            if (broken < 0) {
                return Optional.of(start.then(whole(moved)));
            }
            prices[broken] = Double.POSITIVE_INFINITY;
        }
        return Optional.empty();
    }

    private double[] search(double[] prices, Move start, int wanted, long goal) {
        int n = cells.size();
        double[] least = new double[n];
        double[] most = new double[n];
        double[] costs = new double[n];
        for (int c = 0; c < n; c++) {
            if (Double.isFinite(prices[c])) {
                least[c] = Math.min(0, ground.lowest()[cells.get(c)] - at(c, start));
                most[c] = Double.POSITIVE_INFINITY;
                costs[c] = prices[c];
            }
        }
        double way = Math.max(goal - at(wanted, start), least[wanted]);
        return new CheapestMove(tableau, costs, least, most, wanted, way).found();
    }

    private long at(int column, Move start) {
        int cell = cells.get(column);
        return ground.value()[cell] + start.of(cell);
    }

    private static int mostBroken(double[] moved, int wanted) {
        int most = -1;
        double by = WHOLE;
        for (int c = 0; c < moved.length; c++) {
            double off = Math.abs(moved[c] - Math.rint(moved[c]));
            if (off > by && c != wanted) {
                most = c;
                by = off;
            }
        }
        return most;
    }

    private Move whole(double[] moved) {
        Map<Integer, Long> whole = new TreeMap<>();
        for (int c = 0; c < moved.length; c++) {
            whole.put(cells.get(c), Math.round(moved[c]));
        }
        return Move.of(whole);
    }

    private int[] columns(int[] sum) {
        return Arrays.stream(sum)
                .map(cell -> Math.max(-1, Collections.binarySearch(cells, cell)))
                .toArray();
    }
}
