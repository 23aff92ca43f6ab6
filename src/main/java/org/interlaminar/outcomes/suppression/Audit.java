package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The last look before anything leaves, without knowledge of how the hidden cells were chosen: for each secret the least
 * and the most that a reader must hold possible, each proved by a whole set of numbers. Where no proof is found the secret
 * counts as given away.
 */
final class Audit {
    private final Ground ground;
    private final boolean[] hidden;
    private final Reach reach;
    private final List<Move> known = new ArrayList<>(List.of(Move.NONE));

    private Audit(Ground ground, boolean[] hidden, Reach reach) {
        this.ground = ground;
        this.hidden = hidden;
        this.reach = reach;
    }

    /** Secrets that are given away. */
    static List<Secret> failing(Ground ground, boolean[] hidden) {
        List<Secret> failing = new ArrayList<>();
        for (List<Integer> cells : Components.of(ground)) {
            List<Secret> secrets = ground.secrets().stream()
                    .filter(secret -> Collections.binarySearch(cells, secret.cell()) >= 0)
                    .toList();
            if (!secrets.isEmpty()) {
                Audit audit = new Audit(ground, hidden, new Reach(ground, cells));
                secrets.stream().filter(secret -> !audit.staysOpen(secret)).forEach(failing::add);
            }
        }
        return failing;
    }

    private boolean staysOpen(Secret secret) {
        if (!hidden[secret.cell()]) {
            return false;
        }
        long least = furthest(secret, false, secret.low());
        long enough = secret.highAbove(least);
        return secret.staysOpenBetween(least, furthest(secret, true, enough));
    }

    private long furthest(Secret secret, boolean up, long goal) {
        long reached = furthestKnown(secret, up);
        if (up ? reached >= goal : reached <= goal) {
            return reached;
        }
        Optional<Move> found = reach.towards(secret.cell(), goal, cell -> hidden[cell] ? 0 : Double.POSITIVE_INFINITY);
        found.filter(move -> ground.isPossible(move, hidden)).ifPresent(known::add);
        return furthestKnown(secret, up);
    }

    private long furthestKnown(Secret secret, boolean up) {
        java.util.stream.LongStream values =
                known.stream().mapToLong(move -> ground.value()[secret.cell()] + move.of(secret.cell()));
        return (up ? values.max() : values.min()).orElseThrow();
    }
}
