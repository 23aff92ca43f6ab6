package org.interlaminar.outcomes.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The estimate of <a href="https://www.jstor.org/stable/4615704">Aalen and Johansen (1978)</a> for an event that death may forestall,
 * as R's {@code survfit} of a factor status. Its variance adds up, over the days with an event, what the multinomial draw of
 * that day contributes; this equals the infinitesimal jackknife that R computes.
 */
public final class CumulativeIncidence {
    /** A day with events of either kind: what came before it and what it draws. */
    private record Draw(double atRisk, double free, double share, double total, double reached) {
        /** What it adds to the variance of the probability that stands at {@code now}. */
        double variance(double now) {
            // Nobody is free afterwards: nothing later hangs on this day.
            double later = total < 1 ? (now - reached) / (1 - total) : 0;
            double own = free * free * share * (1 - share);
            double joint = free * later * share * (1 - total);
            double every = later * later * total * (1 - total);
            return (own - 2 * joint + every) / atRisk;
        }
    }

    private final ToLongFunction<RiskSet> counted;
    private final List<Draw> draws = new ArrayList<>();
    private double reached;
    private Incidence current = Incidence.of(0, 0);

    private CumulativeIncidence(ToLongFunction<RiskSet> counted) {
        this.counted = counted;
    }

    public static IncidenceCurve of(ExitTimes times) {
        CumulativeIncidence events = new CumulativeIncidence(RiskSet::events);
        CumulativeIncidence others = new CumulativeIncidence(RiskSet::competing);
        List<IncidencePoint> points = new ArrayList<>();
        double free = 1;
        for (RiskSet day : times.days()) {
            Incidence event = events.after(day, free);
            Incidence other = others.after(day, free);
            points.add(new IncidencePoint(day.day(), day.atRisk(), day.events(), day.competing(), event, other));
            free *= 1 - (double) (day.events() + day.competing()) / day.atRisk();
        }
        return new IncidenceCurve(times.people(), List.copyOf(points));
    }

    private Incidence after(RiskSet day, double free) {
        double atRisk = day.atRisk();
        double share = counted.applyAsLong(day) / atRisk;
        double total = (day.events() + day.competing()) / atRisk;
        reached += free * share;
        if (total > 0) {
            draws.add(new Draw(atRisk, free, share, total, reached));
        }
        return Incidence.of(
                reached,
                draws.stream().mapToDouble(draw -> draw.variance(reached)).sum());
    }
}
