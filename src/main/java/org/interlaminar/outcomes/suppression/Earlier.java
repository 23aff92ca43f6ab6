package org.interlaminar.outcomes.suppression;

import java.util.List;

/**
 * A publication that readers may still have, as it is kept for those that follow.
 *
 * @param counts all that were declared, small and hidden ones too: what changed has to be known to be hidden
 * @param sums between them
 * @param statistics that were shown
 */
public record Earlier(List<Count> counts, List<Sum> sums, List<Statistic> statistics) {
    public Earlier {
        counts = List.copyOf(counts);
        sums = List.copyOf(sums);
        statistics = List.copyOf(statistics);
    }

    /** @param shown to readers; an unpublished one never was */
    public record Count(String key, int people, boolean shown) {}

    /**
     * A mean, share or the like.
     *
     * @param subject keys of the counts it rests on
     * @param people these counts then, in their order
     * @param value in words
     */
    public record Statistic(String subject, String people, String value) {}
}
