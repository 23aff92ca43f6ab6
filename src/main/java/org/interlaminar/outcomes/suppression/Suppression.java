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
     * For a first publication.
     *
     * @throws IllegalStateException if the last look finds a small cell without proof: a fault of this program; nothing is
     *     published then
     */
    public Published protect(Counts counts) {
        return protect(counts, List.of());
    }

    /**
     * Protects against subtraction too. A count that a reader may know from before and that has changed by fewer people than
     * the threshold is hidden now, with what else is needed so that the change cannot be derived; a statistic of as many people as before is
     * shown only if it is the same. If that cannot be proved, everything is hidden.
     *
     * <p>Counts change by a few people from day to day, so a publication that follows too soon is mostly hidden
     * ({@link Published#hiddenCells}).
     *
     * @param earlier all publications that a reader may still have
     */
    public Published protect(Counts counts, List<Earlier> earlier) {
        Memory memory = new Memory(earlier);
        Ground ground = Ground.of(counts, threshold, memory);
        boolean[] last = memory.hiddenLast(ground.keys());
        // A second search could do better than the first, and the same data would be told in two ways.
        boolean[] atFirst = memory.isOfTheSame(counts.cells()) ? ground.hiddenAtFirst(last) : ground.hiddenAtFirst();
        PatternSearch search = new PatternSearch(ground, atFirst, last);
        boolean[] hidden = search.hidden();
        for (Earlier before : earlier) {
            hideChanges(new Growth(counts, before, threshold).ground(hidden), hidden, counts.cells());
        }
        refuseWithoutProof(ground, hidden, search.proofs());
        return new Published(counts, keys(ground, hidden), threshold, memory);
    }

    /** Tells nothing of these counts. */
    public Published hideAll(Counts counts) {
        return new Published(counts, new TreeSet<>(counts.keys()), threshold, Memory.NONE);
    }

    private static void hideChanges(Ground changes, boolean[] hidden, List<Cell> cells) {
        if (changes.secrets().isEmpty()) {
            return;
        }
        PatternSearch search = new PatternSearch(changes, changes.hiddenAtFirst(hidden));
        boolean[] found = search.hidden();
        boolean proved = Audit.unproved(changes, found, search.proofs()).isEmpty();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] |= found[i] || !proved && cells.get(i).people() > 0;
        }
    }

    /**
     * A survival table in steps that may be published.
     *
     * @param name of the table, the first word of its keys
     * @param atStart people at risk at day 0
     * @param spans between declared landmarks, in order of time
     */
    public CoarseSurvival survival(String name, int atStart, List<SurvivalSpan> spans) {
        return new CoarseSurvival(name, atStart, spans, threshold);
    }

    private static void refuseWithoutProof(Ground ground, boolean[] hidden, List<Proof> proofs) {
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
