package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.interlaminar.reporting.SnapshotDifference.Rows;

/** Holds two snapshots against each other. */
final class SnapshotComparison {
    private final Connection connection;
    private final Snapshot before;
    private final Snapshot after;
    private final SortedSet<String> different = new TreeSet<>();

    SnapshotComparison(Connection connection, Snapshot before, Snapshot after) {
        this.connection = connection;
        this.before = before;
        this.after = after;
    }

    SnapshotDifference difference() throws SQLException {
        Map<String, Rows> rows = new LinkedHashMap<>();
        for (String table : FrozenTable.OF_PEOPLE) {
            rows.put(table, rows(table));
        }
        SortedSet<String> added = onlyIn(after, before);
        SortedSet<String> removed = onlyIn(before, after);
        different.removeAll(added);
        different.removeAll(removed);
        return new SnapshotDifference(before, after, added, removed, different, rows, reasons());
    }

    private Rows rows(String table) throws SQLException {
        FrozenTable frozen = FrozenTable.of(connection, table);
        Rows all = Rows.NONE;
        try (PreparedStatement query = connection.prepareStatement(frozen.differing(before.number(), after.number()));
                ResultSet people = query.executeQuery()) {
            while (people.next()) {
                different.add(people.getString(1));
                all = all.plus(new Rows(people.getLong(2), people.getLong(3)));
            }
        }
        return all;
    }

    private SortedSet<String> onlyIn(Snapshot one, Snapshot other) throws SQLException {
        SortedSet<String> people = new TreeSet<>();
        String in = "select person from cases.frozen_person where since <= ? and (until is null or until > ?)";
        try (PreparedStatement query = connection.prepareStatement(in + " except " + in)) {
            query.setInt(1, one.number());
            query.setInt(2, one.number());
            query.setInt(3, other.number());
            query.setInt(4, other.number());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    people.add(rows.getString(1));
                }
            }
        }
        return people;
    }

    private SortedMap<String, Long> reasons() throws SQLException {
        SortedMap<String, Long> reasons = new TreeMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("select why from cases.change where snapshot > ? and snapshot <= ?")) {
            query.setFetchSize(2_000);
            query.setInt(1, before.number());
            query.setInt(2, after.number());
            try (ResultSet changes = query.executeQuery()) {
                while (changes.next()) {
                    String[] why = (String[]) changes.getArray(1).getArray();
                    Arrays.stream(why)
                            .map(Changes::sortOf)
                            .flatMap(Optional::stream)
                            .distinct()
                            .forEach(reason -> reasons.merge(reason, 1L, Long::sum));
                }
            }
        }
        return reasons;
    }
}
