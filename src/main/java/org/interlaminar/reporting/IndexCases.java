package org.interlaminar.reporting;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** The index cases of people with lumbar stenosis, as they were followed from their first index. */
@Component
public class IndexCases {
    /** One chosen score; the day counts from the index. */
    public record Score(String instrument, String component, String window, int day, BigDecimal value, String unit) {}

    /** One event; the day counts from the index. */
    public record Event(String kind, String type, int day, String attribution) {}

    /**
     * One index case. Days count from the index; null is not known.
     *
     * @param failedOnDay the first re-intervention that counts as treatment failure
     * @param traits words of the case by column of the mart, and {@code index_year} and {@code treated_levels} (1, 2, 3 or
     *     more); without those that are not known
     */
    public record IndexCase(
            String person,
            Integer failedOnDay,
            Integer deathDay,
            Integer lastContactDay,
            Integer cutOffDay,
            Map<String, String> traits,
            List<Score> scores,
            List<Event> events) {}

    private static final List<String> TRAITS = List.of("age_at_index", "sex", "nc", "certainty");

    private final DataSource dataSource;
    private final boolean nonSurgicalCounts;

    IndexCases(
            DataSource dataSource,
            @Value("${interlaminar.derive.non-surgical-reintervention-is-failure:true}") boolean nonSurgicalCounts) {
        this.dataSource = dataSource;
        this.nonSurgicalCounts = nonSurgicalCounts;
    }

    /**
     * Tells every index case once, by person. Inside a transaction scores are held a page of rows at a time, and the events of
     * everybody.
     *
     * @param cutOff last day of which anything can be known, or null
     * @throws UnknownSnapshot when there is none of that number
     */
    public void each(AsOf when, LocalDate cutOff, Consumer<IndexCase> visitor) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            Map<String, List<Event>> events = events(connection, when);
            try (PreparedStatement query = connection.prepareStatement("select c.*, s.instrument, s.component,"
                    + " s.\"window\", s.day, s.value, s.unit from " + when.rows(connection, "case") + " c left join "
                    + when.rows(connection, "score") + " s on s.person = c.person and s.chosen and s.index_no = 1"
                    + " where c.lss = 'yes' and c.mild = 'yes' and c.index_date_precision = 'day' order by c.person")) {
                query.setFetchSize(2_000);
                try (ResultSet row = query.executeQuery()) {
                    tell(row, events, cutOff, visitor);
                }
            }
        } catch (SQLException e) {
            throw Mart.unreadable("case", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static Map<String, List<Event>> events(Connection connection, AsOf when) throws SQLException {
        Map<String, List<Event>> events = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("select person, kind, type, day, attribution from "
                + when.rows(connection, "event") + " e where index_no = 1 and day is not null")) {
            query.setFetchSize(2_000);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    events.computeIfAbsent(row.getString(1), any -> new ArrayList<>())
                            .add(new Event(row.getString(2), row.getString(3), row.getInt(4), row.getString(5)));
                }
            }
        }
        return events;
    }

    private void tell(ResultSet row, Map<String, List<Event>> events, LocalDate cutOff, Consumer<IndexCase> visitor)
            throws SQLException {
        IndexCase current = null;
        while (row.next()) {
            String person = row.getString("person");
            if (current != null && !current.person().equals(person)) {
                visitor.accept(current);
                current = null;
            }
            if (current == null) {
                current = indexCase(row, events.getOrDefault(person, List.of()), cutOff);
            }
            if (row.getString("instrument") != null) {
                current.scores()
                        .add(new Score(
                                row.getString("instrument"),
                                row.getString("component"),
                                row.getString("window"),
                                row.getInt("day"),
                                row.getBigDecimal("value"),
                                row.getString("unit")));
            }
        }
        if (current != null) {
            visitor.accept(current);
        }
    }

    private IndexCase indexCase(ResultSet row, List<Event> events, LocalDate cutOff) throws SQLException {
        Map<String, String> traits = new HashMap<>();
        for (String trait : TRAITS) {
            String value = row.getString(trait);
            if (value != null) {
                traits.put(trait, value);
            }
        }
        LocalDate index = row.getObject("index_date", LocalDate.class);
        traits.put("index_year", Integer.toString(index.getYear()));
        treatedLevels(row.getString("levels")).ifPresent(levels -> traits.put("treated_levels", levels));
        return new IndexCase(
                row.getString("person"),
                failedOn(events),
                row.getObject("death_day", Integer.class),
                row.getObject("last_contact_day", Integer.class),
                cutOff == null ? null : Integer.valueOf((int) ChronoUnit.DAYS.between(index, cutOff)),
                traits,
                new ArrayList<>(),
                events);
    }

    private static Optional<String> treatedLevels(String levels) {
        if (levels == null || levels.isBlank() || levels.equals("not-documented")) {
            return Optional.empty();
        }
        int number = levels.split(";").length;
        return Optional.of(number < 3 ? Integer.toString(number) : "3 or more");
    }

    private Integer failedOn(List<Event> events) {
        return events.stream()
                .filter(event -> event.kind().equals("reintervention")
                        && (nonSurgicalCounts || event.attribution().equals("surgical")))
                .map(Event::day)
                .min(Integer::compare)
                .orElse(null);
    }
}
