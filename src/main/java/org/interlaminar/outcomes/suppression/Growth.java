package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a reader gets who subtracts an earlier publication from this one: the same sums over differences. A difference moves
 * when the count of today does, which takes cells that are hidden today, or when the count of then does, which takes cells that were
 * hidden then; a move never mixes the two, for each publication's sums hold by themselves. Who grew is taken to have lost
 * nobody, so no difference changes its sign; who shrank may have shrunk by anything.
 */
final class Growth {
    private final Counts now;
    private final Map<String, Earlier.Count> before = new HashMap<>();
    private final Set<Sum> sums;
    private final Set<String> fixedBefore = new LinkedHashSet<>();
    private final int threshold;

    Growth(Counts now, Earlier earlier, int threshold) {
        this.now = now;
        this.threshold = threshold;
        this.sums = new LinkedHashSet<>(now.sums());
        earlier.counts().forEach(count -> before.put(count.key(), count));
        for (Sum sum : earlier.sums()) {
            List<String> cells = new ArrayList<>(sum.parts());
            cells.add(sum.whole());
            if (cells.stream().allMatch(now::has)) {
                sums.add(sum);
            } else {
                // Of a sum that is not declared any more nothing may move.
                fixedBefore.addAll(cells);
            }
        }
    }

    /** @param hidden of the new counts */
    Ground ground(boolean[] hidden) {
        List<Cell> cells = now.cells();
        int n = cells.size();
        long[] value = new long[n];
        long[] lowest = new long[n];
        boolean[] open = new boolean[n];
        long[] losable = new long[n];
        long[] lendable = new long[n];
        Worth[] worth = new Worth[n];
        List<Secret> secrets = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Cell cell = cells.get(i);
            Earlier.Count then = before.get(cell.key());
            int least = cell.published() ? 1 : 0;
            int was = then == null ? 0 : then.people();
            value[i] = cell.people() - was;
            losable[i] = Math.max(0, cell.people() - least);
            lendable[i] =
                    then == null || then.shown() || fixedBefore.contains(cell.key()) ? -1 : Math.max(0, was - least);
            lowest[i] = value[i] < 0 ? least - was : 0;
            // To hide a count that has not changed would hide nothing.
            open[i] = hidden[i] || cell.people() > 0 && value[i] != 0;
            worth[i] = cell.published() ? cell.worth() : null;
            if (then != null && value[i] != 0 && Math.abs(value[i]) < threshold) {
                secrets.add(value[i] > 0 ? new Secret(i, 0, threshold) : new Secret(i, -threshold, 0));
            }
        }
        return new Ground(
                now.keys(),
                value,
                lowest,
                open,
                losable,
                lendable,
                worth,
                Ground.sumsOf(List.copyOf(sums), now.keys()),
                List.copyOf(secrets));
    }
}
