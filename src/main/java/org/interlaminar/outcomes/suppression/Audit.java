package org.interlaminar.outcomes.suppression;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The last look before anything leaves. It takes nothing from the search but its proofs, and believes a proof only when every sum
 * and every shown number has been compared in whole numbers.
 */
final class Audit {
    private Audit() {}

    /** Secrets for which the proofs do not show that they stay open to a reader of all that is not hidden. */
    static List<Secret> unproved(Ground ground, boolean[] hidden, List<Proof> proofs) {
        List<Move> possible = proofs.stream()
                .filter(proof -> ground.isPossible(proof, hidden))
                .map(Proof::move)
                .toList();
        return ground.secrets().stream()
                .filter(secret -> !staysOpen(ground, secret, possible))
                .toList();
    }

    private static boolean staysOpen(Ground ground, Secret secret, List<Move> possible) {
        long truth = ground.value()[secret.cell()];
        long least = truth + moves(secret, possible).min().orElse(0);
        long most = truth + moves(secret, possible).max().orElse(0);
        return secret.staysOpenBetween(least, most);
    }

    private static LongStream moves(Secret secret, List<Move> possible) {
        return LongStream.concat(LongStream.of(0), possible.stream().mapToLong(move -> move.of(secret.cell())));
    }
}
