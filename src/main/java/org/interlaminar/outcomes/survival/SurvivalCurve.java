package org.interlaminar.outcomes.survival;

import java.util.List;
import java.util.Optional;

/**
 * How many remain without the event, day by day.
 *
 * @param people whose times are known
 * @param events how many had the event
 * @param points one for each day on which somebody's time ended, in order; before the first, survival is 1
 * @param median when half had the event
 */
public record SurvivalCurve(long people, long events, List<SurvivalPoint> points, MedianTime median) {
    /** The steps of the curve: the days with an event. */
    public List<SurvivalPoint> steps() {
        return points.stream().filter(point -> point.events() > 0).toList();
    }

    /** Empty after the last day on which anybody was observed: the curve ends there. */
    public Optional<Landmark> at(int day) {
        if (points.isEmpty() || points.get(points.size() - 1).day() < day) {
            return Optional.empty();
        }
        List<SurvivalPoint> until =
                points.stream().filter(point -> point.day() <= day).toList();
        long gone = until.stream()
                .filter(point -> point.day() < day)
                .mapToLong(point -> point.events() + point.censored())
                .sum();
        if (until.isEmpty()) {
            return Optional.of(new Landmark(day, people, 0, 1, 0.0, null));
        }
        SurvivalPoint last = until.get(until.size() - 1);
        long eventsUntil = until.stream().mapToLong(SurvivalPoint::events).sum();
        return Optional.of(
                new Landmark(day, people - gone, eventsUntil, last.survival(), last.standardError(), last.interval()));
    }
}
