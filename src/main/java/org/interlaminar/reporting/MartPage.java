package org.interlaminar.reporting;

import java.util.List;
import java.util.Optional;

/**
 * A page of one table of the mart that has a row for a person, in the order of persons.
 *
 * @param table one of {@link Mart#TABLES} with a column {@code person}
 * @param conditions all of them hold; columns are trusted, values are not
 * @param after where the page before it ended
 * @param limit most rows
 */
public record MartPage(String table, List<Condition> conditions, Optional<Place> after, int limit) {
    /** A column that has this value: String, Integer or Boolean. */
    public record Condition(String column, Object value) {}

    /**
     * Where a page ends.
     *
     * @param rows how many rows of this person have been given, on this page and on the ones before
     */
    public record Place(String person, int rows) {}

    /** One row more than asked for tells whether there is another page. */
    String sql() {
        StringBuilder sql = new StringBuilder("select t.* from mart.\"" + table + "\" t where true");
        conditions.forEach(one -> sql.append(" and t.\"").append(one.column()).append("\" = ?"));
        after.ifPresent(place -> sql.append(" and t.person >= ?"));
        sql.append(" order by t.person, t::text limit ?");
        after.ifPresent(place -> sql.append(" offset ?"));
        return sql.toString();
    }
}
