package org.interlaminar.outcomes;

import java.util.List;

/**
 * One index case as it was followed. Death and loss need no field: later windows simply have no score.
 *
 * @param failedOnDay days from the index to the first re-intervention that counts as treatment failure, or null
 * @param scores the chosen scores of all instruments, one at most for each measure and window
 */
public record FollowedCase(Integer failedOnDay, List<ChosenScore> scores) {}
