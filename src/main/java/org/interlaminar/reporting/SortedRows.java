package org.interlaminar.reporting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.interlaminar.reporting.Mart.Column;

/**
 * Rows that come person by person, those of one person in the order of their values, column by column and empty ones last; so
 * that the same rows are always told in the same order. Holds the rows of one person.
 */
final class SortedRows implements Mart.Rows {
    private static final Comparator<Object> VALUES = Comparator.nullsLast(SortedRows::compareValues);

    private final Mart.Rows rows;
    private final int person;
    private final Deque<List<Object>> ready = new ArrayDeque<>();
    private List<Object> ahead;

    private SortedRows(Mart.Rows rows, int person) {
        this.rows = rows;
        this.person = person;
        this.ahead = rows.next();
    }

    /** Tables that tell of no person stay as they are. */
    static Mart.Rows of(Mart.Rows rows) {
        int person = rows.columns().stream().map(Column::name).toList().indexOf("person");
        return person < 0 ? rows : new SortedRows(rows, person);
    }

    @Override
    public List<Column> columns() {
        return rows.columns();
    }

    @Override
    public List<Object> next() {
        if (ready.isEmpty() && ahead != null) {
            readPerson();
        }
        return ready.poll();
    }

    private void readPerson() {
        Object whose = ahead.get(person);
        List<List<Object>> theirs = new ArrayList<>();
        while (ahead != null && Objects.equals(whose, ahead.get(person))) {
            theirs.add(ahead);
            ahead = rows.next();
        }
        theirs.sort(SortedRows::compareRows);
        ready.addAll(theirs);
    }

    private static int compareRows(List<Object> one, List<Object> other) {
        int order = 0;
        for (int i = 0; order == 0 && i < one.size(); i++) {
            order = VALUES.compare(one.get(i), other.get(i));
        }
        return order;
    }

    /** One column has values of one class. */
    @SuppressWarnings("unchecked")
    private static int compareValues(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }
}
