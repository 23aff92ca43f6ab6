package org.interlaminar.publication.figures;

import static org.interlaminar.publication.figures.Figure.INDEX;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.interlaminar.outcomes.Endpoint;
import org.interlaminar.outcomes.TimeToEventFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Worth;
import org.interlaminar.outcomes.survival.IncidencePoint;
import org.interlaminar.outcomes.survival.Interval;
import org.interlaminar.outcomes.survival.Landmark;

/**
 * Where the people of one curve stand at a day: still observed, with the event, dead, or gone. All of them are in one of the
 * four, and the last three only grow.
 *
 * @param whole the cell of everybody the curve is about
 * @param prefix first words of the keys
 */
record TimesPeople(TimeToEventFigures figures, String whole, List<String> prefix) {
    static final List<String> GONE = List.of("events", "died", "left");
    static final List<String> STATES = List.of("observed", "events", "died", "left");
    static final List<String> STATISTICS = List.of(
            "observed",
            "events",
            "died",
            "left",
            "survival",
            "survival_low",
            "survival_high",
            "incidence",
            "incidence_low",
            "incidence_high");

    static TimesPeople ofAll(TimeToEventFigures figures) {
        return new TimesPeople(
                figures, INDEX, List.of("time to", figures.endpoint().name()));
    }

    String key(int day, String state) {
        return CountsBuilder.key(CountsBuilder.key(prefix.toArray(String[]::new)), Integer.toString(day), state);
    }

    /** Empty once nobody is observed any more. */
    Optional<Landmark> at(int day) {
        return figures.survival().at(day);
    }

    /** How many are in a state; after the last day on which anybody was observed all have gone. */
    long people(int day, String state) {
        Optional<Landmark> landmark = at(day);
        long observed = landmark.map(Landmark::atRisk).orElse(0L);
        long events = landmark.map(Landmark::events).orElse(figures.survival().events());
        return switch (state) {
            case "observed" -> observed;
            case "events" -> events;
            case "died" -> died(day);
            default -> figures.survival().people() - observed - events - died(day);
        };
    }

    private long died(int day) {
        return figures.incidence().points().stream()
                .filter(point -> point.day() <= day)
                .mapToLong(IncidencePoint::competing)
                .sum();
    }

    /** @param days on which somebody is still observed, rising */
    void declareIn(CountsBuilder counts, List<Integer> days, Worth observed, Worth gone) {
        for (int i = 0; i < days.size(); i++) {
            int day = days.get(i);
            STATES.forEach(state -> counts.cell(
                    key(day, state), Math.toIntExact(people(day, state)), state.equals("observed") ? observed : gone));
            declareSums(counts, day, i == 0 ? null : days.get(i - 1));
        }
    }

    /** The same days, none of which is shown. */
    void declareUnpublished(CountsBuilder counts, List<Integer> days) {
        for (int i = 0; i < days.size(); i++) {
            int day = days.get(i);
            STATES.forEach(state -> counts.unpublished(key(day, state), Math.toIntExact(people(day, state))));
            declareSums(counts, day, i == 0 ? null : days.get(i - 1));
        }
    }

    private void declareSums(CountsBuilder counts, int day, Integer before) {
        counts.sum(whole, STATES.stream().map(state -> key(day, state)).toList());
        if (before != null) {
            GONE.forEach(state -> counts.partOf(key(before, state), key(day, state)));
            counts.partOf(key(day, "observed"), key(before, "observed"));
        }
    }

    /** People with the event at any time. */
    long everEvents() {
        return figures.survival().events();
    }

    String ever() {
        return CountsBuilder.key(CountsBuilder.key(prefix.toArray(String[]::new)), "ever", "events");
    }

    /** @param days that are declared already, rising */
    void declareEver(CountsBuilder counts, List<Integer> days) {
        counts.unpublished(ever(), Math.toIntExact(everEvents())).partOf(ever(), whole);
        if (!days.isEmpty()) {
            int last = days.get(days.size() - 1);
            counts.unpublished(key(last, "events"), Math.toIntExact(people(last, "events")))
                    .partOf(key(last, "events"), ever());
        }
    }

    /** Whether since the day before (null: the start) nobody, or at least as many, had the event, died or left. */
    boolean addsNoFew(Integer before, int day, int threshold) {
        return GONE.stream().allMatch(state -> {
            long more = people(day, state) - (before == null ? 0 : people(before, state));
            return more == 0 || more >= threshold;
        });
    }

    /** Whether nobody, or at least as many, stand elsewhere on the other curve. */
    boolean isApart(TimesPeople other, int day, int threshold) {
        return STATES.stream().allMatch(state -> {
            long apart = Math.abs(other.people(day, state) - people(day, state));
            return apart == 0 || apart >= threshold;
        });
    }

    /**
     * Who has the narrower event has the wider one too; who has only the wider is still observed, dead or gone for the
     * narrower.
     */
    void declareWithin(CountsBuilder counts, TimesPeople wider, int day) {
        STATES.forEach(state -> {
            counts.unpublished(key(day, state), Math.toIntExact(people(day, state)));
            counts.unpublished(wider.key(day, state), Math.toIntExact(wider.people(day, state)));
        });
        counts.partOf(key(day, "events"), wider.key(day, "events"));
        List<String> others = List.of("observed", "died", "left");
        others.forEach(state -> counts.partOf(wider.key(day, state), key(day, state)));
        counts.sum(
                CountsBuilder.key(wider.key(day, "events"), "without", key(day, "events")),
                others.stream()
                        .map(state -> CountsBuilder.key(key(day, state), "without", wider.key(day, state)))
                        .toList());
    }

    /** Whether everybody with that one's event has this one's too. */
    boolean isWiderThan(TimesPeople other) {
        Endpoint mine = figures.endpoint();
        Endpoint others = other.figures.endpoint();
        return !mine.equals(others)
                && mine.kind().equals(others.kind())
                && holds(mine.attributions(), others.attributions())
                && holds(mine.types(), others.types());
    }

    /** Empty means any. */
    private static boolean holds(Set<String> wide, Set<String> narrow) {
        return wide.isEmpty() || !narrow.isEmpty() && wide.containsAll(narrow);
    }

    /** Estimates to a tenth of a percent: with more digits numbers at risk between two days could be guessed from them. */
    void tell(Rows row, int day) {
        Landmark landmark = at(day).orElseThrow();
        STATES.forEach(state -> row.count(state, key(day, state)));
        tell(row, day, "survival", landmark.survival(), landmark.interval());
        figures.incidence()
                .at(day)
                .ifPresent(at -> tell(
                        row,
                        day,
                        "incidence",
                        at.event().probability(),
                        at.event().interval()));
    }

    private void tell(Rows row, int day, String statistic, double estimate, Interval interval) {
        String events = key(day, "events");
        row.of(statistic, events, whole, rounded(estimate));
        if (interval != null) {
            row.of(statistic + "_low", events, whole, rounded(interval.low()))
                    .of(statistic + "_high", events, whole, rounded(interval.high()));
        }
    }

    private static BigDecimal rounded(double probability) {
        return BigDecimal.valueOf(probability).setScale(3, RoundingMode.HALF_UP);
    }
}
