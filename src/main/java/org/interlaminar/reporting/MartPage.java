package org.interlaminar.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of one table of the mart that has a row for a person, in the order of persons.
 *
 * @param table one of {@link Mart#TABLES} with a column {@code person}
 * @param when which state of it
 * @param conditions all of them hold; columns are trusted, values are not
 * @param after where the page before it ended
 * @param limit most rows
 */
public record MartPage(String table, AsOf when, List<Condition> conditions, Optional<Place> after, int limit) {
    /** A column that has this value: String, Integer or Boolean. */
    public record Condition(String column, Object value) {}

    /**
     * Where a page ends.
     *
     * @param rows how many rows of this person have been given, on this page and on the ones before
     */
    public record Place(String person, int rows) {}

    /** One row more than asked for tells whether there is another page. */
    String sql(String rows) {
        StringBuilder sql = new StringBuilder("select t.* from " + rows + " t where true");
        conditions.forEach(one -> sql.append(" and t.\"").append(one.column()).append("\" = ?"));
        after.ifPresent(place -> sql.append(" and t.person >= ?"));
        sql.append(" order by t.person, t::text limit ?");
        after.ifPresent(place -> sql.append(" offset ?"));
        return sql.toString();
    }

    /** In the order of the statement's parameters. */
    List<Object> values() {
        List<Object> values =
                new ArrayList<>(conditions.stream().map(Condition::value).toList());
        after.ifPresent(place -> values.add(place.person()));
        values.add(limit + 1);
        after.ifPresent(place -> values.add(place.rows()));
        return values;
    }
}
