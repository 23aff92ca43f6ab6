package org.interlaminar.outcomes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.interlaminar.outcomes.survival.CumulativeIncidence;
import org.interlaminar.outcomes.survival.Exit;
import org.interlaminar.outcomes.survival.ExitTimes;
import org.interlaminar.outcomes.survival.KaplanMeier;
import org.interlaminar.outcomes.survival.SurvivalCurve;

/** Running times to one endpoint. An event on the day of death came before it. */
final class TimeToEventTally {
    private final Endpoint endpoint;
    private final ExitTimes times = new ExitTimes();

    TimeToEventTally(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void add(ReadCase one) {
        OptionalInt event = endpoint.firstDay(one);
        if (event.isPresent()) {
            times.add(event.getAsInt(), Exit.EVENT);
        } else {
            Observation observation = one.observation();
            times.add(observation.until(), observation.isDead() ? Exit.COMPETING : Exit.CENSORED);
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    ExitTimes times() {
        return times;
    }

    TimeToEventFigures figures(List<Integer> landmarks) {
        SurvivalCurve survival = KaplanMeier.of(times);
        return new TimeToEventFigures(
                endpoint,
                survival,
                landmarks.stream().map(survival::at).flatMap(Optional::stream).toList(),
                CumulativeIncidence.of(times));
    }
}
