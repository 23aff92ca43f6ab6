package org.interlaminar.publication.figures;

import java.util.List;
import org.interlaminar.outcomes.TimeToEventFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;
import org.interlaminar.outcomes.survival.Landmark;

/**
 * Curves of re-intervention, read at landmarks only: each single step of a curve is somebody's own day. Endpoints of which
 * one holds the other are told together: their difference is people too.
 */
record TimesFigure(List<TimeToEventFigures> endpoints) implements Figure {
    @Override
    public void declare(CountsBuilder counts) {
        List<TimesPeople> curves = endpoints.stream().map(TimesPeople::ofAll).toList();
        for (TimesPeople curve : curves) {
            List<Integer> days = days(curve);
            curve.declareIn(counts, days, Worth.MARGIN, Worth.DETAIL);
            curves.stream().filter(wider -> wider.isWiderThan(curve)).forEach(wider -> days.stream()
                    .filter(days(wider)::contains)
                    .forEach(day -> curve.declareWithin(counts, wider, day)));
        }
    }

    static List<Integer> days(TimesPeople curve) {
        return curve.figures().landmarks().stream().map(Landmark::day).toList();
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        for (TimeToEventFigures endpoint : endpoints) {
            TimesPeople curve = TimesPeople.ofAll(endpoint);
            for (int day : days(curve)) {
                curve.tell(rows.row(endpoint.endpoint().name(), Integer.toString(day)), day);
            }
        }
        return new PublishedFigure(
                "survival",
                "Time without re-intervention, and its incidence with death competing",
                List.of("endpoint", "day"),
                TimesPeople.STATISTICS,
                rows.all());
    }
}
