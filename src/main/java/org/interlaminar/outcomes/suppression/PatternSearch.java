package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final List<Worth> SPARED = List.of(Worth.HEADLINE, Worth.FOUNDATION);

    private final Ground ground;
    private final boolean[] hidden;
    private final boolean[] atFirst;
    private final boolean[] everything;
    private final Surroundings surroundings;
    private final List<Proof> proofs = new ArrayList<>();
    /** By what is connected. */
    private final Map<Set<Integer>, Reach> remainders = new IdentityHashMap<>();

    /** @param atFirst what is hidden already */
    PatternSearch(Ground ground, boolean[] atFirst) {
        this(ground, atFirst, atFirst);
    }

    /**
     * @param atFirst what is hidden already
     * @param tryFirst what costs nothing to hide, and is shown again if it is not needed
     */
    PatternSearch(Ground ground, boolean[] atFirst, boolean[] tryFirst) {
        this.ground = ground;
        this.atFirst = atFirst.clone();
        this.hidden = atFirst.clone();
        for (int cell = 0; cell < hidden.length; cell++) {
            hidden[cell] |= tryFirst[cell] && ground.open()[cell];
        }
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

    List<Proof> proofs() {
        return List.copyOf(proofs);
    }

    private void protect(Secret secret) {
        Proof down = hiding(furthest(secret, false, secret.low()));
        long enough = secret.highAbove(down.reached());
        Proof up = furthest(secret, true, enough);
        hiding(up.isAt(enough) ? up : times(secret, enough));
    }

    private Proof hiding(Proof proof) {
        for (int cell : proof.own().cells()) {
            hidden[cell] = true;
        }
        proofs.add(proof);
        return proof;
    }

    private long truth(Secret secret) {
        return ground.value()[secret.cell()];
    }

    private Proof none(Secret secret, boolean up) {
        return new Proof(secret, up, truth(secret), Move.NONE, Move.NONE);
    }

    private Proof furthest(Secret secret, boolean up, long goal) {
        Proof best = none(secret, up);
        for (Proof known : proofs) {
            best = best.isAt(goal) ? best : best.orFurther(known.lent(), known.own());
        }
        best = best.isAt(goal) ? best : lent(secret, up, goal);
        // Headlines are hidden only if there is no other way, and the last of all is what everything else is of.
        for (Worth spared : SPARED) {
            best = best.isAt(goal) ? best : searched(best, goal, cell -> price(cell, spared), everything);
        }
        return best.isAt(goal) ? best : searched(best, goal, cell -> price(cell, null), everything);
    }

    /** As far as what was hidden in the earlier publication goes. */
    private Proof lent(Secret secret, boolean up, long goal) {
        if (!ground.isLent(secret.cell())) {
            return none(secret, up);
        }
        Reach.Price price = cell -> ground.isLent(cell) ? 0 : Double.POSITIVE_INFINITY;
        long most = truth(secret) + ground.lendable()[secret.cell()];
        long end = up ? Math.min(goal, most) : goal;
        Proof best = none(secret, up);
        Iterator<TreeSet<Integer>> places =
                surroundings.around(secret.cell(), hidden).iterator();
        while (!best.isAt(end) && places.hasNext()) {
            Move soFar = best.lent();
            Move found = surroundings
                    .among(places.next())
                    .towards(secret.cell(), end, soFar, price)
                    .filter(move ->
                            ground.isPossible(new Proof(secret, up, truth(secret), move, Move.NONE), everything))
                    .orElse(soFar);
            best = best.orFurther(found, Move.NONE);
        }
        return best;
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
        Proof filled = best;
        for (int row : surroundings.crossing(start.secret().cell())) {
            Secret room = new Secret(row, 0, ground.value()[row] + goal);
            filled = inRounds(filled.about(room, true, ground.value()[row]), room.high(), price, mayMove);
        }
        Proof roomy = filled.about(best.secret(), true, truth(best.secret()));
        Proof further = inRounds(roomy, goal, price, mayMove);
        return best.orFurther(further.lent(), further.own());
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
            Proof soFar = best;
            best = surroundings
                    .among(places.next())
                    .towards(cell, goal, soFar.move(), other -> soFar.own().touches(other) ? 0 : price.of(other))
                    .map(move ->
                            soFar.orFurther(soFar.lent(), soFar.lent().back().then(move)))
                    .filter(found -> ground.isPossible(found, mayMove))
                    .orElse(soFar);
        }
        return best;
    }

    /** Everybody so many times over. */
    private Proof times(Secret secret, long goal) {
        long more = Math.floorDiv(goal - 1, Math.max(1, truth(secret)));
        Map<Integer, Long> move = new TreeMap<>();
        surroundings.connectedWith(secret.cell()).stream()
                .filter(cell -> ground.open()[cell])
                .forEach(cell -> move.put(cell, more * ground.value()[cell]));
        return none(secret, true).orFurther(Move.NONE, Move.of(move));
    }

    private double price(int cell, Worth spared) {
        if (!ground.open()[cell]) {
            return Double.POSITIVE_INFINITY;
        }
        if (hidden[cell]) {
            return 0;
        }
        if (spared != null && ground.weight(cell) >= spared.weight()) {
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
                proofs.stream().filter(proof -> proof.own().touches(cell)).toList();
        List<Proof> others = new ArrayList<>();
        Reach remaining = remainders.computeIfAbsent(
                surroundings.connectedWith(cell), connected -> surroundings.amongHidden(connected, hidden));
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
        Proof start = lent(proof.secret(), proof.up(), proof.reached());
        if (start.isAt(proof.reached()) || !remaining.moves(proof.secret().cell())) {
            return start;
        }
        return remaining
                .towards(proof.secret().cell(), proof.reached(), start.move(), this::nothingMore)
                .map(move -> start.orFurther(start.lent(), start.lent().back().then(move)))
                .map(found -> ground.isPossible(found, hidden) ? found : start)
                .orElseGet(() -> searched(start, proof.reached(), this::nothingMore, hidden));
    }

    private double nothingMore(int cell) {
        return hidden[cell] && ground.open()[cell] ? 0 : Double.POSITIVE_INFINITY;
    }
}
