package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds what else to hide. For each secret in turn: the cheapest move down and the cheapest move up; what they touch is
 * hidden. Each is a proof that stays one whatever is hidden later, so one pass is enough. Afterwards cells whose hiding turned
 * out needless are shown again. If no move in whole people is found, every cell of the component that is not zero is hidden; then the truth times
 * any whole number is a proof.
 */
final class PatternSearch {
    private final Ground ground;
    private final boolean[] hidden;
    private final boolean[] atFirst;
    private final List<Proof> proofs = new ArrayList<>();

    /** A move that one secret needs, and what it reaches. */
    private record Proof(Secret secret, boolean up, long reached, Move move) {}

    private PatternSearch(Ground ground, boolean[] atFirst) {
        this.ground = ground;
        this.atFirst = atFirst;
        this.hidden = atFirst.clone();
    }

    /**
     * @param atFirst what is hidden already
     * @return for each cell whether it is hidden
     */
    static boolean[] hide(Ground ground, boolean[] atFirst) {
        PatternSearch search = new PatternSearch(ground, atFirst);
        for (List<Integer> cells : Components.of(ground)) {
            List<Secret> secrets = ground.secrets().stream()
                    .filter(secret -> java.util.Collections.binarySearch(cells, secret.cell()) >= 0)
                    .toList();
            if (!secrets.isEmpty()) {
                search.protect(new Reach(ground, cells), secrets);
            }
        }
        return search.hidden;
    }

    private void protect(Reach reach, List<Secret> secrets) {
        for (Secret secret : secrets) {
            if (!isProtected(reach, secret)) {
                reach.cells().forEach(cell -> hidden[cell] = true);
                return;
            }
        }
        reach.cells().stream()
                .filter(cell -> hidden[cell] && !atFirst[cell])
                .sorted(Comparator.comparing((Integer cell) -> -ground.worth()[cell].weight())
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(cell -> showAgain(reach, cell));
    }

    private boolean isProtected(Reach reach, Secret secret) {
        Proof down = reached(reach, secret, false, Math.min(secret.low(), value(secret)));
        long high = secret.highAbove(down.reached());
        Proof up = reached(reach, secret, true, high);
        return up.reached() >= high;
    }

    private long value(Secret secret) {
        return ground.value()[secret.cell()];
    }

    /** As far as can be reached without hiding a headline, or with it if that is not far enough. */
    private Proof reached(Reach reach, Secret secret, boolean up, long goal) {
        Proof best = new Proof(secret, up, value(secret), Move.NONE);
        for (Move known : proofs.stream().map(Proof::move).toList()) {
            best = further(best, known);
        }
        for (boolean headlines : new boolean[] {false, true}) {
            if (isThere(best, goal)) {
                break;
            }
            Optional<Move> found = reach.towards(secret.cell(), goal, cell -> price(cell, headlines));
            if (found.isPresent() && ground.isPossible(found.get(), everything())) {
                best = further(best, found.get());
            }
        }
        for (int cell : best.move().cells()) {
            hidden[cell] = true;
        }
        proofs.add(best);
        return best;
    }

    private Proof further(Proof best, Move move) {
        long reached = value(best.secret()) + move.of(best.secret().cell());
        boolean further = best.up() ? reached > best.reached() : reached < best.reached();
        return further ? new Proof(best.secret(), best.up(), reached, move) : best;
    }

    private static boolean isThere(Proof proof, long goal) {
        return proof.up() ? proof.reached() >= goal : proof.reached() <= goal;
    }

    private double price(int cell, boolean headlines) {
        if (hidden[cell]) {
            return 0;
        }
        if (ground.worth()[cell] == Worth.HEADLINE && !headlines) {
            return Double.POSITIVE_INFINITY;
        }
        // Among equals the first by name, whatever their numbers.
        return ground.worth()[cell].weight() * (1 + 0.01 * cell / ground.size());
    }

    private boolean[] everything() {
        boolean[] all = new boolean[ground.size()];
        java.util.Arrays.fill(all, true);
        return all;
    }

    private void showAgain(Reach reach, int cell) {
        hidden[cell] = false;
        List<Proof> replaced = new ArrayList<>();
        List<Proof> touching =
                proofs.stream().filter(proof -> proof.move().touches(cell)).toList();
        for (Proof proof : touching) {
            Optional<Proof> other = without(reach, proof);
            if (other.isEmpty()) {
                hidden[cell] = true;
                return;
            }
            replaced.add(other.get());
        }
        proofs.removeAll(touching);
        proofs.addAll(replaced);
    }

    private Optional<Proof> without(Reach reach, Proof proof) {
        return reach.towards(
                        proof.secret().cell(), proof.reached(), other -> hidden[other] ? 0 : Double.POSITIVE_INFINITY)
                .filter(move -> ground.isPossible(move, hidden))
                .map(move -> further(new Proof(proof.secret(), proof.up(), value(proof.secret()), Move.NONE), move))
                .filter(other -> isThere(other, proof.reached()));
    }
}
