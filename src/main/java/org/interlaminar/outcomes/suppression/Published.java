package org.interlaminar.outcomes.suppression;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What may leave of one publication. Everything derived from counts is asked for here, with the counts it rests on, and is
 * worked out only if it may be shown.
 *
 * <p>There is no way to show a smallest or largest value: each belongs to one person.
 */
public final class Published {
    private final Counts counts;
    private final SortedSet<String> hidden;
    private final int threshold;

    Published(Counts counts, SortedSet<String> hidden, int threshold) {
        this.counts = counts;
        this.hidden = new TreeSet<>(hidden);
        this.threshold = threshold;
    }

    /** @throws IllegalArgumentException if the count was not declared, or not to be published */
    public Shown<Integer> count(String key) {
        return isShown(key) ? Shown.of(counts.cell(key).people()) : Shown.hidden();
    }

    /**
     * A mean, deviation, interval, median or rate over exactly the people of one cell: shown if their number is and is at
     * least the threshold. A single score that leaves out some of these people has to be over a cell of its own.
     */
    public <T> Shown<T> over(String people, Supplier<? extends T> statistic) {
        return overAll(List.of(people), statistic);
    }

    /** A statistic over several groups at once, such as a difference of two means. */
    public <T> Shown<T> overAll(List<String> groups, Supplier<? extends T> statistic) {
        boolean shown = !groups.isEmpty() && groups.stream().allMatch(this::isEnough);
        return shown ? Shown.of(statistic.get()) : Shown.hidden();
    }

    /**
     * A share "n of N" with its interval: shown if both numbers are.
     *
     * @throws IllegalArgumentException if it was not declared that the part is within the whole, for then nobody protected
     *     the others
     */
    public <T> Shown<T> share(String part, String whole, Supplier<? extends T> statistic) {
        if (!counts.isWithin(part, whole)) {
            throw new IllegalArgumentException(part + " was not declared to be part of " + whole);
        }
        boolean shown = isShown(part) && isEnough(whole);
        return shown ? Shown.of(statistic.get()) : Shown.hidden();
    }

    /** A number that a figure holds back by itself, told like any other that is hidden. */
    public <T> Shown<T> withheld() {
        return Shown.hidden();
    }

    /** How many published cells are hidden, and how many there are: for the operator who sets the pace of publishing. */
    public int hiddenCells() {
        return (int) hidden.stream().filter(key -> counts.cell(key).published()).count();
    }

    public int publishedCells() {
        return (int) counts.cells().stream().filter(Cell::published).count();
    }

    /**
     * Keys of the cells that are not shown, unpublished ones included: with the counts, what the store keeps of a publication so that
     * {@link Suppression#restore} can hold the next one against it.
     */
    public List<String> hiddenKeys() {
        return List.copyOf(hidden);
    }

    Counts counts() {
        return counts;
    }

    boolean isHidden(String key) {
        return hidden.contains(key);
    }

    private boolean isEnough(String key) {
        return isShown(key) && counts.cell(key).people() >= threshold;
    }

    private boolean isShown(String key) {
        if (!counts.cell(key).published()) {
            throw new IllegalArgumentException(key + " was declared as not published");
        }
        return !isHidden(key);
    }

    /** Keys and "hidden" or the number, for messages of tests; the same a reader sees. */
    @Override
    public String toString() {
        return Arrays.toString(counts.cells().stream()
                .filter(Cell::published)
                .map(cell -> cell.key() + "=" + count(cell.key()))
                .toArray());
    }
}
