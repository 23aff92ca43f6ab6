package org.interlaminar.outcomes.suppression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What readers may still have of all that was published before. */
final class Memory {
    static final Memory NONE = new Memory(List.of());
    /** Sums of the same scores in another order differ behind this. */
    private static final MathContext AS_TOLD = new MathContext(9);

    private final List<Earlier> publications;
    private final Map<String, Set<Integer>> shown = new HashMap<>();
    private final Map<String, Set<String>> values = new HashMap<>();

    Memory(List<Earlier> publications) {
        this.publications = publications;
        for (Earlier one : publications) {
            one.counts().stream().filter(Earlier.Count::shown).forEach(count -> shown.computeIfAbsent(
                            count.key(), key -> new HashSet<>())
                    .add(count.people()));
            one.statistics().forEach(told -> values.computeIfAbsent(place(told), key -> new HashSet<>())
                    .add(told.value()));
        }
    }

    /** What the newest publication hid: to hide the same once more tells least. */
    boolean[] hiddenLast(List<String> keys) {
        boolean[] hidden = new boolean[keys.size()];
        for (Earlier.Count count : newest()) {
            int cell = Collections.binarySearch(keys, count.key());
            if (cell >= 0 && !count.shown()) {
                hidden[cell] = true;
            }
        }
        return hidden;
    }

    /** Whether the newest publication counted the same people everywhere. */
    boolean isOfTheSame(List<Cell> cells) {
        Map<String, Integer> last = new HashMap<>();
        newest().forEach(count -> last.put(count.key(), count.people()));
        return cells.stream().allMatch(cell -> last.getOrDefault(cell.key(), -1) == cell.people());
    }

    private List<Earlier.Count> newest() {
        return publications.isEmpty()
                ? List.of()
                : publications.get(publications.size() - 1).counts();
    }

    /** The most that was shown of a count and is not more than it is: what a reader takes for its least. */
    int mostShown(String key, int people) {
        return shown.getOrDefault(key, Set.of()).stream()
                .filter(then -> then <= people)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    /**
     * Whether it may be shown next to what was shown of as many people: only the same again, for what makes the difference may be
     * one person's score.
     */
    boolean allows(Earlier.Statistic statistic) {
        Set<String> before = values.get(place(statistic));
        return before == null || before.contains(statistic.value());
    }

    static String words(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString())
                    .round(AS_TOLD)
                    .stripTrailingZeros()
                    .toString();
        }
        return value.toString();
    }

    private static String place(Earlier.Statistic one) {
        return one.subject() + "\u0000" + one.people();
    }
}
