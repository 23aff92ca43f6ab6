package org.interlaminar.reporting;

import java.util.List;

/** What the store keeps of a publication so that those that follow can be held against it. */
public record KeptPublication(List<Count> counts, List<Sum> sums, List<Statistic> statistics) {
    /** @param shown to readers */
    public record Count(String key, int people, boolean shown) {}

    public record Sum(String whole, List<String> parts) {}

    /** @param people counts it was of, in words */
    public record Statistic(String subject, String people, String value) {}
}
