package org.interlaminar.reporting;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.cases.FollowUpCalendar;
import org.interlaminar.cases.FollowUpCalendar.Span;
import org.interlaminar.cases.FollowUpState;
import org.interlaminar.reporting.Worklist.Choice;
import org.interlaminar.reporting.Worklist.Day;

/** Every day of an index on which a window is, today, in one of the chosen states: for the living, and for those who have died. */
final class WorklistDays {
    /** What a statement selects from, one parameter for each column. */
    static final String ROWS = "unnest(?::date[], ?::int[], ?::int[], ?::date[], ?::boolean[], ?::int[])"
            + " s(index_date, place, state, until, died, opens)";

    private final LocalDate today;
    private final int oldest;
    private final List<LocalDate> indexDates = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final List<Integer> states = new ArrayList<>();
    private final List<LocalDate> untils = new ArrayList<>();
    private final List<Boolean> died = new ArrayList<>();
    private final List<Integer> opens = new ArrayList<>();

    /** @param day with a first day of an index */
    WorklistDays(FollowUpCalendar calendar, Choice choice, Day day) {
        this.today = day.date();
        this.oldest = Math.toIntExact(ChronoUnit.DAYS.between(day.first(), today));
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
        query.setArray(at++, array(connection, "date", indexDates.stream().map(LocalDate::toString)));
        query.setArray(at++, array(connection, "int4", places.stream()));
        query.setArray(at++, array(connection, "int4", states.stream()));
        query.setArray(at++, array(connection, "date", untils.stream().map(LocalDate::toString)));
        query.setArray(at++, array(connection, "bool", died.stream()));
        query.setArray(at++, array(connection, "int4", opens.stream()));
        return at;
    }

    private static Array array(Connection connection, String type, Stream<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    /** Nothing ends for what is missed: it stands in the order of its closing. */
    private void add(Span span, FollowUpState state, boolean ofTheDead) {
        int until = state == FollowUpState.MISSED ? span.window().to() : span.last();
        for (int day = span.first(); day <= Math.min(span.last(), oldest); day++) {
            LocalDate index = today.minusDays(day);
            indexDates.add(index);
            places.add(span.place() + 1);
            states.add(state.ordinal());
            untils.add(index.plusDays(until));
            died.add(ofTheDead);
            opens.add(span.window().from());
        }
    }
}
