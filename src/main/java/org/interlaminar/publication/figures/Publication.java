package org.interlaminar.publication.figures;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.interlaminar.outcomes.suppression.Counts;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Earlier;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Sum;
import org.interlaminar.outcomes.suppression.Suppression;
import org.interlaminar.outcomes.suppression.Worth;

/**
 * Pieces of figures that are published together. Pieces that share a count other than that of all index cases are protected
 * as one system; the others meet in that count alone, and as it is shown and stays what it is, what protects one system
 * changes nothing in another.
 *
 * <p>A system that could be protected only by hiding how many index cases there are would cost everything else its meaning:
 * it is told piece after piece, and a piece that cannot be told with those before it is left out.
 */
final class Publication {
    private final Suppression suppression;
    private final List<Earlier> earlier;
    private final int indexCases;
    private final Map<Figure, Published> told = new IdentityHashMap<>();
    private final List<Published> systems = new ArrayList<>();

    /**
     * @param earlier all publications that readers may still have
     * @param indexCases how many there are; fewer than the threshold, and nothing is told
     */
    Publication(Suppression suppression, List<Earlier> earlier, int indexCases, List<Figure> pieces) {
        this.suppression = suppression;
        this.earlier = earlier;
        this.indexCases = indexCases;
        systems(pieces).forEach(this::tell);
    }

    /** What may be shown of one piece. */
    Published of(Figure piece) {
        return told.get(piece);
    }

    /** What has to be kept of all that is told, so that later publications can be held against it. */
    Earlier kept() {
        Set<Earlier.Count> counts = new LinkedHashSet<>();
        Set<Sum> sums = new LinkedHashSet<>();
        Set<Earlier.Statistic> statistics = new LinkedHashSet<>();
        for (Published published : systems) {
            Earlier kept = published.kept();
            counts.addAll(kept.counts());
            sums.addAll(kept.sums());
            statistics.addAll(kept.statistics());
        }
        return new Earlier(List.copyOf(counts), List.copyOf(sums), List.copyOf(statistics));
    }

    private void tell(List<Figure> system) {
        Counts counts = counts(system);
        Published published = suppression.protect(counts, earlier);
        if (!published.count(Figure.INDEX).isHidden()) {
            system.forEach(piece -> told.put(piece, published));
            systems.add(published);
        } else if (system.size() == 1) {
            told.put(system.get(0), suppression.hideAll(counts));
        } else {
            tellApart(system);
        }
    }

    private void tellApart(List<Figure> system) {
        List<Figure> together = new ArrayList<>();
        Published last = null;
        for (Figure piece : system) {
            together.add(piece);
            Published published = suppression.protect(counts(together), earlier);
            if (published.count(Figure.INDEX).isHidden()) {
                together.remove(together.size() - 1);
                told.put(piece, suppression.hideAll(counts(List.of(piece))));
            } else {
                last = published;
            }
        }
        for (Figure piece : together) {
            told.put(piece, last);
        }
        if (last != null) {
            systems.add(last);
        }
    }

    private Counts counts(List<Figure> pieces) {
        CountsBuilder counts = Counts.builder().cell(Figure.INDEX, indexCases, Worth.FOUNDATION);
        pieces.forEach(piece -> piece.declare(counts));
        return counts.build();
    }

    /** Pieces that share counts, directly or through others, in the order in which they were given. */
    private List<List<Figure>> systems(List<Figure> pieces) {
        List<List<Figure>> systems = new ArrayList<>();
        List<Set<String>> keys = new ArrayList<>();
        for (Figure piece : pieces) {
            List<Figure> system = new ArrayList<>();
            Set<String> known = new HashSet<>(counts(List.of(piece)).keys());
            known.remove(Figure.INDEX);
            for (int i = systems.size() - 1; i >= 0; i--) {
                if (keys.get(i).stream().anyMatch(known::contains)) {
                    system.addAll(0, systems.remove(i));
                    known.addAll(keys.remove(i));
                }
            }
            system.add(piece);
            systems.add(system);
            keys.add(known);
        }
        return systems;
    }
}
