package org.interlaminar.outcomes.survival;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The day by which half of the people had the event.
 *
 * @param days from the index; between two days when survival is exactly one half from one to the other; null when not reached
 * @param low lower end of the 95 percent interval: where the lower limits of the curve reach one half; null when they do not
 * @param high its upper end, where the upper limits do
 */
public record MedianTime(Double days, Double low, Double high) {
    // As close to one half as R takes for equal: square root of the double precision.
    private static final double TOLERANCE = Math.sqrt(Math.ulp(1.0));

    static MedianTime of(List<SurvivalPoint> points) {
        List<SurvivalPoint> limited =
                points.stream().filter(point -> point.interval() != null).toList();
        return new MedianTime(
                half(points, SurvivalPoint::survival),
                half(limited, point -> point.interval().low()),
                half(limited, point -> point.interval().high()));
    }

    public boolean isReached() {
        return days != null;
    }

    private static Double half(List<SurvivalPoint> points, ToDoubleFunction<SurvivalPoint> height) {
        List<SurvivalPoint> reached = points.stream()
                .filter(point -> height.applyAsDouble(point) < 0.5 + TOLERANCE)
                .toList();
        if (reached.isEmpty()) {
            return null;
        }
        SurvivalPoint first = reached.get(0);
        double atFirst = height.applyAsDouble(first);
        if (Math.abs(atFirst - 0.5) >= TOLERANCE) {
            return (double) first.day();
        }
        return reached.stream()
                .filter(point -> height.applyAsDouble(point) < atFirst)
                .findFirst()
                .map(next -> (first.day() + next.day()) / 2.0)
                .orElse((double) first.day());
    }
}
