package org.interlaminar.reporting;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.interlaminar.cases.FollowUpCalendar;
import org.interlaminar.cases.FollowUpCalendar.Span;
import org.interlaminar.cases.FollowUpState;
import org.interlaminar.reporting.Worklist.Choice;
import org.interlaminar.reporting.Worklist.Day;

/** The spans of the chosen windows and states as a statement reads them: for the living, and for those who have died. */
final class WorklistSpans {
    /** What a statement selects from, one parameter for each column; days count from the index. */
    static final String ROWS = "unnest(?::int[], ?::int[], ?::int[], ?::int[], ?::int[], ?::int[], ?::boolean[])"
            + " s(place, state, first, last, until, opens, died)";

    /**
     * One row.
     *
     * @param place of the window among all, from 1 as PostgreSQL counts
     * @param until last day of the state; of what is missed nothing ends, and it stands in the order of its closing
     */
    private record Row(int place, FollowUpState state, int first, int last, int until, int opens, boolean died) {}

    private final List<Row> rows = new ArrayList<>();
    private final int oldest;

    /** @param day with a first day of an index */
    WorklistSpans(FollowUpCalendar calendar, Choice choice, Day day) {
        this.oldest = Math.toIntExact(ChronoUnit.DAYS.between(day.first(), day.date()));
        boolean missed = choice.states().contains(FollowUpState.MISSED.word());
        for (Span span : calendar.spans()) {
            if (choice.window() == null || choice.window().equals(span.window().name())) {
                if (choice.states().contains(span.state().word())) {
                    add(span, span.state(), false);
                }
                if (missed && (span.state() == FollowUpState.OVERDUE || span.state() == FollowUpState.MISSED)) {
                    add(span, FollowUpState.MISSED, true);
                }
            }
        }
    }

    /** @return place of the next parameter */
    int bind(Connection connection, PreparedStatement query) throws SQLException {
        int at = 1;
        query.setArray(at++, array(connection, "int4", Row::place));
        query.setArray(at++, array(connection, "int4", row -> row.state().ordinal()));
        query.setArray(at++, array(connection, "int4", Row::first));
        query.setArray(at++, array(connection, "int4", Row::last));
        query.setArray(at++, array(connection, "int4", Row::until));
        query.setArray(at++, array(connection, "int4", Row::opens));
        query.setArray(at++, array(connection, "bool", Row::died));
        return at;
    }

    private Array array(Connection connection, String type, Function<Row, Object> column) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }

    private void add(Span span, FollowUpState state, boolean ofTheDead) {
        int last = Math.min(span.last(), oldest);
        if (span.first() <= last) {
            int until = state == FollowUpState.MISSED ? span.window().to() : span.last();
            rows.add(new Row(
                    span.place() + 1,
                    state,
                    span.first(),
                    last,
                    until,
                    span.window().from(),
                    ofTheDead));
        }
    }
}
