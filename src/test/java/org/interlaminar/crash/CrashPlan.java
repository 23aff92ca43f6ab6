package org.interlaminar.crash;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.interlaminar.crash.CrashPoint.Moment;

/** When this process is to die: the n-th time it comes to a point. Until it is armed it counts and does no harm. */
final class CrashPlan {
    /** As after SIGKILL. */
    static final int EXIT = 137;

    private final Map<CrashPoint, Integer> passed = new EnumMap<>(CrashPoint.class);
    private CrashPoint at;
    private int nth;

    synchronized void arm(CrashPoint point, int time) {
        passed.clear();
        at = point;
        nth = time;
    }

    /** It was not possible this time: die the time after. */
    synchronized void putOff() {
        nth++;
    }

    /** What has been passed since it was armed. */
    synchronized String passed() {
        return passed.entrySet().stream()
                .map(point -> point.getKey().name() + "=" + point.getValue())
                .collect(Collectors.joining(","));
    }

    synchronized void passes(CrashPoint point) {
        if (passed.merge(point, 1, Integer::sum) == nth && point == at) {
            die();
        }
    }

    void passes(Moment moment, String sql) {
        for (CrashPoint point : CrashPoint.values()) {
            if (point.isReachedBy(moment, sql)) {
                passes(point);
            }
        }
    }

    /** Whether the statement about to run is the one inside of which to die. */
    synchronized boolean isInside(String sql) {
        for (CrashPoint point : CrashPoint.values()) {
            if (point.isReachedBy(Moment.INSIDE, sql)) {
                return passed.merge(point, 1, Integer::sum) == nth && point == at;
            }
        }
        return false;
    }

    /** Without shutdown hooks, without closing anything: to the store and to the disk it is a kill -9. */
    static void die() {
        System.out.println("dies");
        System.out.flush();
        Runtime.getRuntime().halt(EXIT);
    }
}
