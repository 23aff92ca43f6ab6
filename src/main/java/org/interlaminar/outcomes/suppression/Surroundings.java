package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where a cell's partners are looked for, nearest first. A move that is found near by keeps all sums of the publication,
 * because a cell may move only if all its sums are watched.
 *
 * <p>Near by is not only fast: within one two-way table, and within two rows over all their tables, what the search finds is whole people. Over
 * many tables that share their totals it often finds fractions, and takes long over it.
 */
final class Surroundings {
    private static final int NEAR = 100;
    /** A system of one measure has some hundred counts; a search over so many takes milliseconds. */
    private static final int FAR = 1000;

    private final Ground ground;
    private final List<List<int[]>> sumsOf = new ArrayList<>();
    private final Map<List<Integer>, Reach> known = new HashMap<>();
    private final Map<Integer, TreeSet<Integer>> connected = new HashMap<>();

    Surroundings(Ground ground) {
        this.ground = ground;
        for (int cell = 0; cell < ground.size(); cell++) {
            sumsOf.add(new ArrayList<>());
        }
        for (int[] sum : ground.sums()) {
            for (int cell : sum) {
                sumsOf.get(cell).add(sum);
            }
        }
    }

    /**
     * Sets of cells to search in, one after the other until a move goes far enough.
     *
     * @param hidden partners that are hidden already are tried first
     */
    Stream<TreeSet<Integer>> around(int cell, boolean[] hidden) {
        TreeSet<Integer> table = siblings(cell);
        TreeSet<Integer> wider = new TreeSet<>(table);
        wholesOf(cell).forEach(whole -> wider.addAll(siblings(whole)));
        List<Supplier<Stream<TreeSet<Integer>>>> wheres = List.of(
                () -> near(table, NEAR),
                () -> inPairs(cell, hidden),
                () -> wholesOf(cell).stream().flatMap(whole -> inPairs(whole, hidden)),
                () -> near(table, FAR),
                () -> near(wider, FAR),
                () -> Stream.of(connectedWith(cell)).filter(all -> all.size() <= FAR));
        return wheres.stream().flatMap(Supplier::get);
    }

    /** Cells that sums connect with this one, directly or through others, and that are not fixed. */
    TreeSet<Integer> connectedWith(int cell) {
        TreeSet<Integer> found = connected.get(cell);
        if (found == null) {
            found = connected(cell);
            for (int other : found) {
                connected.put(other, found);
            }
        }
        return found;
    }

    private TreeSet<Integer> connected(int cell) {
        TreeSet<Integer> cells = new TreeSet<>(List.of(cell));
        List<Integer> left = new ArrayList<>(cells);
        while (!left.isEmpty()) {
            for (int[] sum : sumsOf.get(left.remove(left.size() - 1))) {
                for (int other : sum) {
                    if (ground.isOpen(other) && cells.add(other)) {
                        left.add(other);
                    }
                }
            }
        }
        return cells;
    }

    /** The cell and one partner beside it in a sum, with all their parts. */
    private Stream<TreeSet<Integer>> inPairs(int cell, boolean[] hidden) {
        TreeSet<Integer> mine = withParts(cell);
        return siblings(cell).stream()
                .filter(other -> !mine.contains(other))
                .sorted(Comparator.comparing((Integer other) -> !hidden[other])
                        .thenComparing(Comparator.naturalOrder()))
                .map(other -> {
                    TreeSet<Integer> pair = new TreeSet<>(mine);
                    pair.addAll(withParts(other));
                    return pair;
                })
                .filter(pair -> pair.size() <= FAR);
    }

    /** All cells whose sums are those of the given cells. */
    private Stream<TreeSet<Integer>> near(TreeSet<Integer> cells, int limit) {
        TreeSet<Integer> found = new TreeSet<>();
        Set<int[]> sums = Collections.newSetFromMap(new IdentityHashMap<>());
        cells.forEach(cell -> sums.addAll(sumsOf.get(cell)));
        for (int[] sum : sums) {
            for (int cell : sum) {
                if (ground.isOpen(cell) && sums.containsAll(sumsOf.get(cell))) {
                    found.add(cell);
                }
            }
        }
        found.addAll(cells);
        return found.size() <= limit ? Stream.of(found) : Stream.empty();
    }

    /**
     * The search among those of some connected cells that are hidden and may move. It is made once: what is shown again later is
     * held by its price, which is much less work than to solve the sums anew.
     */
    Reach amongHidden(Set<Integer> connected, boolean[] hidden) {
        return reach(connected.stream()
                .filter(other -> hidden[other] && ground.open()[other])
                .toList());
    }

    /** The search within one of these sets; made when it is first asked for. */
    Reach among(TreeSet<Integer> cells) {
        return known.computeIfAbsent(List.copyOf(cells), this::reach);
    }

    private Reach reach(List<Integer> cells) {
        Set<int[]> sums = Collections.newSetFromMap(new IdentityHashMap<>());
        cells.forEach(other -> sums.addAll(sumsOf.get(other)));
        return new Reach(
                ground, cells, ground.sums().stream().filter(sums::contains).toList());
    }

    /** Totals that its parts belong to beside this one; of a cell without such parts its own totals. */
    TreeSet<Integer> crossing(int cell) {
        TreeSet<Integer> crossing = new TreeSet<>();
        withParts(cell).forEach(part -> crossing.addAll(wholesOf(part)));
        crossing.removeAll(withParts(cell));
        crossing.removeAll(wholesOf(cell));
        return crossing.isEmpty() ? wholesOf(cell) : crossing;
    }

    private TreeSet<Integer> siblings(int cell) {
        TreeSet<Integer> siblings = new TreeSet<>(List.of(cell));
        for (int[] sum : sumsOf.get(cell)) {
            for (int i = 1; i < sum.length && sum[0] != cell; i++) {
                addIfOpen(siblings, sum[i]);
            }
        }
        return siblings;
    }

    private TreeSet<Integer> wholesOf(int cell) {
        TreeSet<Integer> wholes = new TreeSet<>();
        sumsOf.get(cell).forEach(sum -> addIfOpen(wholes, sum[0]));
        wholes.remove(cell);
        return wholes;
    }

    private TreeSet<Integer> withParts(int cell) {
        TreeSet<Integer> cells = new TreeSet<>(List.of(cell));
        List<Integer> left = new ArrayList<>(cells);
        while (!left.isEmpty()) {
            int whole = left.remove(left.size() - 1);
            for (int[] sum : sumsOf.get(whole)) {
                for (int i = 1; i < sum.length && sum[0] == whole; i++) {
                    if (ground.isOpen(sum[i]) && cells.add(sum[i])) {
                        left.add(sum[i]);
                    }
                }
            }
        }
        return cells;
    }

    private void addIfOpen(TreeSet<Integer> cells, int cell) {
        if (ground.isOpen(cell)) {
            cells.add(cell);
        }
    }
}
