package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.interlaminar.store.StoreUnavailable;
import org.interlaminar.store.Transaction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the analyst's tables, row by row and in a fixed order. */
@Component
public class Mart {
    public static final List<String> TABLES = List.of(
            "case", "procedure", "score", "event", "therapy", "assessment", "code_hit", "attrition", "data_dictionary");
    private static final String DICTIONARY = "data_dictionary";

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    Mart(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /**
     * Reads one table.
     *
     * @param identified puts source_id and source_patient_id behind the columns of {@code case}
     * @param header is given the column names first
     * @param row is given the column names and a row's values
     * @return number of rows
     */
    public long read(
            String table,
            boolean identified,
            Consumer<List<String>> header,
            BiConsumer<List<String>, List<Object>> row) {
        return read(table, identified, header, row, connection -> "mart.\"" + known(table) + "\"");
    }

    /**
     * Reads one table as it was: columns and order are those of the table itself. The data dictionary tells of the columns there
     * are now.
     *
     * @param snapshot its number
     * @throws UnknownSnapshot when there is none of that number
     */
    public long read(
            String table,
            int snapshot,
            boolean identified,
            Consumer<List<String>> header,
            BiConsumer<List<String>, List<Object>> row) {
        if (jdbc.sql("select 1 from ledger.snapshot where number = ?")
                .param(snapshot)
                .query()
                .listOfRows()
                .isEmpty()) {
            throw new UnknownSnapshot(snapshot);
        }
        if (known(table).equals(DICTIONARY)) {
            return read(table, identified, header, row);
        }
        return read(
                table,
                identified,
                header,
                row,
                connection -> "(" + FrozenTable.of(connection, table).asOf(snapshot) + ")");
    }

    private interface Rows {
        String from(Connection connection) throws SQLException;
    }

    private long read(
            String table,
            boolean identified,
            Consumer<List<String>> header,
            BiConsumer<List<String>, List<Object>> row,
            Rows rows) {
        try {
            return Transaction.undone(dataSource, connection -> {
                try (PreparedStatement query =
                        connection.prepareStatement(sql(table, identified, rows.from(connection)))) {
                    query.setFetchSize(5_000);
                    return read(query, header, row);
                }
            });
        } catch (SQLException e) {
            throw new StoreUnavailable("mart." + table + " cannot be read (" + e.getMessage() + ").", e);
        }
    }

    /** When the newest landed data came in. */
    public Optional<Instant> cutOff() {
        return jdbc.sql("select max(landed_at) from ledger.part")
                .query((row, i) -> Optional.ofNullable(row.getTimestamp(1)).map(java.sql.Timestamp::toInstant))
                .single();
    }

    /** Fingerprints of the value sets that decided about the kept cases; more than one while a re-tag is under way. */
    public List<String> terminologies() {
        return jdbc.sql("select distinct terminology from cases.person_case order by 1")
                .query(String.class)
                .list();
    }

    private static String known(String table) {
        if (!TABLES.contains(table)) {
            throw new IllegalArgumentException("no mart table '" + table + "'");
        }
        return table;
    }

    private static String sql(String table, boolean identified, String rows) {
        if (table.equals(DICTIONARY)) {
            return "select * from " + rows;
        }
        if (table.equals(FrozenTable.ATTRITION)) {
            return "select * from " + rows + " t order by t.step";
        }
        if (identified && table.equals("case")) {
            return "select t.*, x.source as source_id, x.patient as source_patient_id from " + rows + " t"
                    + " join xwalk.person x using (person) order by x.source, x.patient";
        }
        return "select t.* from " + rows + " t order by t.person, t::text";
    }

    private static long read(
            PreparedStatement query, Consumer<List<String>> header, BiConsumer<List<String>, List<Object>> row)
            throws SQLException {
        try (ResultSet results = query.executeQuery()) {
            ResultSetMetaData meta = results.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnLabel(i));
            }
            header.accept(columns);
            long rows = 0;
            while (results.next()) {
                List<Object> values = new ArrayList<>(columns.size());
                for (int i = 1; i <= columns.size(); i++) {
                    values.add(plain(results.getObject(i)));
                }
                row.accept(columns, values);
                rows++;
            }
            return rows;
        }
    }

    /** The driver's own dates stay in this room. */
    private static Object plain(Object value) {
        return value instanceof Date date ? date.toLocalDate() : value;
    }
}
