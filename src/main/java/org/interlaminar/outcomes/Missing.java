package org.interlaminar.outcomes;

/**
 * Why index cases are not evaluable at a window; each case counts once, under the first that holds.
 *
 * @param died before the window opened
 * @param notDue the cut-off lies before the end of the window
 * @param noBaseline nothing to compare with
 * @param lost last seen before the window opened
 * @param noScore seen after it opened, and not scored in it
 */
public record Missing(long died, long notDue, long noBaseline, long lost, long noScore) {
    public long total() {
        return died + notDue + noBaseline + lost + noScore;
    }
}
