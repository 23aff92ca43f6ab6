package org.interlaminar.reporting;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.interlaminar.cases.Awaited;
import org.interlaminar.cases.FollowUpCalendar;
import org.interlaminar.cases.FollowUpState;
import org.interlaminar.cases.FollowUpWindow;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.store.StoreUnavailable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/**
 * Who is to be called: index cases whose follow-up windows lack a score. One entry is one person and window. What is waited for
 * stands with the case; which windows are due is worked out for the day that is asked about, so a new day needs no derivation.
 */
@Component
public class Worklist {
    /** The states of a window that lacks a score, the most pressing first: due, overdue, upcoming, missed. */
    public static final List<String> STATES =
            Stream.of(FollowUpState.values()).map(FollowUpState::word).toList();

    /** Those in which somebody can still do something. */
    public static final List<String> OPEN_STATES = STATES.subList(0, 3);

    /** What can be missing: ODI, NRS, ZCQ, VAS, PROMIS, EQ-5D, walking. */
    public static final List<String> INSTRUMENTS =
            Stream.of(Awaited.values()).map(Awaited::instrument).distinct().toList();

    /**
     * Which entries.
     *
     * @param states of {@link #STATES}
     * @param window name, or null for all
     * @param instrument of {@link #INSTRUMENTS}, one part of which is missing; null for any
     * @param source or null for all
     */
    public record Choice(List<String> states, String window, String instrument, String source) {
        public static final Choice OPEN = new Choice(OPEN_STATES, null, null, null);
    }

    /**
     * A score that is not there.
     *
     * @param unclear whether one was recorded on a scale that cannot be told
     */
    public record Missing(String instrument, String component, boolean unclear) {
        /** The instrument, and which part of it where it has parts. */
        public String name() {
            return component.equals("score") ? instrument : instrument + " " + component;
        }
    }

    /**
     * One window of one person.
     *
     * @param place of the window among all
     * @param index day of the index, from which all days count
     * @param opens first day of the window
     * @param closes its last day
     * @param until last day of the state; of a missed window its own last day
     * @param left days until then, 0 on the last one; negative when the window is missed
     * @param lastContact or null
     * @param died whether a death is recorded, which it can be of a missed window only
     * @param reintervention kind of the first one, or null
     * @param reinterventionDay its day
     */
    public record Entry(
            String person,
            PersonKey key,
            int place,
            String window,
            String state,
            LocalDate index,
            int opens,
            int closes,
            LocalDate until,
            int left,
            List<Missing> missing,
            LocalDate lastContact,
            boolean died,
            String reintervention,
            Integer reinterventionDay) {
        public LocalDate opensOn() {
            return index.plusDays(opens);
        }

        public LocalDate closesOn() {
            return index.plusDays(closes);
        }

        public Integer lastContactDay() {
            return lastContact == null ? null : Integer.valueOf((int) ChronoUnit.DAYS.between(index, lastContact));
        }

        /** Whether any record shows the person since the window opened: the score may lie in the chart. */
        public boolean isSeenSince() {
            return lastContact != null && !lastContact.isBefore(opensOn());
        }
    }

    /**
     * A day that is asked about, and what is kept of everybody.
     *
     * @param date of the list
     * @param used scores that any index case has, as one number
     * @param first day of an index, or null without any
     */
    public record Day(LocalDate date, int used, LocalDate first) {}

    /** How many entries one window has in one state. */
    public record Total(String window, String state, long entries) {}

    /** Where a page in the order of persons ends: a surrogate, and the place of the window. */
    public record Place(String person, int window) {
        public static final Place START = new Place("", 0);
    }

    /** Filled in with the scores that are used at all. */
    private static final String LACKING = "((%1$d | f.scored[1]) & ~f.scored[s.place])";

    /** Filled in also with the scores that are asked about and the day. The index of the table answers it without the table. */
    private static final String IN_SPAN = " f.index_date between date '%3$s' - s.last and date '%3$s' - s.first"
            + " and f.died = s.died and (not s.died or f.death_day is null or f.death_day >= s.opens)"
            + " and " + LACKING + " & %2$d <> 0 and (?::text is null or f.source = ?)";

    private static final String TOTALS = "select s.place, s.state, count(*) from " + WorklistSpans.ROWS
            + " join cases.follow_up f on" + IN_SPAN + " group by 1, 2 order by 1, 2";

    /** Within a span the order of last days is that of indexes, so no span is read further than the page reaches. */
    private static final String URGENT = "select f.*, x.person, p.place, p.state, p.until, p.lacking from ("
            + "select l.*, s.place, s.state, l.index_date + s.until as until from " + WorklistSpans.ROWS
            + " cross join lateral (select f.source, f.patient, f.index_date, " + LACKING + " as lacking"
            + " from cases.follow_up f where" + IN_SPAN + " order by f.index_date, f.source, f.patient limit ?) l"
            + " order by s.state, l.index_date + s.until, l.source, l.patient, s.place limit ? offset ?) p"
            + " join cases.follow_up f using (source, patient) join xwalk.person x using (source, patient)"
            + " order by p.state, p.until, p.source, p.patient, p.place";

    private static final String BY_PERSON = "select f.*, x.person, s.place, s.state, f.index_date + s.until as until, "
            + LACKING + " as lacking from " + WorklistSpans.ROWS + " join cases.follow_up f on" + IN_SPAN
            + " join xwalk.person x using (source, patient) where x.person >= ? and (x.person, s.place) > (?, ?)"
            + " order by x.person, s.place limit ? offset ?";

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final FollowUpCalendar calendar;

    Worklist(DataSource dataSource, JdbcClient jdbc, Clock clock, CaseChoices choices) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.clock = clock;
        this.calendar = new FollowUpCalendar(choices.windows());
    }

    /** The day of now, in UTC as the days of cut-offs are. */
    public Day today() {
        return on(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    public Day on(LocalDate day) {
        return jdbc.sql("select coalesce(bit_or(used), 0), min(index_date) from cases.follow_up")
                .query((row, i) -> new Day(day, row.getInt(1), row.getObject(2, LocalDate.class)))
                .single();
    }

    /** Names of the windows that are waited for, in their order. */
    public List<String> windows() {
        return calendar.windows().stream().skip(1).map(FollowUpWindow::name).toList();
    }

    /** Sources that have index cases. */
    public List<String> sources() {
        return jdbc.sql("with recursive found as (select min(source) as source from cases.follow_up union all"
                        + " select (select min(source) from cases.follow_up f where f.source > found.source) from found"
                        + " where source is not null) select source from found where source is not null order by 1")
                .query(String.class)
                .list();
    }

    /** The day on which the next window opens that has not opened yet, of anybody alive. */
    public Optional<LocalDate> nextOpening(Day today) {
        Integer[] opens =
                calendar.windows().stream().skip(1).map(FollowUpWindow::from).toArray(Integer[]::new);
        return jdbc.sql("select min(f.index_date + w.opens) from unnest(?::int[]) w(opens) join cases.follow_up f"
                        + " on f.index_date > ?::date - w.opens where not f.died")
                .params(opens, today.date())
                .query((row, i) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    /** How many there are, windows in their order and states within them; without those that have none. */
    public List<Total> totals(Choice choice, Day today) {
        List<Total> totals = new ArrayList<>();
        ask(
                TOTALS,
                choice,
                today,
                List.of(),
                row -> totals.add(new Total(window(row.getInt(1)).name(), STATES.get(row.getInt(2)), row.getLong(3))));
        return totals;
    }

    /**
     * Tells entries, due ones first, and within a state by its last day: what is soonest lost comes first. Inside a transaction
     * it holds a page of rows at a time.
     *
     * @param most entries
     * @param from how many are left out before
     */
    public void urgent(Choice choice, Day today, long most, long from, Consumer<Entry> visitor) {
        ask(URGENT, choice, today, List.of(most + from, most, from), row -> visitor.accept(entry(row, today)));
    }

    /**
     * Tells entries in the order of surrogates, which says nothing about anybody.
     *
     * @param after where the page before ended; {@link Place#START} for the first one
     */
    public void byPerson(Choice choice, Day today, Place after, long most, long from, Consumer<Entry> visitor) {
        ask(
                BY_PERSON,
                choice,
                today,
                List.of(after.person(), after.person(), after.window() + 1, most, from),
                row -> visitor.accept(entry(row, today)));
    }

    private interface OnRow {
        void told(ResultSet row) throws SQLException;
    }

    private void ask(String sql, Choice choice, Day today, List<Object> further, OnRow onRow) {
        if (today.first() == null) {
            return;
        }
        String filled = sql.formatted(today.used() & Awaited.number(Awaited.OF_EVERYBODY), asked(choice), today.date());
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            told(connection, filled, new WorklistSpans(calendar, choice, today), choice, further, onRow);
        } catch (SQLException e) {
            throw new StoreUnavailable("The worklist cannot be read (" + e.getMessage() + ").", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static void told(
            Connection connection, String sql, WorklistSpans spans, Choice choice, List<Object> further, OnRow onRow)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(2_000);
            // After some uses the server may take a plan for any spans; pages were seen to take twice as long from then
            // on.
            query.unwrap(PGStatement.class).setPrepareThreshold(0);
            int at = spans.bind(connection, query);
            query.setString(at++, choice.source());
            query.setString(at++, choice.source());
            for (Object value : further) {
                query.setObject(at++, value);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    onRow.told(row);
                }
            }
        }
    }

    private static int asked(Choice choice) {
        return Awaited.number(Stream.of(Awaited.values())
                .filter(one -> choice.instrument() == null || one.instrument().equals(choice.instrument()))
                .toList());
    }

    private FollowUpWindow window(int place) {
        return calendar.windows().get(place - 1);
    }

    private Entry entry(ResultSet row, Day today) throws SQLException {
        FollowUpWindow window = window(row.getInt("place"));
        LocalDate index = row.getObject("index_date", LocalDate.class);
        Integer[] unclearIn = (Integer[]) row.getArray("unclear").getArray();
        Set<Awaited> unclear = Awaited.of(unclearIn[row.getInt("place") - 1]);
        return new Entry(
                row.getString("person"),
                new PersonKey(row.getString("source"), row.getString("patient")),
                row.getInt("place") - 1,
                window.name(),
                STATES.get(row.getInt("state")),
                index,
                window.from(),
                window.to(),
                row.getObject("until", LocalDate.class),
                (int) ChronoUnit.DAYS.between(today.date(), row.getObject("until", LocalDate.class)),
                Awaited.of(row.getInt("lacking")).stream()
                        .map(one -> new Missing(one.instrument(), one.component(), unclear.contains(one)))
                        .toList(),
                row.getObject("last_contact", LocalDate.class),
                row.getBoolean("died"),
                row.getString("reintervention"),
                row.getObject("reintervention_day", Integer.class));
    }
}
