package org.interlaminar.outcomes;

import java.util.List;
import org.interlaminar.cases.FollowUpWindow;

/**
 * One index case, read once for everybody who counts it.
 *
 * @param followed the case
 * @param observation how long it was observed
 * @param series one for each measure of the plan, in its order
 */
record ReadCase(FollowedCase followed, Observation observation, List<CaseSeries> series) {
    static ReadCase of(FollowedCase followed, List<Measure> measures, List<FollowUpWindow> windows) {
        Observation observation = Observation.of(followed);
        return new ReadCase(
                followed,
                observation,
                measures.stream()
                        .map(measure -> new CaseSeries(measure, windows, followed, observation))
                        .toList());
    }
}
