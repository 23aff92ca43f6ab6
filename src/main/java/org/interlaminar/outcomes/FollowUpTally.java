package org.interlaminar.outcomes;

import java.util.List;
import java.util.stream.IntStream;
import org.interlaminar.outcomes.survival.Exit;
import org.interlaminar.outcomes.survival.ExitTimes;
import org.interlaminar.outcomes.survival.KaplanMeier;

/** Running counts of how long people were observed. */
final class FollowUpTally {
    private final List<Integer> landmarks;
    private final long[] seen;
    private final long[] expected;
    private final ExitTimes times = new ExitTimes();
    private long observedDays;
    private long potentialDays;

    FollowUpTally(List<Integer> landmarks) {
        this.landmarks = landmarks;
        this.seen = new long[landmarks.size()];
        this.expected = new long[landmarks.size()];
    }

    void add(Observation observation) {
        int until = observation.until();
        times.add(until, observation.isDead() ? Exit.EVENT : Exit.CENSORED);
        Integer potential = observation.potential();
        if (potential != null) {
            observedDays += until;
            potentialDays += potential;
        }
        for (int i = 0; i < seen.length; i++) {
            int day = landmarks.get(i);
            if (!observation.hasDiedBefore(day) && observation.isClosed(day)) {
                expected[i]++;
                seen[i] += until >= day ? 1 : 0;
            }
        }
    }

    FollowUp followUp() {
        List<FollowUp.Until> until = IntStream.range(0, seen.length)
                .mapToObj(i -> new FollowUp.Until(landmarks.get(i), new Completeness(seen[i], expected[i])))
                .toList();
        return new FollowUp(
                times.people(), KaplanMeier.of(times.reversed()).median(), observedDays, potentialDays, until);
    }
}
