package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * One table of the schema {@code frozen}: the columns of its view in {@code mart}, and from which snapshot on until which each
 * row stands.
 */
final class FrozenTable {
    /** Tables with rows of people; attrition is kept beside them. */
    static final List<String> OF_PEOPLE =
            List.of("case", "procedure", "score", "event", "therapy", "assessment", "code_hit");

    static final String ATTRITION = "attrition";

    private static final String AS_OF = "since <= %1$d and (until is null or until > %1$d)";

    private final String name;
    private final String columns;

    private FrozenTable(String name, String columns) {
        this.name = name;
        this.columns = columns;
    }

    /** @param name one of ours, never what somebody has typed */
    static FrozenTable of(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid ="
                        + " format('frozen.%I', ?::text)::regclass and attnum > 0 and not attisdropped"
                        + " and attname not in ('since', 'until')")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return new FrozenTable(name, row.getString(1));
            }
        }
    }

    /** Rows as of a snapshot, with the columns of the view and in its order. */
    String asOf(int snapshot) {
        return "select " + columns + " from frozen.\"" + name + "\" where " + AS_OF.formatted(snapshot);
    }

    /**
     * Ends the rows of these people.
     *
     * @return how many there were
     */
    long end(Connection connection, int snapshot, List<String> people) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update frozen.\"" + name + "\" set until = ? where until is null and person = any(?)")) {
            update.setInt(1, snapshot);
            update.setArray(2, connection.createArrayOf("text", people.toArray()));
            return update.executeLargeUpdate();
        }
    }

    /**
     * Writes the rows that the mart has of these people now. Sorted, because the index of a million surrogates that come as they
     * please takes as long as everything else.
     *
     * @param people null for everybody
     * @return how many there are
     */
    long begin(Connection connection, int snapshot, List<String> people) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into frozen.\"" + name + "\" (" + columns
                + ", since) select " + columns + ", ? from mart.\"" + name + "\""
                + (people == null ? "" : " where person = any(?)") + " order by person collate \"C\"")) {
            insert.setInt(1, snapshot);
            if (people != null) {
                insert.setArray(2, connection.createArrayOf("text", people.toArray()));
            }
            return insert.executeLargeUpdate();
        }
    }

    /** Ends all rows and writes those of now, if any differs; for a small table. */
    void renew(Connection connection, int snapshot) throws SQLException {
        String now = "select " + columns + " from mart.\"" + name + "\"";
        String kept = "select " + columns + " from frozen.\"" + name + "\" where until is null";
        try (PreparedStatement differs = connection.prepareStatement("with now as materialized (" + now
                + "), kept as materialized (" + kept + "), differs as (select exists (select * from now except select"
                + " * from kept) or exists (select * from kept except select * from now) as yes), ended as (update"
                + " frozen.\"" + name
                + "\" set until = ? from differs where yes and until is null) insert into frozen.\""
                + name + "\" (" + columns + ", since) select now.*, ? from now, differs where yes")) {
            differs.setInt(1, snapshot);
            differs.setInt(2, snapshot);
            differs.executeUpdate();
        }
    }

    /**
     * Rows of people who may differ that only one of two snapshots has: person, rows only in the later one, rows only in the
     * earlier one. People who are the same in both are not looked at.
     */
    String differing(int before, int after) {
        String touched = " and person in (select person from cases.frozen_person where since > %1$d and since <= %2$d"
                .concat(" or until > %1$d and until <= %2$d)")
                .formatted(before, after);
        return "with before as materialized (" + asOf(before) + touched + "), after as materialized (" + asOf(after)
                + touched + ") select person, count(*) filter (where come), count(*) filter (where not come) from ("
                + "select person, true as come from (select * from after except all select * from before) come"
                + " union all select person, false from (select * from before except all select * from after) gone) d"
                + " group by person";
    }
}
