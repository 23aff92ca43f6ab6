package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reader gets who subtracts an earlier publication from this one: the same sums over differences. Where nobody was
 * taken back each difference is a number of people and nothing less is assumed than that it is not negative; a count that went down may have gone
 * down by anything.
 */
final class Growth {
    private static final long ANYTHING = -1_000_000_000L;

    private final Counts now;
    private final Published earlier;
    private final int threshold;

    Growth(Counts now, Published earlier, int threshold) {
        this.now = now;
        this.earlier = earlier;
        this.threshold = threshold;
    }

    /** @param hidden what is hidden of the new counts; both shown is what can be subtracted */
    Ground ground(boolean[] hidden) {
        List<Cell> cells = now.cells();
        int n = cells.size();
        long[] value = new long[n];
        long[] lowest = new long[n];
        boolean[] open = new boolean[n];
        Worth[] worth = new Worth[n];
        List<Secret> secrets = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Cell cell = cells.get(i);
            value[i] = cell.people() - before(cell.key());
            lowest[i] = value[i] < 0 ? ANYTHING : 0;
            open[i] = hidden[i] || isUnknownBefore(cell.key()) || cell.people() > 0;
            worth[i] = cell.published() ? cell.worth() : null;
            if (value[i] != 0 && Math.abs(value[i]) < threshold) {
                secrets.add(value[i] > 0 ? new Secret(i, 0, threshold) : new Secret(i, -threshold, 0));
            }
        }
        List<Sum> sums = now.sums().stream().filter(this::heldBefore).toList();
        return new Ground(
                now.keys(), value, lowest, open, worth, Ground.sumsOf(sums, now.keys()), List.copyOf(secrets));
    }

    /** What cannot be subtracted at first; of the secrets those must join that are shown on both sides. */
    boolean[] hiddenAtFirst(Ground ground, boolean[] hidden) {
        boolean[] atFirst = ground.hiddenAtFirst();
        for (int i = 0; i < atFirst.length; i++) {
            atFirst[i] |= hidden[i] || isUnknownBefore(ground.keys().get(i));
        }
        return atFirst;
    }

    boolean isUnknownBefore(String key) {
        return earlier.counts().has(key) && earlier.isHidden(key);
    }

    /** What did not exist counts as nobody: a reader would take it so. */
    private int before(String key) {
        return earlier.counts().has(key) ? earlier.counts().cell(key).people() : 0;
    }

    private boolean heldBefore(Sum sum) {
        return before(sum.whole())
                == sum.parts().stream().mapToInt(this::before).sum();
    }
}
