package org.interlaminar.reporting;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.interlaminar.reporting.PublishedTable.Row;
import org.interlaminar.store.CopyRows;
import org.interlaminar.store.StoreLocks;
import org.interlaminar.store.StoreUnavailable;
import org.interlaminar.store.Transaction;
import org.springframework.stereotype.Component;

/** Figures of snapshots, number by number, for those who may read nothing else; and what every publication was. */
@Component
public class PublishedNumbers {
    private static final String WORK = "publish";
    private static final List<String> SHOWN_TABLES = List.of("published", "figure_row", "figure");

    /**
     * The newest publication of a snapshot.
     *
     * @param number in the order of publishing
     * @param peopleForgotten people taken out of the snapshot when its figures were last looked at
     */
    public record Issue(long number, int threshold, int peopleForgotten) {}

    private final DataSource dataSource;
    private final StoreLocks locks;

    PublishedNumbers(DataSource dataSource, StoreLocks locks) {
        this.dataSource = dataSource;
        this.locks = locks;
    }

    /** Waits until no other node publishes, and lets none until the work is done. */
    public <T> T alone(Supplier<T> work) {
        try (StoreLocks.Held held = locks.work(WORK)) {
            return work.get();
        } catch (SQLException e) {
            throw new StoreUnavailable("The lock for publishing cannot be had (" + e.getMessage() + ").", e);
        }
    }

    /** Empty when the snapshot was never published, or before publications were kept. */
    public Optional<Issue> newest(int snapshot) {
        return read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select publication, threshold, people_forgotten"
                    + " from ledger.publication where snapshot = ? order by publication desc limit 1")) {
                query.setInt(1, snapshot);
                try (ResultSet row = query.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Issue(row.getLong(1), row.getInt(2), row.getInt(3)))
                            : Optional.empty();
                }
            }
        });
    }

    /** Whether readers find any number of it. */
    public boolean isThere(int snapshot) {
        return exists("select exists (select from aggregate.published where snapshot = ?)", snapshot);
    }

    /** Whether readers find any number of it that is shown because of people, not because it was published elsewhere. */
    public boolean tells(int snapshot) {
        return exists(
                "select exists (select from ledger.published_count where publication ="
                        + " (select max(publication) from ledger.publication where snapshot = ?))",
                snapshot);
    }

    /** All publications there have been, replaced ones too, the oldest first. */
    public List<KeptPublication> all() {
        return read(connection -> {
            Map<Long, KeptPublication> kept = new LinkedHashMap<>();
            each(
                    connection,
                    "select publication from ledger.publication order by 1",
                    row -> kept.put(
                            row.getLong(1),
                            new KeptPublication(new ArrayList<>(), new ArrayList<>(), new ArrayList<>())));
            each(connection, "select publication, key, people, shown from ledger.published_count", row -> kept.get(
                            row.getLong(1))
                    .counts()
                    .add(new KeptPublication.Count(row.getString(2), row.getInt(3), row.getBoolean(4))));
            each(connection, "select publication, whole, parts from ledger.published_sum", row -> kept.get(
                            row.getLong(1))
                    .sums()
                    .add(new KeptPublication.Sum(row.getString(2), texts(row.getArray(3)))));
            each(
                    connection,
                    "select publication, subject, people, value from ledger.published_statistic",
                    row -> kept.get(row.getLong(1))
                            .statistics()
                            .add(new KeptPublication.Statistic(row.getString(2), row.getString(3), row.getString(4))));
            return List.copyOf(kept.values());
        });
    }

    /** The figures of a snapshot as they were published last. */
    public List<PublishedTable> tables(int snapshot) {
        return read(connection -> {
            Map<String, PublishedTable> tables = new LinkedHashMap<>();
            each(
                    connection,
                    "select figure, title, headings, statistics from aggregate.figure where snapshot = " + snapshot
                            + " order by place",
                    row -> tables.put(
                            row.getString(1),
                            new PublishedTable(
                                    row.getString(1),
                                    row.getString(2),
                                    texts(row.getArray(3)),
                                    texts(row.getArray(4)),
                                    new ArrayList<>())));
            each(
                    connection,
                    "select figure, labels from aggregate.figure_row where snapshot = " + snapshot
                            + " order by figure, position",
                    row -> tables.get(row.getString(1))
                            .rows()
                            .add(new Row(texts(row.getArray(2)), new LinkedHashMap<>())));
            each(
                    connection,
                    "select p.figure, p.position, p.statistic, p.value from aggregate.published p join aggregate.figure f"
                            + " using (snapshot, figure) where p.snapshot = " + snapshot
                            + " order by p.figure, p.position, array_position(f.statistics, p.statistic)",
                    row -> tables.get(row.getString(1))
                            .rows()
                            .get(row.getInt(2) - 1)
                            .numbers()
                            .put(row.getString(3), row.getBigDecimal(4)));
            return List.copyOf(tables.values());
        });
    }

    /** Publishes figures of a snapshot in the place of what readers found there, and keeps that it was done. */
    public void publish(
            Snapshot snapshot, Instant at, int threshold, KeptPublication kept, List<PublishedTable> tables) {
        write(connection -> {
            for (String table : SHOWN_TABLES) {
                delete(connection, table, snapshot.number());
            }
            keep(connection, opened(connection, snapshot, at, threshold), kept);
            show(connection, snapshot.number(), tables);
        });
    }

    /** Lets what was published of a snapshot stand although people were taken out of it. */
    public void letStand(Snapshot snapshot, Issue issue) {
        write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update ledger.publication set people_forgotten = ? where publication = ?")) {
                update.setInt(1, snapshot.peopleForgotten());
                update.setLong(2, issue.number());
                update.executeUpdate();
            }
        });
    }

    private static void delete(Connection connection, String table, int snapshot) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from aggregate." + table + " where snapshot = ?")) {
            delete.setInt(1, snapshot);
            delete.executeUpdate();
        }
    }

    private static long opened(Connection connection, Snapshot snapshot, Instant at, int threshold)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into ledger.publication (snapshot, published_at, threshold,"
                        + " people_forgotten) values (?, ?, ?, ?) returning publication")) {
            insert.setInt(1, snapshot.number());
            insert.setTimestamp(2, Timestamp.from(at));
            insert.setInt(3, threshold);
            insert.setInt(4, snapshot.peopleForgotten());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void keep(Connection connection, long publication, KeptPublication kept) throws SQLException {
        CopyRows counts = new CopyRows();
        kept.counts().forEach(one -> counts.row(4)
                .bigint(publication)
                .text(one.key())
                .integer(one.people())
                .bool(one.shown()));
        counts.send(connection, copy("ledger.published_count (publication, key, people, shown)"));
        CopyRows sums = new CopyRows();
        kept.sums()
                .forEach(
                        one -> sums.row(3).bigint(publication).text(one.whole()).texts(one.parts()));
        sums.send(connection, copy("ledger.published_sum (publication, whole, parts)"));
        CopyRows statistics = new CopyRows();
        kept.statistics().forEach(one -> statistics
                .row(4)
                .bigint(publication)
                .text(one.subject())
                .text(one.people())
                .text(one.value()));
        statistics.send(connection, copy("ledger.published_statistic (publication, subject, people, value)"));
    }

    private static void show(Connection connection, int snapshot, List<PublishedTable> tables) throws SQLException {
        CopyRows figures = new CopyRows();
        CopyRows rows = new CopyRows();
        CopyRows numbers = new CopyRows();
        for (PublishedTable table : tables) {
            figures.row(6)
                    .integer(snapshot)
                    .text(table.figure())
                    .integer(figures.rows())
                    .text(table.title())
                    .texts(table.headings())
                    .texts(table.statistics());
            for (int i = 0; i < table.rows().size(); i++) {
                Row row = table.rows().get(i);
                int position = i + 1;
                rows.row(4)
                        .integer(snapshot)
                        .text(table.figure())
                        .integer(position)
                        .texts(row.labels());
                row.numbers().forEach((statistic, value) -> numbers.row(7)
                        .integer(snapshot)
                        .text(table.figure())
                        .integer(position)
                        .texts(row.labels())
                        .text(statistic)
                        .numeric(value)
                        .bool(value != null));
            }
        }
        figures.send(connection, copy("aggregate.figure (snapshot, figure, place, title, headings, statistics)"));
        rows.send(connection, copy("aggregate.figure_row (snapshot, figure, position, labels)"));
        numbers.send(
                connection, copy("aggregate.published (snapshot, figure, position, labels, statistic, value, shown)"));
    }

    private static String copy(String table) {
        return "copy " + table + " from stdin (format binary)";
    }

    private boolean exists(String sql, int snapshot) {
        return read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setInt(1, snapshot);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, Reader reader) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private interface Writing {
        void on(Connection connection) throws SQLException;
    }

    private void write(Writing work) {
        try {
            Transaction.committed(dataSource, connection -> {
                work.on(connection);
                return null;
            });
        } catch (SQLException e) {
            throw new StoreUnavailable("What is published cannot be written (" + e.getMessage() + ").", e);
        }
    }

    /** All of it in one moment of the store: another node may be publishing. */
    private <T> T read(Transaction.Work<T, SQLException> work) {
        try {
            return Transaction.undone(dataSource, connection -> {
                try (PreparedStatement settle =
                        connection.prepareStatement("set transaction isolation level repeatable read")) {
                    settle.execute();
                }
                return work.on(connection);
            });
        } catch (SQLException e) {
            throw new StoreUnavailable("What was published cannot be read (" + e.getMessage() + ").", e);
        }
    }
}
