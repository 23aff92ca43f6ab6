package org.interlaminar.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.interlaminar.reporting.ResultKind.Column;
import org.interlaminar.reporting.ResultPage.Place;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is handed out as resources: the people and rows of the mart, each with its id. */
@Component
public class Results {
    /** So many times as many people are looked at, when those before had too few rows. */
    private static final int STEP = 4;

    private final JdbcClient jdbc;

    Results(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there is anything of a person: {@code at} is when that last changed. */
    public record Presence(Instant at, boolean present) {}

    /** A version of a resource that a case rests on, told by its hash. */
    public record Source(String person, String type, String version) {}

    /**
     * The rows of a page, and one more when there is another page. Looks at as many people as the page may have rows, then at
     * ever more: in one go it would work out the rows of all.
     */
    public List<ResultRow> read(ResultPage page) {
        if (page.people() != null) {
            return page.people().isEmpty() ? List.of() : ofPeople(page);
        }
        List<ResultRow> found = new ArrayList<>();
        Place after = page.after() == null ? new Place("", "") : page.after();
        String from = after.person();
        for (int people = page.limit() + 1; from != null && found.size() <= page.limit(); people *= STEP) {
            String until = personAfter(from, people);
            List<Object> values = new ArrayList<>(List.of(from, after.person(), after.id()));
            if (until != null) {
                values.add(until);
            }
            values.addAll(page.values());
            values.add(page.limit() + 1 - found.size());
            found.addAll(rows(
                    page.kind(),
                    "r.person >= ? and (r.person, r.id) > (?, ?)" + (until == null ? "" : " and r.person < ?")
                            + page.where() + " order by r.person, r.id limit ?",
                    values));
            from = until;
            people = Math.min(people, Integer.MAX_VALUE / (2 * STEP));
        }
        return found;
    }

    private List<ResultRow> ofPeople(ResultPage page) {
        Place after = page.after() == null ? new Place("", "") : page.after();
        List<Object> values = new ArrayList<>();
        values.add(new TreeSet<>(page.people()).toArray(String[]::new));
        values.add(after.person());
        values.add(after.id());
        values.addAll(page.values());
        values.add(page.limit() + 1);
        return rows(
                page.kind(),
                "r.person = any(?) and (r.person, r.id) > (?, ?)" + page.where() + " order by r.person, r.id limit ?",
                values);
    }

    /** How many rows there are, on this page and all others. */
    public int count(ResultPage page) {
        List<Object> values = new ArrayList<>();
        if (page.people() != null) {
            values.add(page.people().toArray(String[]::new));
        }
        values.addAll(page.values());
        return jdbc.sql("select count(*) from " + page.kind().view() + " r where "
                        + (page.people() == null ? "true" : "r.person = any(?)") + page.where())
                .params(values)
                .query(Integer.class)
                .single();
    }

    /** What is known of a surrogate. */
    public Optional<Presence> presence(String person) {
        return jdbc.sql("select at, present from cases.touched where person = ?")
                .param(person)
                .query((row, i) -> new Presence(row.getTimestamp(1).toInstant(), row.getBoolean(2)))
                .optional();
    }

    /** What the cases of these people rest on, by person. */
    public List<Source> sources(Collection<String> people) {
        return jdbc.sql("select person, type, version from cases.result_source where person = any(?)"
                        + " order by person, type, version")
                .param(people.toArray(String[]::new))
                .query((row, i) -> new Source(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private String personAfter(String from, int people) {
        return jdbc.sql("select person from xwalk.person where person >= ? order by person offset ? limit 1")
                .params(from, people)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private List<ResultRow> rows(ResultKind kind, String where, List<Object> values) {
        return jdbc.sql("select r.* from " + kind.view() + " r where " + where)
                .params(values)
                .query((row, i) -> row(row))
                .list();
    }

    private static ResultRow row(ResultSet row) throws SQLException {
        Map<Column, Object> values = new EnumMap<>(Column.class);
        for (Column column : Column.values()) {
            Object value = value(row, column.name().toLowerCase(Locale.ROOT));
            if (value != null) {
                values.put(column, value);
            }
        }
        return new ResultRow(
                row.getString("person"),
                row.getString("id"),
                row.getTimestamp("at").toInstant(),
                values);
    }

    private static Object value(ResultSet row, String column) throws SQLException {
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            if (row.getMetaData().getColumnLabel(i).equals(column)) {
                return row.getMetaData().getColumnType(i) == Types.DATE
                        ? row.getObject(i, LocalDate.class)
                        : row.getObject(i);
            }
        }
        return null;
    }
}
