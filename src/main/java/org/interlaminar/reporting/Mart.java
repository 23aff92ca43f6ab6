package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.interlaminar.store.StoreUnavailable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** Reads the analyst's tables, row by row and in a fixed order. */
@Component
public class Mart {
    public static final List<String> TABLES = List.of(
            "case", "procedure", "score", "event", "therapy", "assessment", "code_hit", "attrition", "data_dictionary");
    private static final String DICTIONARY = "data_dictionary";

    /** At so many times as many people a page is looked for as it may have rows. */
    private static final List<Integer> STEPS = List.of(1, 4);

    /** The columns of an identified export that are none of the mart's, with their comments where they stand. */
    private static final String IDENTIFYING =
            " union all select 'case', 'source_' || case a.attname when 'patient' then"
                    + " 'patient_id' else 'id' end, (select max(c.attnum) from pg_attribute c where c.attrelid = 'mart.case'::regclass)"
                    + " + a.attnum, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum), null, null"
                    + " from pg_attribute a where a.attrelid = 'xwalk.person'::regclass and a.attname in ('source', 'patient')";

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    Mart(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /** What a column holds. */
    public enum Type {
        TEXT,
        DAY,
        INTEGER,
        DECIMAL,
        YES_NO
    }

    /** One column of a table. */
    public record Column(String name, Type type) {}

    /** What is done with a table's rows. */
    public interface Reader<T, E extends Exception> {
        T read(Rows rows) throws E;
    }

    /** One table, row by row. */
    public interface Rows {
        List<Column> columns();

        /**
         * The next row in the order of the columns: String, LocalDate, Integer, Long, BigDecimal, Boolean or null.
         *
         * @return null when there is none
         */
        List<Object> next();
    }

    /** Reads one table as it is now. */
    public <T, E extends Exception> T read(String table, boolean identified, Reader<T, E> reader) throws E {
        return read(table, AsOf.NOW, identified, reader);
    }

    /**
     * Reads one table; inside a transaction it sees what the transaction sees and holds one page of rows at a time. The data
     * dictionary tells of the columns there are now, whatever is asked for.
     *
     * @param identified puts source_id and source_patient_id behind the columns of {@code case}
     * @throws UnknownSnapshot when there is none of that number
     */
    public <T, E extends Exception> T read(String table, AsOf when, boolean identified, Reader<T, E> reader) throws E {
        return read(
                table, when, rows -> sql(table, identified, rows), List.of(), rows -> reader.read(SortedRows.of(rows)));
    }

    /**
     * Reads one page and, when there is another, the first row of it. The store looks at as many people as the page may have
     * rows, where these have too few at some more, and only then at everybody: in one go it would sort the rows of all.
     *
     * @throws UnknownSnapshot when there is none of that number
     */
    public <T, E extends Exception> T read(MartPage page, Reader<T, E> reader) throws E {
        KeptRows found = new KeptRows();
        String from = page.from();
        for (int step = 0; from != null && found.size() <= page.limit(); step++) {
            String until = step < STEPS.size() ? personAfter(from, STEPS.get(step) * (page.limit() + 1)) : null;
            List<Object> values = page.values(from, until, found.size());
            read(page.table(), page.when(), rows -> page.sql(rows, until), values, found::add);
            from = until;
        }
        return reader.read(found);
    }

    /** @return null when there are not so many people left */
    private String personAfter(String from, int people) {
        return jdbc.sql("select person from xwalk.person where person >= ? order by person offset ? limit 1")
                .params(from, people)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static final class KeptRows implements Rows {
        private final Deque<List<Object>> rows = new ArrayDeque<>();
        private List<Column> columns;

        Rows add(Rows others) {
            columns = others.columns();
            for (List<Object> row = others.next(); row != null; row = others.next()) {
                rows.add(row);
            }
            return this;
        }

        int size() {
            return rows.size();
        }

        @Override
        public List<Column> columns() {
            return columns;
        }

        @Override
        public List<Object> next() {
            return rows.poll();
        }
    }

    private <T, E extends Exception> T read(
            String table, AsOf when, UnaryOperator<String> sql, List<Object> values, Reader<T, E> reader) throws E {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement query = connection.prepareStatement(sql.apply(when.rows(connection, known(table))))) {
            for (int i = 0; i < values.size(); i++) {
                query.setObject(i + 1, values.get(i));
            }
            query.setFetchSize(5_000);
            try (ResultSet results = query.executeQuery()) {
                return reader.read(new MartRows(table, results));
            }
        } catch (SQLException e) {
            throw unreadable(table, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    static StoreUnavailable unreadable(String table, SQLException cause) {
        return new StoreUnavailable("mart." + table + " cannot be read (" + cause.getMessage() + ").", cause);
    }

    /** When the newest landed data came in. */
    public Optional<Instant> cutOff() {
        return cutOff("select max(landed_at) from ledger.part", List.of());
    }

    /** When the newest data of that state had come in. */
    public Optional<Instant> cutOff(AsOf when) {
        return when.snapshot() == null
                ? cutOff()
                : cutOff("select cut_off from ledger.snapshot where number = ?", List.of(when.snapshot()));
    }

    private Optional<Instant> cutOff(String sql, List<Object> values) {
        return jdbc.sql(sql)
                .params(values)
                .query((row, i) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .optional()
                .flatMap(moment -> moment);
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
            return "select * from " + rows + " t" + (identified ? IDENTIFYING : "") + " order by table_name, position";
        }
        if (table.equals(FrozenTable.ATTRITION)) {
            return "select * from " + rows + " t order by t.step";
        }
        if (identified && table.equals("case")) {
            return "select t.*, x.source as source_id, x.patient as source_patient_id from " + rows + " t"
                    + " join xwalk.person x using (person) order by x.source, x.patient";
        }
        // A person's rows are put in order as they are read: here the sort would carry each row twice.
        return "select t.* from " + rows + " t order by t.person";
    }
}
