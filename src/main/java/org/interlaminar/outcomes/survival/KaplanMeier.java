package org.interlaminar.outcomes.survival;

import java.util.ArrayList;
import java.util.List;

/**
 * The product-limit estimate of <a href="https://doi.org/10.1080/01621459.1958.10501452">Kaplan and Meier (1958)</a> with
 * Greenwood's variance and the log-log interval, as R's {@code survfit(conf.type = "log-log")}. Competing events censor.
 */
public final class KaplanMeier {
    private double survival = 1;
    private double greenwood;

    private KaplanMeier() {}

    public static SurvivalCurve of(ExitTimes times) {
        List<SurvivalPoint> points = new ArrayList<>();
        KaplanMeier estimate = new KaplanMeier();
        times.days().forEach(day -> points.add(estimate.after(day)));
        long events = points.stream().mapToLong(SurvivalPoint::events).sum();
        return new SurvivalCurve(times.people(), events, List.copyOf(points), MedianTime.of(points));
    }

    private SurvivalPoint after(RiskSet day) {
        double atRisk = day.atRisk();
        double remaining = atRisk - day.events();
        survival *= remaining / atRisk;
        greenwood += day.events() == 0 ? 0 : day.events() / (atRisk * remaining);
        Double error = survival == 0 ? null : survival * Math.sqrt(greenwood);
        return new SurvivalPoint(
                day.day(),
                day.atRisk(),
                day.events(),
                day.competing() + day.censored(),
                survival,
                error,
                error == null ? null : Interval.logLog(survival, error));
    }
}
