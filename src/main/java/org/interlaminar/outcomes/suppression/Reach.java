package org.interlaminar.outcomes.suppression;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Searches for moves within one component. */
final class Reach {
    private static final int TRIES = 8;
    private static final double WHOLE = 1e-6;

    private final Ground ground;
    private final List<Integer> cells;
    private final Tableau tableau;

    Reach(Ground ground, List<Integer> cells) {
        this.ground = ground;
        this.cells = cells;
        this.tableau = new Tableau(
                cells.size(),
                ground.sums().stream()
                        .filter(sum -> java.util.Arrays.stream(sum).anyMatch(this::isHere))
                        .map(this::columns)
                        .toList());
    }

    List<Integer> cells() {
        return cells;
    }

    /** What it costs to hide a cell; nothing if it is hidden; infinite if it must stay as it is. */
    @FunctionalInterface
    interface Price {
        double of(int cell);
    }

    /**
     * The cheapest move in whole people that takes the cell as far towards the goal as it can go.
     *
     * @return empty if the search found only fractions of people, which are no proof
     */
    Optional<Move> towards(int cell, long goal, Price price) {
        int n = cells.size();
        double[] prices = new double[n];
        boolean[] still = new boolean[n];
        for (int c = 0; c < n; c++) {
            prices[c] = price.of(cells.get(c));
            still[c] = Double.isInfinite(prices[c]);
        }
        int wanted = Collections.binarySearch(cells, cell);
        for (int tries = 0; tries < TRIES; tries++) {
            double[] moved = search(prices, still, wanted, goal - ground.value()[cell]);
            if (moved == null) {
                return Optional.empty();
            }
            int broken = brokenMost(moved, wanted);
            if (broken < 0) {
                return Optional.of(whole(moved));
            }
            still[broken] = true;
        }
        return Optional.empty();
    }

    private double[] search(double[] prices, boolean[] still, int wanted, long goal) {
        int n = cells.size();
        double[] least = new double[n];
        double[] most = new double[n];
        double[] costs = new double[n];
        for (int c = 0; c < n; c++) {
            int cell = cells.get(c);
            least[c] = still[c] ? 0 : Math.min(0, ground.lowest()[cell] - ground.value()[cell]);
            most[c] = still[c] ? 0 : Double.POSITIVE_INFINITY;
            costs[c] = still[c] ? 0 : prices[c];
        }
        double bounded = Math.max(goal, least[wanted]);
        return new CheapestMove(tableau, costs, least, most, wanted, bounded).found();
    }

    private static int brokenMost(double[] moved, int wanted) {
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
        int[] at = java.util.stream.IntStream.range(0, moved.length)
                .filter(c -> Math.rint(moved[c]) != 0)
                .toArray();
        long[] by =
                java.util.Arrays.stream(at).mapToLong(c -> Math.round(moved[c])).toArray();
        return new Move(java.util.Arrays.stream(at).map(cells::get).toArray(), by);
    }

    private boolean isHere(int cell) {
        return Collections.binarySearch(cells, cell) >= 0;
    }

    /** The whole comes first and has the other sign, so a whole that cannot move keeps its place as -1. */
    private int[] columns(int[] sum) {
        return java.util.Arrays.stream(sum)
                .map(cell -> Math.max(-1, Collections.binarySearch(cells, cell)))
                .toArray();
    }
}
