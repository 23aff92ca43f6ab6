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
    private int round;

    AdaptiveConcurrency(int most) {
        this.most = most;
    }

    /** Waits until one more may be under way. @return the round it belongs to */
    synchronized int enter() throws InterruptedException {
        while (underWay >= limit()) {
            wait();
        }
        underWay++;
        return round;
    }

    synchronized void leave() {
        underWay--;
        notifyAll();
    }

    /** An answer whose time says nothing. A limit that nobody comes near to is not known to be good, and stays. */
    synchronized void wentWell() {
        if (underWay >= limit()) {
            limit = Math.min(most, limit + 1 / limit);
        }
    }

    /** @param sentIn round of the request, as it was told when it entered */
    synchronized void answered(int sentIn, Duration took) {
        long millis = took.toMillis();
        if (usualMillis >= 0 && took.compareTo(QUICK) > 0 && millis > SLOW * usualMillis) {
            tooMuch(sentIn);
        } else {
            wentWell();
        }
        usualMillis = usualMillis < 0 ? millis : usualMillis + NEWEST * (millis - usualMillis);
    }

    /** Answers to requests that were sent before the last halving tell nothing new. */
    synchronized void tooMuch(int sentIn) {
        if (sentIn == round) {
            limit = Math.max(1, limit / 2);
            round++;
        }
    }

    synchronized int limit() {
        return (int) limit;
    }
}
