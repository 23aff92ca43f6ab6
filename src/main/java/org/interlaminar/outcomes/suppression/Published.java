package org.interlaminar.outcomes.suppression;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What may leave of one publication. Everything derived from counts is asked for here, with the counts it rests on, and is
 * worked out only if the counts may be shown.
 *
 * <p>There is no way to show a smallest or largest value: each belongs to one person.
 */
public final class Published {
    private final Counts counts;
    private final SortedSet<String> hidden;
    private final int threshold;
    private final Memory memory;
    private final Set<Earlier.Statistic> told = new LinkedHashSet<>();

    Published(Counts counts, SortedSet<String> hidden, int threshold, Memory memory) {
        this.counts = counts;
        this.hidden = new TreeSet<>(hidden);
        this.threshold = threshold;
        this.memory = memory;
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
        return shown ? tell(groups, statistic) : Shown.hidden();
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
        return shown ? tell(List.of(part, whole), statistic) : Shown.hidden();
    }

    /** What rests on counts that are shown: unless it was shown before of as many people, and was another. */
    <T> Shown<T> tell(List<String> keys, Supplier<? extends T> statistic) {
        T value = statistic.get();
        Earlier.Statistic kept = new Earlier.Statistic(
                String.join(" | ", keys),
                keys.stream()
                        .map(key -> Integer.toString(counts.cell(key).people()))
                        .collect(Collectors.joining(" | ")),
                Memory.words(value));
        if (!memory.allows(kept)) {
            return Shown.hidden();
        }
        told.add(kept);
        return Shown.of(value);
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

    /** Keys of the cells that are not shown, unpublished ones included. */
    public List<String> hiddenKeys() {
        return List.copyOf(hidden);
    }

    /** What has to be kept so that later publications can be held against this one; asked for when all is told. */
    public Earlier kept() {
        return new Earlier(
                counts.cells().stream()
                        .map(cell ->
                                new Earlier.Count(cell.key(), cell.people(), cell.published() && !isHidden(cell.key())))
                        .toList(),
                counts.sums(),
                List.copyOf(told));
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
