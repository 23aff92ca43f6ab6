package org.interlaminar.publication.figures;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.interlaminar.outcomes.TimeToEventFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;

/**
 * The curves of {@link TimesFigure} on days enough to draw them with the number at risk below: a quarter of a year apart for
 * three years, then a year. The days are agreed upon and never somebody's own.
 *
 * <p>Counts and not {@link org.interlaminar.outcomes.suppression.CoarseSurvival} are told, because its steps end where the
 * data let them and would pass over landmarks; but its rule decides about the days between two landmarks. Such a day is told
 * when from the day told before and until the landmark after nobody or at least as many as may be shown had the event, died
 * or left, when as many are still observed, and when it tells apart no few people of two endpoints of which one holds the
 * other. So it adds no small group, and the landmarks show what they show without it; they are the same counts. A day that
 * is not told is a row whose numbers are hidden, and the next one told stands for both.
 *
 * @param threshold the smallest number of people that may be shown
 */
record SurvivalCurveFigure(List<TimeToEventFigures> endpoints, int threshold) implements Figure {
    private static final List<Integer> DAYS =
            List.of(91, 182, 273, 365, 456, 547, 638, 730, 821, 912, 1003, 1095, 1460, 1825);

    @Override
    public void declare(CountsBuilder counts) {
        new TimesFigure(endpoints).declare(counts);
        List<TimesPeople> curves = endpoints.stream().map(TimesPeople::ofAll).toList();
        for (TimesPeople curve : curves) {
            List<Integer> days = told(curve);
            curve.declareIn(counts, days, Worth.FINE, Worth.FINE);
            wider(curve).forEach(wider -> days.stream()
                    .filter(told(wider)::contains)
                    .forEach(day -> curve.declareWithin(counts, wider, day)));
        }
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        for (TimeToEventFigures endpoint : endpoints) {
            TimesPeople curve = TimesPeople.ofAll(endpoint);
            Set<Integer> told = new HashSet<>(told(curve));
            for (int day : days(curve)) {
                rows.row(endpoint.endpoint().name(), Integer.toString(day));
                if (told.contains(day)) {
                    curve.tell(rows, day);
                } else {
                    rows.withheld(TimesPeople.STATISTICS.toArray(String[]::new));
                }
            }
        }
        return new PublishedFigure(
                "survival-curve",
                "Time without re-intervention in steps, with the number at risk",
                List.of("endpoint", "day"),
                TimesPeople.STATISTICS,
                rows.all());
    }

    /** Landmarks and the days between them, as long as somebody is observed. */
    private static List<Integer> days(TimesPeople curve) {
        TreeSet<Integer> days = new TreeSet<>(DAYS);
        days.addAll(TimesFigure.days(curve));
        return days.stream().filter(day -> curve.at(day).isPresent()).toList();
    }

    private List<Integer> told(TimesPeople curve) {
        TreeSet<Integer> landmarks = new TreeSet<>(TimesFigure.days(curve));
        List<Integer> told = new ArrayList<>();
        for (int day : days(curve)) {
            Integer before = told.isEmpty() ? null : told.get(told.size() - 1);
            boolean isLandmark = landmarks.contains(day);
            if (isLandmark
                    || curve.addsNoFew(before, day, threshold)
                            && (landmarks.higher(day) == null || curve.addsNoFew(day, landmarks.higher(day), threshold))
                            && isFine(curve.people(day, "observed"))
                            && isApart(curve, day)) {
                told.add(day);
            }
        }
        return told;
    }

    private boolean isApart(TimesPeople curve, int day) {
        return wider(curve).stream()
                .filter(wider -> told(wider).contains(day))
                .allMatch(wider -> curve.isApart(wider, day, threshold));
    }

    private List<TimesPeople> wider(TimesPeople curve) {
        return endpoints.stream()
                .map(TimesPeople::ofAll)
                .filter(other -> other.isWiderThan(curve))
                .toList();
    }

    private boolean isFine(long people) {
        return people == 0 || people >= threshold;
    }
}
