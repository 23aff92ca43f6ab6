package org.interlaminar.outcomes;

import org.interlaminar.cases.FollowUpWindow;

/**
 * How long one index case was observed; asked of it once, since every figure needs it.
 *
 * @param until the day observation ends: death, else the last sign of the person; never after the cut-off or before day 0
 * @param isDead whether it ends with death
 * @param isContactKnown whether the last contact is told
 * @param cutOff the last day of which anything can be known, or null
 */
record Observation(int until, boolean isDead, boolean isContactKnown, Integer cutOff) {
    static Observation of(FollowedCase followed) {
        Integer cutOff = followed.cutOffDay();
        Integer died = followed.diedOnDay();
        int last = died != null ? died : lastSign(followed);
        return new Observation(
                Math.max(0, cutOff == null ? last : Math.min(last, cutOff)),
                died != null && (cutOff == null || died <= cutOff),
                followed.lastContactDay() != null,
                cutOff);
    }

    /** The day until which the person could have been observed: death, else the cut-off; null without a cut-off. */
    Integer potential() {
        return isDead ? Integer.valueOf(until) : cutOff == null ? null : Integer.valueOf(Math.max(0, cutOff));
    }

    boolean hasDiedBefore(int day) {
        return isDead && until < day;
    }

    /** Asked of those who have not died before. */
    boolean isLostBefore(int day) {
        return isContactKnown && until < day;
    }

    boolean isClosed(int day) {
        return cutOff == null || cutOff >= day;
    }

    /** Alive when the window opens, and the window over by the cut-off. */
    boolean isExpectedAt(FollowUpWindow window) {
        return !hasDiedBefore(window.from()) && isClosed(window.to());
    }

    private static int lastSign(FollowedCase followed) {
        int last = followed.lastContactDay() == null ? 0 : followed.lastContactDay();
        for (ChosenScore score : followed.scores()) {
            last = Math.max(last, score.day());
        }
        for (FollowedEvent event : followed.events()) {
            last = Math.max(last, event.day());
        }
        return last;
    }
}
