package org.interlaminar.outcomes;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.interlaminar.cases.FollowUpWindow;

/**
 * One index case as it was followed. All days count from the index (day 0); null is not known.
 *
 * @param failedOnDay the first re-intervention that counts as treatment failure, or null
 * @param scores the chosen scores of all instruments, one at most for each measure and window
 * @param traits what the case is grouped and described by, as words; numbers in decimal notation, what is missing left out
 * @param diedOnDay or null
 * @param lastContactDay the last day on which any record shows the person, or null
 * @param cutOffDay the last day of which anything can be known, or null
 * @param events of all kinds, in any order
 */
public record FollowedCase(
        Integer failedOnDay,
        List<ChosenScore> scores,
        Map<String, String> traits,
        Integer diedOnDay,
        Integer lastContactDay,
        Integer cutOffDay,
        List<FollowedEvent> events) {

    /** A case of which only scores and failure matter. */
    public FollowedCase(Integer failedOnDay, List<ChosenScore> scores) {
        this(failedOnDay, scores, Map.of(), null, null, null, List.of());
    }

    public FollowedCase {
        scores = List.copyOf(scores);
        traits = Map.copyOf(traits);
        events = List.copyOf(events);
    }

    /** The day observation ends: death, else the last sign of the person; never after the cut-off or before day 0. */
    public int observedUntil() {
        int last = diedOnDay != null ? diedOnDay : lastSign();
        return Math.max(0, cutOffDay == null ? last : Math.min(last, cutOffDay));
    }

    /** Whether observation ends with death. */
    public boolean isDead() {
        return diedOnDay != null && (cutOffDay == null || diedOnDay <= cutOffDay);
    }

    /** The day until which the person could have been seen: death, else the cut-off; null without a cut-off. */
    Integer couldBeObservedUntil() {
        return isDead() ? Integer.valueOf(observedUntil()) : cutOffDay == null ? null : Math.max(0, cutOffDay);
    }

    boolean hasDiedBefore(int day) {
        return isDead() && diedOnDay < day;
    }

    boolean isLostBefore(int day) {
        return !isDead() && lastContactDay != null && lastSign() < day;
    }

    boolean isClosed(int day) {
        return cutOffDay == null || cutOffDay >= day;
    }

    /** Alive when the window opens, and the window over by the cut-off. */
    boolean isExpectedAt(FollowUpWindow window) {
        return !hasDiedBefore(window.from()) && isClosed(window.to());
    }

    private int lastSign() {
        IntStream recorded = IntStream.concat(
                scores.stream().mapToInt(ChosenScore::day), events.stream().mapToInt(FollowedEvent::day));
        return IntStream.concat(recorded, Stream.ofNullable(lastContactDay).mapToInt(Integer::intValue))
                .max()
                .orElse(0);
    }
}
