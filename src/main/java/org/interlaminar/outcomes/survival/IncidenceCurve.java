package org.interlaminar.outcomes.survival;

import java.util.List;
import java.util.Optional;

/**
 * Cumulative incidence of an event and of what competes with it.
 *
 * @param people whose times are known
 * @param points one for each day on which somebody's time ended, in order; before the first, nothing has happened
 */
public record IncidenceCurve(long people, List<IncidencePoint> points) {
    /** The point that holds on a day; empty before the first and after the last day on which anybody was observed. */
    public Optional<IncidencePoint> at(int day) {
        if (points.isEmpty() || points.get(points.size() - 1).day() < day) {
            return Optional.empty();
        }
        return points.stream().filter(point -> point.day() <= day).reduce((earlier, later) -> later);
    }
}
