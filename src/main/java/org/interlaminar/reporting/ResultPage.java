package org.interlaminar.reporting;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.interlaminar.reporting.ResultKind.Condition;

/**
 * A page of rows in the order of person and id.
 *
 * @param people whose rows, or null for everybody's
 * @param conditions all of them hold
 * @param after where the page before it ended, or null
 * @param limit most rows
 */
public record ResultPage(
        ResultKind kind, Collection<String> people, List<Condition> conditions, Place after, int limit) {
    /** The row at which a page ended. */
    public record Place(String person, String id) {}

    /** Conditions in SQL; every value is a parameter. */
    String where() {
        return conditions.stream()
                .map(one -> one.alternatives().stream()
                        .map(terms ->
                                terms.stream().map(ResultKind.Term::sql).collect(Collectors.joining(" and ", "(", ")")))
                        .collect(Collectors.joining(" or ", " and (", ")"))
                        .replace(" and ()", " and false"))
                .collect(Collectors.joining());
    }

    /** In the order of the parameters of {@link #where}. */
    List<Object> values() {
        List<Object> values = new ArrayList<>();
        conditions.forEach(one -> one.alternatives()
                .forEach(terms -> terms.forEach(term -> {
                    if (term.value() != null) {
                        values.add(term.value() instanceof Instant at ? Timestamp.from(at) : term.value());
                    }
                })));
        return values;
    }
}
