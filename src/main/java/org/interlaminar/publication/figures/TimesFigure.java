package org.interlaminar.publication.figures;

import java.util.List;
import java.util.Optional;
import org.interlaminar.outcomes.TimeToEventFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;
import org.interlaminar.outcomes.survival.IncidencePoint;
import org.interlaminar.outcomes.survival.Landmark;

/**
 * Curves of re-intervention, read at landmarks only: each single step of a curve is somebody's own day. At a landmark every
 * index case is still observed, has had the event, has died or has left, and all four only grow out of the ones before.
 */
record TimesFigure(List<TimeToEventFigures> endpoints) implements Figure {
    private static final List<String> GONE = List.of("events", "died", "left");

    @Override
    public List<Figure> parts() {
        return endpoints.stream()
                .map(endpoint -> (Figure) new TimesFigure(List.of(endpoint)))
                .toList();
    }

    @Override
    public void declare(CountsBuilder counts) {
        for (TimeToEventFigures endpoint : endpoints) {
            Landmark before = null;
            for (Landmark landmark : endpoint.landmarks()) {
                declare(counts, endpoint, landmark);
                if (before != null) {
                    String earlier = word(before);
                    String later = word(landmark);
                    GONE.forEach(gone -> counts.partOf(key(endpoint, earlier, gone), key(endpoint, later, gone)));
                    counts.partOf(key(endpoint, later, "observed"), key(endpoint, earlier, "observed"));
                }
                before = landmark;
            }
        }
    }

    private static void declare(CountsBuilder counts, TimeToEventFigures endpoint, Landmark landmark) {
        String day = word(landmark);
        long died = died(endpoint, landmark.day());
        long observed = landmark.atRisk();
        long left = endpoint.survival().people() - observed - landmark.events() - died;
        counts.cell(key(endpoint, day, "observed"), Math.toIntExact(observed), Worth.MARGIN)
                .cell(key(endpoint, day, "events"), Math.toIntExact(landmark.events()), Worth.DETAIL)
                .cell(key(endpoint, day, "died"), Math.toIntExact(died), Worth.DETAIL)
                .cell(key(endpoint, day, "left"), Math.toIntExact(left), Worth.DETAIL)
                .sum(
                        INDEX,
                        List.of(
                                key(endpoint, day, "observed"),
                                key(endpoint, day, "events"),
                                key(endpoint, day, "died"),
                                key(endpoint, day, "left")));
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        for (TimeToEventFigures endpoint : endpoints) {
            endpoint.landmarks().forEach(landmark -> tell(rows, endpoint, landmark));
        }
        return new PublishedFigure(
                "survival",
                "Time without re-intervention, and its incidence with death competing",
                List.of("endpoint", "day"),
                List.of(
                        "observed",
                        "events",
                        "died",
                        "left",
                        "survival",
                        "survival_low",
                        "survival_high",
                        "incidence",
                        "incidence_low",
                        "incidence_high"),
                rows.all());
    }

    private static void tell(Rows rows, TimeToEventFigures endpoint, Landmark landmark) {
        String day = word(landmark);
        String events = key(endpoint, day, "events");
        rows.row(endpoint.endpoint().name(), day)
                .count("observed", key(endpoint, day, "observed"))
                .count("events", events)
                .count("died", key(endpoint, day, "died"))
                .count("left", key(endpoint, day, "left"))
                .of("survival", events, INDEX, landmark.survival());
        if (landmark.interval() != null) {
            rows.of("survival_low", events, INDEX, landmark.interval().low())
                    .of("survival_high", events, INDEX, landmark.interval().high());
        }
        Optional<IncidencePoint> point = endpoint.incidence().at(landmark.day());
        point.ifPresent(at -> {
            rows.of("incidence", events, INDEX, at.event().probability());
            if (at.event().interval() != null) {
                rows.of("incidence_low", events, INDEX, at.event().interval().low())
                        .of(
                                "incidence_high",
                                events,
                                INDEX,
                                at.event().interval().high());
            }
        });
    }

    private static long died(TimeToEventFigures endpoint, int day) {
        return endpoint.incidence().points().stream()
                .filter(point -> point.day() <= day)
                .mapToLong(IncidencePoint::competing)
                .sum();
    }

    private static String word(Landmark landmark) {
        return Integer.toString(landmark.day());
    }

    private static String key(TimeToEventFigures endpoint, String day, String word) {
        return CountsBuilder.key("time to", endpoint.endpoint().name(), day, word);
    }
}
