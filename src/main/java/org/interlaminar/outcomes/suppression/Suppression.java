package org.interlaminar.outcomes.suppression;

import java.util.Collection;
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
     * Protects against subtraction too. A count that was shown before and has changed by fewer people than the threshold is
     * hidden now, with what else is needed so that the change cannot be derived. If that cannot be proved, everything is
     * hidden.
     *
     * <p>Counts change by a few people from day to day, so a publication that follows too soon is mostly hidden
     * ({@link Published#hiddenCells}). Whoever publishes then lets the earlier publication stand, whole: mixing old and
     * new numbers in one publication is not possible here. Not promised: what a reader derives from a third publication
     * that is not among the earlier ones, or from tables that were cut in another way before.
     *
     * @param earlier all publications that a reader may still have
     */
    public Published protect(Counts counts, List<Published> earlier) {
        Ground ground = Ground.of(counts, threshold);
        PatternSearch search = new PatternSearch(ground, ground.hiddenAtFirst());
        boolean[] hidden = search.hidden();
        for (Published before : earlier) {
            hideChanges(new Growth(counts, before, threshold), hidden);
        }
        refuseWithoutProof(ground, hidden, search.proofs());
        return new Published(counts, keys(ground, hidden), threshold);
    }

    /**
     * An earlier publication, as it was kept: its counts and {@link Published#hiddenKeys}.
     *
     * @throws IllegalArgumentException if a small count is not among the hidden keys, or a key is unknown
     */
    public Published restore(Counts counts, Collection<String> hiddenKeys) {
        hiddenKeys.forEach(counts::cell);
        for (Cell cell : counts.cells()) {
            boolean small = cell.people() > 0 && cell.people() < threshold;
            if (small && !hiddenKeys.contains(cell.key())) {
                throw new IllegalArgumentException("a small count was not hidden: " + cell.key());
            }
        }
        return new Published(counts, new TreeSet<>(hiddenKeys), threshold);
    }

    private static void hideChanges(Growth growth, boolean[] hidden) {
        Ground ground = growth.ground(hidden);
        PatternSearch search = new PatternSearch(ground, growth.hiddenAtFirst(ground, hidden));
        boolean[] unknown = search.hidden();
        boolean proved = Audit.unproved(ground, unknown, search.proofs()).isEmpty();
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] |= !proved
                    || unknown[i] && !growth.isUnknownBefore(ground.keys().get(i));
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
