package org.interlaminar.crash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** One way to be hit. @param point where the service dies by its own hand, or null for the other kinds */
record Blow(Kind kind, CrashPoint point) {
    enum Kind {
        /** At a point with a name. */
        AT_POINT,
        /** SIGKILL at any time. */
        SERVICE_AT_ANY_TIME,
        /** SIGKILL to PostgreSQL, all of it, at any time. */
        STORE_AT_ANY_TIME,
        /** SIGKILL to PostgreSQL in the middle of a merge. */
        STORE_MID_MERGE
    }

    /** So many, every kind and every point as often as the others; those that need the routes stand together. */
    static List<Blow> of(int many, Random random) {
        List<Blow> blows = new ArrayList<>();
        while (blows.size() < many) {
            List<Blow> round = new ArrayList<>(round());
            Collections.shuffle(round, random);
            round.subList(Math.min(round.size(), many - blows.size()), round.size())
                    .clear();
            round.sort((one, other) -> Boolean.compare(one.needsRoutes(), other.needsRoutes()));
            blows.addAll(round);
        }
        return blows;
    }

    /** One of each point, two of the service at any time, one of each other kind. */
    static List<Blow> round() {
        List<Blow> round = new ArrayList<>();
        for (CrashPoint point : CrashPoint.values()) {
            round.add(new Blow(Kind.AT_POINT, point));
        }
        round.add(new Blow(Kind.SERVICE_AT_ANY_TIME, null));
        round.add(new Blow(Kind.SERVICE_AT_ANY_TIME, null));
        round.add(new Blow(Kind.STORE_AT_ANY_TIME, null));
        round.add(new Blow(Kind.STORE_MID_MERGE, null));
        return round;
    }

    boolean needsRoutes() {
        return point != null && point.needsRoutes();
    }

    String told() {
        return point != null
                ? point.toString()
                : kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
