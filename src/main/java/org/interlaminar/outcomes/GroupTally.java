package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hipparchus.util.ResizableDoubleArray;

/** Running description of one group. */
final class GroupTally {
    private static final class Numbers {
        private final Moments moments = new Moments();
        private final ResizableDoubleArray each = new ResizableDoubleArray();

        void add(BigDecimal value) {
            moments.add(value);
            each.addElement(value.doubleValue());
        }
    }

    private final List<Characteristic> characteristics;
    private final Map<String, Numbers> numbers = new HashMap<>();
    private final Map<String, SortedMap<String, Long>> levels = new HashMap<>();
    private long people;

    GroupTally(List<Characteristic> characteristics) {
        this.characteristics = characteristics;
        for (Characteristic one : characteristics) {
            numbers.put(one.name(), new Numbers());
            levels.put(one.name(), new TreeMap<>());
        }
    }

    void add(Map<String, String> values) {
        people++;
        for (Characteristic one : characteristics) {
            String value = values.get(one.name());
            if (value != null && !value.isBlank()) {
                add(one, value);
            }
        }
    }

    long people() {
        return people;
    }

    /** How many people have each level of a category. */
    SortedMap<String, Long> levels(Characteristic category) {
        return levels.get(category.name());
    }

    Table1.Cell cell(Characteristic characteristic, List<String> order) {
        return characteristic.kind() == Characteristic.Kind.NUMBER
                ? number(numbers.get(characteristic.name()))
                : category(levels(characteristic), order);
    }

    private void add(Characteristic characteristic, String value) {
        if (characteristic.kind() == Characteristic.Kind.NUMBER) {
            numbers.get(characteristic.name()).add(decimal(characteristic, value));
        } else {
            levels(characteristic).merge(value, 1L, Long::sum);
        }
    }

    private static BigDecimal decimal(Characteristic characteristic, String value) {
        try {
            return new BigDecimal(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(characteristic.name() + " is no number");
        }
    }

    private Table1.Cell number(Numbers told) {
        Estimate mean = told.moments.estimate();
        return new Table1.NumberCell(
                mean.n(),
                people - mean.n(),
                mean,
                SortedValues.of(told.each.getElements()).quartiles());
    }

    private Table1.Cell category(Map<String, Long> counts, List<String> order) {
        long n = counts.values().stream().mapToLong(Long::longValue).sum();
        List<Table1.Level> told = order.stream()
                .map(level -> level(level, counts.getOrDefault(level, 0L), n))
                .toList();
        return new Table1.CategoryCell(n, people - n, told);
    }

    private static Table1.Level level(String level, long count, long n) {
        return new Table1.Level(level, count, n == 0 ? null : 100.0 * count / n);
    }
}
