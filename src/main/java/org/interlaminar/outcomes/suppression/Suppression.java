package org.interlaminar.outcomes.suppression;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Decides which counts of a publication may be shown; what is promised stands with the package. The same counts give the
 * same answer, in whatever order they were declared.
 */
public final class Suppression {
    /** The least that any site may set. */
    public static final int LEAST_THRESHOLD = 11;

    private final int threshold;

    private Suppression(int threshold) {
        if (threshold < LEAST_THRESHOLD) {
            throw new IllegalArgumentException(
                    "the smallest count that may be shown cannot be below " + LEAST_THRESHOLD);
        }
        this.threshold = threshold;
    }

    /** @throws IllegalArgumentException below 11 */
    public static Suppression of(int threshold) {
        return new Suppression(threshold);
    }

    public int threshold() {
        return threshold;
    }

    /**
     * @throws IllegalStateException if the last look finds a small cell without proof: a fault of this program; nothing is
     *     published then
     */
    public Published protect(Counts counts) {
        Ground ground = Ground.of(counts, threshold);
        PatternSearch search = new PatternSearch(ground, ground.hiddenAtFirst());
        boolean[] hidden = search.hidden();
        refuseWithoutProof(ground, hidden, search.proofs());
        return new Published(counts, keys(ground, hidden), threshold);
    }

    private static void refuseWithoutProof(Ground ground, boolean[] hidden, List<Move> proofs) {
        List<String> given = Audit.unproved(ground, hidden, proofs).stream()
                .map(secret -> ground.keys().get(secret.cell()))
                .toList();
        if (!given.isEmpty()) {
            throw new IllegalStateException("nothing is published: no proof that these cannot be derived: " + given);
        }
    }

    private static SortedSet<String> keys(Ground ground, boolean[] hidden) {
        SortedSet<String> keys = new TreeSet<>();
        for (int cell = 0; cell < ground.size(); cell++) {
            if (hidden[cell]) {
                keys.add(ground.keys().get(cell));
            }
        }
        return keys;
    }
}
