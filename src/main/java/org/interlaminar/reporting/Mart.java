package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.interlaminar.reporting.MartPage.Condition;
import org.interlaminar.store.StoreUnavailable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** Reads the analyst's tables, row by row and in a fixed order. */
@Component
public class Mart {
    public static final List<String> TABLES = List.of(
            "case", "procedure", "score", "event", "therapy", "assessment", "code_hit", "attrition", "data_dictionary");
    private static final List<String> WITHOUT_PERSON = List.of("attrition", "data_dictionary");

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

    /**
     * Reads one table; inside a transaction it sees what the transaction sees and holds one page of rows at a time.
     *
     * @param identified puts source_id and source_patient_id behind the columns of {@code case}
     */
    public <T, E extends Exception> T read(String table, boolean identified, Reader<T, E> reader) throws E {
        return read(table, sql(table, identified), List.of(), reader);
    }

    /** Reads one page and, when there is another, the first row of it. */
    public <T, E extends Exception> T read(MartPage page, Reader<T, E> reader) throws E {
        List<Object> values =
                new ArrayList<>(page.conditions().stream().map(Condition::value).toList());
        page.after().ifPresent(place -> values.add(place.person()));
        values.add(page.limit() + 1);
        page.after().ifPresent(place -> values.add(place.rows()));
        return read(page.table(), page.sql(), values, reader);
    }

    private <T, E extends Exception> T read(String table, String sql, List<Object> values, Reader<T, E> reader)
            throws E {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
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

    private static String sql(String table, boolean identified) {
        if (!TABLES.contains(table)) {
            throw new IllegalArgumentException("no mart table '" + table + "'");
        }
        if (WITHOUT_PERSON.contains(table)) {
            return "select * from mart." + table;
        }
        if (identified && table.equals("case")) {
            return "select t.*, x.source as source_id, x.patient as source_patient_id from mart.\"case\" t"
                    + " join xwalk.person x using (person) order by x.source, x.patient";
        }
        return "select t.* from mart.\"" + table + "\" t order by t.person, t::text";
    }
}
