package org.interlaminar.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.interlaminar.ledger.FinalStates;

/** The six states as a table: a row for each source and type, a sum for each source. */
final class StatesTable {
    private static final String ROW = "  %-20s %11s = %10s + %10s + %8s + %10s + %11s + %11s";

    private static final String ALL = "(all)";

    /**
     * One row, as JSON has it.
     *
     * @param type FHIR resource type, or (all)
     */
    record Row(
            String source,
            String type,
            long received,
            long applied,
            long superseded,
            long deleted,
            long duplicate,
            SortedMap<String, Long> filtered,
            SortedMap<String, Long> quarantined) {

        private static Row of(FinalStates states) {
            return new Row(
                    states.source(),
                    states.type(),
                    states.received(),
                    states.landed().applied(),
                    states.landed().superseded(),
                    states.landed().deleted(),
                    states.duplicate(),
                    states.filtered(),
                    states.quarantined());
        }

        private Row plus(Row other) {
            return new Row(
                    source,
                    ALL,
                    received + other.received,
                    applied + other.applied,
                    superseded + other.superseded,
                    deleted + other.deleted,
                    duplicate + other.duplicate,
                    sum(filtered, other.filtered),
                    sum(quarantined, other.quarantined));
        }

        private static SortedMap<String, Long> sum(SortedMap<String, Long> one, SortedMap<String, Long> other) {
            SortedMap<String, Long> sum = new TreeMap<>(one);
            other.forEach((reason, versions) -> sum.merge(reason, versions, Long::sum));
            return sum;
        }

        private boolean isSum() {
            return type.equals(ALL);
        }

        private String line() {
            return row(type, received, applied, superseded, deleted, duplicate, total(filtered), total(quarantined));
        }

        private static long total(SortedMap<String, Long> counts) {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private static final Row NONE = new Row("", "", 0, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>());

    private StatesTable() {}

    /** Rows in the order given, the sum of a source behind its types. */
    static List<Row> rows(List<FinalStates> states) {
        List<Row> rows = new ArrayList<>();
        states.stream()
                .map(Row::of)
                .collect(Collectors.groupingBy(Row::source, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(ofSource -> {
                    rows.addAll(ofSource);
                    rows.add(ofSource.stream().skip(1).reduce(ofSource.get(0).plus(NONE), Row::plus));
                });
        return rows;
    }

    static List<String> lines(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        String source = "";
        for (Row row : rows) {
            if (!row.source().equals(source)) {
                source = row.source();
                lines.add("Source " + source);
                lines.add(String.format(
                        Locale.ROOT,
                        ROW,
                        "type",
                        "received",
                        "applied",
                        "superseded",
                        "deleted",
                        "duplicate",
                        "filtered",
                        "quarantined"));
            }
            lines.add(row.line());
            if (row.isSum()) {
                reasons(lines, "filtered", row.filtered());
                reasons(lines, "quarantined", row.quarantined());
            }
        }
        return lines;
    }

    private static void reasons(List<String> lines, String state, Map<String, Long> reasons) {
        if (!reasons.isEmpty()) {
            lines.add("  " + state + ": "
                    + reasons.entrySet().stream()
                            .map(one -> one.getKey() + " " + Console.number(one.getValue()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String row(String type, long... numbers) {
        Object[] cells = new Object[1 + numbers.length];
        cells[0] = type;
        for (int i = 0; i < numbers.length; i++) {
            cells[1 + i] = Console.number(numbers[i]);
        }
        return String.format(Locale.ROOT, ROW, cells);
    }
}
