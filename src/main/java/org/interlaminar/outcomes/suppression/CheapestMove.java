package org.interlaminar.outcomes.suppression;

import java.util.Arrays;

/**
 * Moves one cell as far as it can go towards a goal, and of all ways to do so takes the cheapest, where a cell costs
 * its price times the people it gains or loses. A bounded simplex method whose start is "nothing moves"; a cell at rest may enter in either
 * direction. Floating point: the answer is a proposal.
 */
final class CheapestMove {
    private static final double EPSILON = 1e-9;
    /** A saving below this is rounding: the goal's price times what a double forgets in some hundred steps. */
    private static final double SAVING = 1e-6;

    private static final double PIVOT = 1e-7;
    private static final double GOAL = 1e6;

    private final Tableau tableau;
    private final double[] price;
    private final double[] least;
    private final double[] most;
    private final double[] moved;
    private final int[] side;
    private final boolean[] isBasic;
    private final double[] dual;
    private final int wanted;

    private int entering;
    private int direction;
    private int leaving;
    private double step;
    private double leavesAt;

    /**
     * @param price of each column, 0 or more
     * @param least how far down each column may move, 0 or less
     * @param most how far up, 0 or more
     * @param goal how far the wanted column should move, up or down
     */
    CheapestMove(Tableau tableau, double[] price, double[] least, double[] most, int wanted, double goal) {
        int n = tableau.columns();
        this.tableau = tableau;
        this.price = price;
        this.least = least;
        this.most = most;
        this.wanted = wanted;
        this.moved = new double[n];
        this.side = new int[n];
        this.isBasic = new boolean[n];
        this.dual = new double[n];
        Arrays.fill(side, 1);
        least[wanted] = Math.min(goal, 0);
        most[wanted] = Math.max(goal, 0);
        side[wanted] = goal < 0 ? -1 : 1;
        price[wanted] = -GOAL;
        for (int row = 0; row < tableau.rows(); row++) {
            isBasic[tableau.basic(row)] = true;
            addTo(dual, slope(tableau.basic(row)), tableau.row(row));
        }
    }

    /** How far each column moves; null if the search did not end in time. */
    double[] found() {
        int limit = 500 + 5 * (tableau.columns() + tableau.rows());
        for (int turn = 0; turn < limit; turn++) {
            // The steepest way is the fast one; the first one cannot run in circles.
            if (!choose(turn > limit / 2)) {
                return moved;
            }
            findStep();
            if (Double.isInfinite(step)) {
                return null;
            }
            take();
        }
        return null;
    }

    private double slope(int column) {
        return side[column] * price[column];
    }

    private boolean choose(boolean first) {
        double best = -SAVING;
        entering = -1;
        for (int c = 0; c < moved.length && !(first && entering >= 0); c++) {
            if (isBasic[c] || least[c] == most[c]) {
                continue;
            }
            if (moved[c] < most[c]) {
                best = better(c, 1, (moved[c] < 0 ? -price[c] : price[c]) - dual[c], best);
            }
            if (moved[c] > least[c]) {
                best = better(c, -1, (moved[c] > 0 ? -price[c] : price[c]) + dual[c], best);
            }
        }
        return entering >= 0;
    }

    private double better(int column, int towards, double change, double best) {
        if (change >= best) {
            return best;
        }
        entering = column;
        direction = towards;
        return change;
    }

    /** How far the entering column can go until it, or a basic one, comes to an end or to rest. */
    private void findStep() {
        double end = nextStop(entering, moved[entering], direction);
        step = Math.abs(end - moved[entering]);
        leaving = -1;
        for (int row = 0; row < tableau.rows(); row++) {
            double rate = -tableau.at(row, entering) * direction;
            if (Math.abs(rate) > PIVOT) {
                int column = tableau.basic(row);
                double stop = rate > 0 ? (side[column] > 0 ? most[column] : 0) : (side[column] > 0 ? 0 : least[column]);
                double reach = Math.max(0, (stop - moved[column]) / rate);
                boolean sooner = reach < step - EPSILON;
                boolean tie = leaving >= 0 && reach <= step + EPSILON && column < tableau.basic(leaving);
                if (sooner || tie) {
                    step = Math.min(step, reach);
                    leaving = row;
                    leavesAt = stop;
                }
            }
        }
    }

    private double nextStop(int column, double from, int towards) {
        if (towards > 0) {
            return from < 0 ? 0 : most[column];
        }
        return from > 0 ? 0 : least[column];
    }

    private void take() {
        boolean above = moved[entering] > 0 || moved[entering] == 0 && direction > 0;
        double end = nextStop(entering, moved[entering], direction);
        for (int row = 0; row < tableau.rows(); row++) {
            double rate = -tableau.at(row, entering) * direction;
            if (rate != 0) {
                moved[tableau.basic(row)] += rate * step;
            }
        }
        if (leaving < 0) {
            moved[entering] = end;
            return;
        }
        moved[entering] += direction * step;
        int left = tableau.basic(leaving);
        moved[left] = leavesAt;
        isBasic[left] = false;
        isBasic[entering] = true;
        side[entering] = above ? 1 : -1;
        side[left] = left == wanted ? side[left] : 1;
        double gain = slope(entering) - dual[entering];
        tableau.pivot(leaving, entering);
        addTo(dual, gain, tableau.row(leaving));
    }

    private static void addTo(double[] sum, double factor, double[] row) {
        if (factor != 0) {
            for (int c = 0; c < row.length; c++) {
                sum[c] += factor * row[c];
            }
        }
    }
}
