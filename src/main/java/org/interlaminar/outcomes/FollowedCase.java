package org.interlaminar.outcomes;

import java.util.List;
import java.util.Map;

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
}
