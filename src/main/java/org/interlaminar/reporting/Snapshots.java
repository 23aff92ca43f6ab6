package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.interlaminar.store.StoreLocks;
import org.interlaminar.store.Transaction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the mart as it is now, so that what was published can be computed again. Only people who have changed since the snapshot
 * before are written; the others' rows stand for both.
 */
@Component
public class Snapshots {
    private static final String WORK = "snapshot";

    /** People whose rows are to be written or to be ended. */
    private static final String DIFFERENT =
            "select coalesce(l.person, k.person), l.person is not null, k.person is not null"
                    + " from (select x.person, c.digest from cases.person_case c join xwalk.person x using (source, patient)) l"
                    + " full join (select person, digest from cases.frozen_person where until is null) k on k.person = l.person"
                    + " where ? or l.person is null or k.person is null or l.digest is distinct from k.digest";

    private static final String ROWS = String.join(
            ", ", FrozenTable.OF_PEOPLE.stream().map(table -> table + "_rows").toList());

    private static final String ALL = "select number, taken_at, cut_off, label, software, value_sets, settings,"
            + " people_waiting, people_forgotten, " + ROWS + " from ledger.snapshot";

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final StoreLocks locks;
    private final CaseChoices choices;
    private final Clock clock;

    Snapshots(DataSource dataSource, JdbcClient jdbc, StoreLocks locks, CaseChoices choices, Clock clock) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.locks = locks;
        this.choices = choices;
        this.clock = clock;
    }

    /** Whose rows are written, and whose end. */
    private record Different(List<String> written, List<String> ended) {}

    /**
     * Takes a snapshot of what is derived: one moment of the store, also while others land and derive. Waits for another node
     * that is taking one.
     *
     * @param label free words that analysts will see; may be empty
     */
    public Snapshot take(String label) throws SQLException {
        try (StoreLocks.Held alone = locks.work(WORK)) {
            int taken = Transaction.committed(dataSource, connection -> {
                settle(connection);
                return take(connection, label);
            });
            return get(taken);
        }
    }

    /** The newest, if there is one. */
    public Optional<Snapshot> latest() {
        return jdbc.sql(ALL + " order by number desc limit 1")
                .query((row, i) -> snapshot(row))
                .optional();
    }

    /** The oldest first. */
    public List<Snapshot> list() {
        return jdbc.sql(ALL + " order by number")
                .query((row, i) -> snapshot(row))
                .list();
    }

    /** @throws UnknownSnapshot when there is none of that number */
    public Snapshot get(int number) {
        return find(number).orElseThrow(() -> new UnknownSnapshot(number));
    }

    /**
     * What is different between two snapshots.
     *
     * @param before number of the older one
     * @param after number of the newer one
     * @throws UnknownSnapshot when there is none of one of these numbers
     * @throws IllegalArgumentException when the first is not the older one
     */
    public SnapshotDifference compare(int before, int after) throws SQLException {
        Snapshot older = get(before);
        Snapshot newer = get(after);
        if (before >= after) {
            throw new IllegalArgumentException("snapshot " + before + " is not older than snapshot " + after);
        }
        return Transaction.undone(dataSource, connection -> {
            settle(connection);
            return new SnapshotComparison(connection, older, newer).difference();
        });
    }

    /**
     * Takes people out of every snapshot for good. Whose surrogate is deleted is taken out by the store itself.
     *
     * @param people surrogates
     * @return how many of them were in any
     */
    public int forget(Collection<String> people) {
        return jdbc.sql("select frozen.forget(?)")
                .param(people.toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    /** How many of these surrogates have a case in the mart as it is now, which the next snapshot would show again. */
    public long live(Collection<String> people) {
        return jdbc.sql("select count(*) from mart.\"case\" where person = any(?)")
                .param(people.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    private Optional<Snapshot> find(int number) {
        return jdbc.sql(ALL + " where number = ?")
                .param(number)
                .query((row, i) -> snapshot(row))
                .optional();
    }

    /** One moment for all statements; memory for joins of everybody. */
    private static void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read");
            statement.execute("set local work_mem = '64MB'");
        }
    }

    private int take(Connection connection, String label) throws SQLException {
        int number = number(connection);
        boolean sameShape = open(connection, number, label);
        Different different = different(connection, !sameShape);
        boolean everybody = people(connection) == different.written().size();
        write(
                connection,
                "update cases.frozen_person set until = ? where until is null and person = any(?)",
                number,
                different.ended());
        write(
                connection,
                "insert into cases.frozen_person (since, person, digest) select ?, x.person, c.digest from xwalk.person x"
                        + " join cases.person_case c using (source, patient) where x.person = any(?)",
                number,
                different.written());
        for (String table : FrozenTable.OF_PEOPLE) {
            FrozenTable frozen = FrozenTable.of(connection, table);
            long ended = different.ended().isEmpty() ? 0 : frozen.end(connection, number, different.ended());
            long written = different.written().isEmpty()
                    ? 0
                    : frozen.begin(connection, number, everybody ? null : different.written());
            count(connection, number, table, written - ended);
        }
        FrozenTable.of(connection, FrozenTable.ATTRITION).renew(connection, number);
        try (PreparedStatement update =
                connection.prepareStatement("update cases.change set snapshot = ? where snapshot is null")) {
            update.setInt(1, number);
            update.executeUpdate();
        }
        return number;
    }

    private static int number(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select coalesce(max(number), 0) + 1 from ledger.snapshot");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** @return whether the frozen views are those of the snapshot before */
    private boolean open(Connection connection, int number, String label) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into ledger.snapshot (number, taken_at, cut_off, label, software, value_sets, settings, shape,"
                        + " people_waiting, " + ROWS + ") select ?, ?, (select max(landed_at) from ledger.part), ?, ?,"
                        + " (select coalesce(string_agg(distinct terminology, '; ' order by terminology), '')"
                        + " from cases.person_case), ?,"
                        + " (select md5(string_agg(pg_get_viewdef(c.oid), '' order by c.relname)) from pg_class c"
                        + " where c.relnamespace = 'mart'::regnamespace and c.relname = any(?)),"
                        + " (select count(*) from (select distinct source, patient from landing.dirty) d), "
                        + String.join(
                                ", ",
                                FrozenTable.OF_PEOPLE.stream()
                                        .map(table -> "coalesce(p." + table + "_rows, 0)")
                                        .toList())
                        + " from (values (1)) one left join ledger.snapshot p on p.number = ?"
                        + " returning shape = (select shape from ledger.snapshot where number = ?)")) {
            insert.setInt(1, number);
            insert.setTimestamp(2, Timestamp.from(clock.instant()));
            insert.setString(3, label.strip());
            insert.setString(4, software());
            insert.setString(5, choices.fingerprint());
            insert.setArray(6, connection.createArrayOf("text", FrozenTable.OF_PEOPLE.toArray()));
            insert.setInt(7, number - 1);
            insert.setInt(8, number - 1);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static Different different(Connection connection, boolean everybody) throws SQLException {
        Different different = new Different(new ArrayList<>(), new ArrayList<>());
        try (PreparedStatement query = connection.prepareStatement(DIFFERENT)) {
            query.setBoolean(1, everybody);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    if (rows.getBoolean(2)) {
                        different.written().add(rows.getString(1));
                    }
                    if (rows.getBoolean(3)) {
                        different.ended().add(rows.getString(1));
                    }
                }
            }
        }
        return different;
    }

    private static long people(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select count(*) from cases.person_case join xwalk.person using (source, patient)");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void write(Connection connection, String sql, int number, List<String> people) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, number);
            statement.setArray(2, connection.createArrayOf("text", people.toArray()));
            statement.executeUpdate();
        }
    }

    private static void count(Connection connection, int number, String table, long more) throws SQLException {
        String rows = table + "_rows";
        try (PreparedStatement update = connection.prepareStatement(
                "update ledger.snapshot set " + rows + " = " + rows + " + ? where number = ?")) {
            update.setLong(1, more);
            update.setInt(2, number);
            update.executeUpdate();
        }
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : FrozenTable.OF_PEOPLE) {
            rows.put(table, row.getLong(table + "_rows"));
        }
        Timestamp cutOff = row.getTimestamp("cut_off");
        return new Snapshot(
                row.getInt("number"),
                row.getTimestamp("taken_at").toInstant(),
                cutOff == null ? null : cutOff.toInstant(),
                row.getString("label"),
                row.getString("software"),
                row.getString("value_sets"),
                row.getString("settings"),
                row.getLong("people_waiting"),
                row.getInt("people_forgotten"),
                Collections.unmodifiableMap(rows));
    }

    private static String software() {
        String version = Snapshots.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
