package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Finds what else to hide. For each secret in turn: the cheapest move down and the cheapest move up; what they touch is
 * hidden. Each is a proof that stays one whatever is hidden later, so one pass is enough. Afterwards cells whose hiding turned
 * out needless are shown again. If no move in whole people goes far enough, every cell connected with the secret that is not
 * zero is hidden; then the truth times any whole number is a proof.
 */
final class PatternSearch {
    private static final int ROUNDS = 6;

    private final Ground ground;
    private final boolean[] hidden;
    private final boolean[] atFirst;
    private final boolean[] everything;
    private final Surroundings surroundings;
    private final List<Proof> proofs = new ArrayList<>();

    /** @param atFirst what is hidden already */
    PatternSearch(Ground ground, boolean[] atFirst) {
        this.ground = ground;
        this.atFirst = atFirst.clone();
        this.hidden = atFirst.clone();
        this.surroundings = new Surroundings(ground);
        this.everything = new boolean[ground.size()];
        Arrays.fill(everything, true);
        // Totals first: what opens them opens many of their parts.
        ground.secrets().stream()
                .sorted(Comparator.comparing((Secret secret) -> -ground.weight(secret.cell()))
                        .thenComparing(Secret::cell))
                .forEach(this::protect);
        showAgainWhatCanBe();
    }

    /** For each cell whether it is hidden. */
    boolean[] hidden() {
        return hidden.clone();
    }

    List<Move> proofs() {
        return proofs.stream().map(Proof::move).toList();
    }

    private void protect(Secret secret) {
        Proof down = hiding(furthest(secret, false, secret.low()));
        long enough = secret.highAbove(down.reached());
        Proof up = furthest(secret, true, enough);
        hiding(up.isAt(enough) ? up : times(secret, enough));
    }

    private Proof hiding(Proof proof) {
        for (int cell : proof.move().cells()) {
            hidden[cell] = true;
        }
        proofs.add(proof);
        return proof;
    }

    private long truth(Secret secret) {
        return ground.value()[secret.cell()];
    }

    private Proof none(Secret secret, boolean up) {
        return new Proof(secret, up, truth(secret), Move.NONE);
    }

    private Proof furthest(Secret secret, boolean up, long goal) {
        Proof best = none(secret, up);
        for (Proof known : proofs) {
            best = best.isAt(goal) ? best : best.orFurther(known.move(), truth(secret));
        }
        // Headlines are hidden only if there is no other way.
        best = best.isAt(goal) ? best : searched(none(secret, up), goal, cell -> price(cell, false), everything);
        return best.isAt(goal) ? best : searched(best, goal, cell -> price(cell, true), everything);
    }

    /**
     * Step by step: where one pair of rows has no more people to give, the next pair goes on from there. Where a total's
     * parts stand in rows with hardly anybody, these rows are filled first.
     */
    private Proof searched(Proof start, long goal, Reach.Price price, boolean[] mayMove) {
        Proof best = inRounds(start, goal, price, mayMove);
        if (best.isAt(goal) || !best.up()) {
            return best;
        }
        Move filled = best.move();
        for (int row : surroundings.crossing(start.secret().cell())) {
            Secret room = new Secret(row, 0, ground.value()[row] + goal);
            Proof filling = new Proof(room, true, ground.value()[row] + filled.of(row), filled);
            filled = inRounds(filling, room.high(), price, mayMove).move();
        }
        Proof roomy = new Proof(
                best.secret(),
                true,
                truth(best.secret()) + filled.of(best.secret().cell()),
                filled);
        return best.orFurther(inRounds(roomy, goal, price, mayMove).move(), truth(best.secret()));
    }

    private Proof inRounds(Proof start, long goal, Reach.Price price, boolean[] mayMove) {
        Proof best = start;
        for (int round = 0; round < ROUNDS && !best.isAt(goal); round++) {
            Proof before = best;
            best = onceAround(best, goal, price, mayMove);
            if (best == before) {
                return best;
            }
        }
        return best;
    }

    private Proof onceAround(Proof start, long goal, Reach.Price price, boolean[] mayMove) {
        int cell = start.secret().cell();
        Proof best = start;
        Iterator<TreeSet<Integer>> places = surroundings.around(cell, hidden).iterator();
        while (!best.isAt(goal) && places.hasNext()) {
            Move soFar = best.move();
            Move found = surroundings
                    .among(places.next())
                    .towards(cell, goal, soFar, other -> soFar.touches(other) ? 0 : price.of(other))
                    .filter(move -> ground.isPossible(move, mayMove))
                    .orElse(soFar);
            best = best.orFurther(found, truth(start.secret()));
        }
        return best;
    }

    /** Everybody so many times over. */
    private Proof times(Secret secret, long goal) {
        long more = Math.floorDiv(goal - 1, Math.max(1, truth(secret)));
        Map<Integer, Long> move = new TreeMap<>();
        surroundings.connectedWith(secret.cell()).forEach(cell -> move.put(cell, more * ground.value()[cell]));
        return none(secret, true).orFurther(Move.of(move), truth(secret));
    }

    private double price(int cell, boolean headlines) {
        if (hidden[cell]) {
            return 0;
        }
        if (ground.worth()[cell] == Worth.HEADLINE && !headlines) {
            return Double.POSITIVE_INFINITY;
        }
        // Among equals the first by name, whatever their numbers.
        return ground.weight(cell) * (1 + 0.01 * cell / ground.size());
    }

    private void showAgainWhatCanBe() {
        IntStream.range(0, ground.size())
                .filter(cell -> hidden[cell] && !atFirst[cell])
                .boxed()
                .sorted(Comparator.comparing((Integer cell) -> -ground.weight(cell))
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(this::showAgain);
    }

    private void showAgain(int cell) {
        hidden[cell] = false;
        List<Proof> touching =
                proofs.stream().filter(proof -> proof.move().touches(cell)).toList();
        List<Proof> others = new ArrayList<>();
        Reach remaining = surroundings.amongHidden(cell, hidden);
        for (Proof proof : touching) {
            Proof other = without(proof, remaining);
            if (!other.isAt(proof.reached())) {
                hidden[cell] = true;
                return;
            }
            others.add(other);
        }
        proofs.removeAll(touching);
        proofs.addAll(others);
    }

    /**
     * The same proof with what remains hidden. If it is not there it is nowhere nearer either; only where it comes in fractions
     * of people may a nearer search do better.
     */
    private Proof without(Proof proof, Reach remaining) {
        Proof none = none(proof.secret(), proof.up());
        return remaining
                .towards(proof.secret().cell(), proof.reached(), Move.NONE, any -> 0)
                .map(move -> ground.isPossible(move, hidden) ? none.orFurther(move, truth(proof.secret())) : none)
                .orElseGet(() -> searched(none, proof.reached(), this::nothingMore, hidden));
    }

    private double nothingMore(int cell) {
        return hidden[cell] ? 0 : Double.POSITIVE_INFINITY;
    }
}
