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

    /**
     * The rows of some people, and one more than asked for, which tells whether there is another page.
     *
     * @param until first person who is not read, or null for all that are left
     */
    String sql(String rows, String until) {
        StringBuilder sql = new StringBuilder("select t.* from " + rows + " t where t.person >= ?");
        conditions.forEach(one -> sql.append(" and t.\"").append(one.column()).append("\" = ?"));
        return sql.append(until == null ? "" : " and t.person < ?")
                .append(" order by t.person, t limit ? offset ?")
                .toString();
    }

    /**
     * In the order of the statement's parameters.
     *
     * @param found rows of the page that were read already, of people before
     */
    List<Object> values(String from, String until, int found) {
        List<Object> values = new ArrayList<>(List.of(from));
        conditions.forEach(one -> values.add(one.value()));
        if (until != null) {
            values.add(until);
        }
        values.add(limit + 1 - found);
        values.add(after.filter(place -> place.person().equals(from))
                .map(Place::rows)
                .orElse(0));
        return values;
    }

    /** Where it begins: where the page before it ended, or with the one person it is about; nobody comes before the empty name. */
    String from() {
        return after.map(Place::person).or(this::onlyPerson).orElse("");
    }

    private Optional<String> onlyPerson() {
        return conditions.stream()
                .filter(one -> one.column().equals("person"))
                .map(one -> one.value().toString())
                .findFirst();
    }
}
