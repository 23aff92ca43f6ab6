package org.interlaminar.outcomes;

import java.util.List;
import org.interlaminar.cases.FollowUpWindow;

/**
 * What is asked of a cohort before anybody looks.
 *
 * @param measures that are followed
 * @param windows in which, baseline first
 * @param timeToEvent endpoints whose time is estimated
 * @param landmarks days at which curves are read
 * @param harms endpoints of which proportions are told
 * @param harmDays until which days
 * @param characteristics people are described by
 */
public record AnalysisPlan(
        List<Measure> measures,
        List<FollowUpWindow> windows,
        List<Endpoint> timeToEvent,
        List<Integer> landmarks,
        List<Endpoint> harms,
        List<Integer> harmDays,
        List<Characteristic> characteristics) {

    /** The clinical rules, sections 5 and 6; traits are named as columns of the mart. */
    public static final AnalysisPlan DEFAULT = new AnalysisPlan(
            Measure.DEFAULTS,
            FollowUpWindow.DEFAULTS,
            Endpoint.REINTERVENTIONS,
            List.of(182, 365, 730),
            Endpoint.HARMS,
            List.of(30, 90),
            List.of(
                    Characteristic.number("age_at_index", "Age at index, years"),
                    Characteristic.category("sex", "Sex"),
                    Characteristic.category("nc", "Neurogenic claudication"),
                    Characteristic.category("levels", "Levels")));

    public AnalysisPlan {
        measures = List.copyOf(measures);
        windows = List.copyOf(windows);
        timeToEvent = List.copyOf(timeToEvent);
        landmarks = List.copyOf(landmarks);
        harms = List.copyOf(harms);
        harmDays = List.copyOf(harmDays);
        characteristics = List.copyOf(characteristics);
    }

    /** The same plan with other measures. */
    public AnalysisPlan following(List<Measure> others) {
        return new AnalysisPlan(others, windows, timeToEvent, landmarks, harms, harmDays, characteristics);
    }

    /** The same plan with people described otherwise. */
    public AnalysisPlan describing(List<Characteristic> others) {
        return new AnalysisPlan(measures, windows, timeToEvent, landmarks, harms, harmDays, others);
    }
}
