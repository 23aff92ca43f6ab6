package org.interlaminar.outcomes;

/**
 * So many of so many.
 *
 * @param count how many
 * @param of of how many
 * @param share count / of, 0 to 1; null when there is nobody
 * @param low lower end of the 95 percent Wilson interval, null when there is nobody
 * @param high its upper end
 */
public record Proportion(long count, long of, Double share, Double low, Double high) {
    public static Proportion of(long count, long of) {
        return Wilson.interval(count, of);
    }

    public boolean isKnown() {
        return share != null;
    }
}
