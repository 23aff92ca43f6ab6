package org.interlaminar.ehr.courtesy;

import java.time.Duration;

/**
 * How many requests may be under way: one more after each round of answers that came as quickly as usual, half as many after
 * one that says it is too much or took far longer (additive increase, multiplicative decrease; EHR C7).
 */
final class AdaptiveConcurrency {
    /** An answer that takes so many times the usual means that the server is at its limit. */
    private static final double SLOW = 3;

    /** Below this, slowness is noise. */
    private static final Duration QUICK = Duration.ofMillis(200);

    /** Weight of the newest answer in what is usual. */
    private static final double NEWEST = 0.1;

    private final int most;
    private double limit = 1;
    private double usualMillis = -1;
    private int underWay;
    private long round;
    private long halvedInRound = -1;

    AdaptiveConcurrency(int most) {
        this.most = most;
    }

    /** Waits until one more may be under way. */
    synchronized void enter() throws InterruptedException {
        while (underWay >= (int) limit) {
            wait();
        }
        underWay++;
    }

    /** @param tooMuch whether the server said so, or did not answer in time */
    synchronized void leave(Duration took, boolean tooMuch) {
        underWay--;
        round++;
        if (tooMuch || isSlow(took)) {
            halve();
        } else {
            limit = Math.min(most, limit + 1 / limit);
        }
        if (!tooMuch) {
            usualMillis = usualMillis < 0 ? took.toMillis() : usualMillis + NEWEST * (took.toMillis() - usualMillis);
        }
        notifyAll();
    }

    /** Answers to requests sent before the last halving tell nothing new. */
    private void halve() {
        if (halvedInRound < 0 || round - halvedInRound > underWay) {
            limit = Math.max(1, limit / 2);
            halvedInRound = round;
        }
    }

    private boolean isSlow(Duration took) {
        return usualMillis >= 0 && took.compareTo(QUICK) > 0 && took.toMillis() > SLOW * usualMillis;
    }

    synchronized int limit() {
        return (int) limit;
    }
}
