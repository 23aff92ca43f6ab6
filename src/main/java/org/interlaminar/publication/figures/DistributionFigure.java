package org.interlaminar.publication.figures;

import java.math.BigDecimal;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.interlaminar.outcomes.Proportion;
import org.interlaminar.outcomes.ResponderRate;
import org.interlaminar.outcomes.Threshold;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;

/**
 * How much people changed, in coarse bins, and how many respond at the edge of each bin. Edges are those of the measure, in
 * points of improvement, positive is better. An edge that is a threshold as well is the same count as in
 * {@link RespondersFigure}.
 *
 * <p>Everybody who can be judged is in one bin: between two edges, above the last, {@value #BELOW} the first, or
 * {@value #FAILED}, for after a treatment failure no score is a change.
 *
 * <p>The figure yields to those beside it. An edge that is no threshold is told only if, between the thresholds around it, it
 * parts nobody or at least as many as may be shown from the edge before and from the threshold after it; so it adds no small
 * group that they would have to protect. What is told is {@link Worth#FINE}: where something has to hide it hides first. As
 * in {@link org.interlaminar.outcomes.suppression.CoarseSurvival} a reader may guess that an edge held back has few people
 * on one side; how many, nothing tells.
 *
 * @param threshold the smallest number of people that may be shown
 */
record DistributionFigure(List<WindowPeople> windows, int threshold) implements Figure {
    private static final String BELOW = "below";
    private static final String FAILED = "failed";

    @Override
    public List<Figure> parts() {
        return windows.stream()
                .map(window -> (Figure) new DistributionFigure(List.of(window), threshold))
                .toList();
    }

    @Override
    public void declare(CountsBuilder counts) {
        windows.stream().filter(DistributionFigure::isTold).forEach(people -> declare(counts, people));
    }

    private static boolean isTold(WindowPeople people) {
        return people.hasChange()
                && !people.measure().edges().isEmpty()
                && people.window().evaluable() > 0;
    }

    private void declare(CountsBuilder counts, WindowPeople people) {
        Keys keys = people.keys();
        people.declareIn(counts);
        counts.cell(keys.of("evaluable"), Math.toIntExact(people.window().evaluable()), Worth.MARGIN)
                .cell(keys.of("due"), Math.toIntExact(people.duePeople()), Worth.MARGIN)
                .cell(people.failed(), Math.toIntExact(people.failedPeople()), Worth.FINE);
        List<BigDecimal> points = List.copyOf(points(people));
        String wider = people.standing();
        String bin = keys.of("bin", BELOW);
        long before = people.standingPeople();
        for (BigDecimal point : points) {
            String responders = key(keys, point);
            long count = responders(people, point);
            counts.cell(responders, Math.toIntExact(count), Worth.FINE);
            counts.cell(bin, Math.toIntExact(before - count), Worth.FINE);
            counts.sum(wider, List.of(bin, responders));
            wider = responders;
            bin = keys.of("bin", word(point));
            before = count;
        }
        declareWhole(counts, people, points);
    }

    /** A bin in which a threshold lies that is no edge is told as a whole too. */
    private static void declareWhole(CountsBuilder counts, WindowPeople people, List<BigDecimal> points) {
        List<BigDecimal> edges = people.measure().edges();
        for (int i = 0; i + 1 < edges.size(); i++) {
            int from = points.indexOf(edges.get(i));
            int to = points.indexOf(edges.get(i + 1));
            if (from >= 0 && to > from + 1) {
                List<String> pieces = points.subList(from, to).stream()
                        .map(point -> people.keys().of("bin", word(point)))
                        .toList();
                String whole = whole(people.keys(), edges.get(i));
                counts.cell(whole, Math.toIntExact(inBin(people, i)), Worth.FINE)
                        .sum(whole, pieces);
            }
        }
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        windows.stream().filter(DistributionFigure::isTold).forEach(people -> tell(rows, people));
        return new PublishedFigure(
                "distribution",
                "How much people changed, and responders at each edge",
                List.of("instrument", "component", "unit", "window", "at_least"),
                List.of("in_bin", "responders", "of", "share", "low", "high", "worst_share", "best_share"),
                rows.all());
    }

    private void tell(Rows rows, WindowPeople people) {
        Keys keys = people.keys();
        List<BigDecimal> edges = people.measure().edges();
        row(rows, people, FAILED).count("in_bin", people.failed()).count("of", keys.of("evaluable"));
        SortedSet<BigDecimal> points = points(people);
        row(rows, people, BELOW);
        if (points.contains(edges.get(0))) {
            rows.count("in_bin", keys.of("bin", BELOW));
        } else {
            rows.withheld("in_bin");
        }
        rows.count("of", keys.of("evaluable"));
        for (int i = 0; i < edges.size(); i++) {
            BigDecimal edge = edges.get(i);
            String responders = key(keys, edge);
            Proportion ofDue = Proportion.of(responders(people, edge), people.duePeople());
            Proportion bestOfDue = Proportion.of(
                    responders(people, edge)
                            + people.duePeople()
                            - people.window().evaluable(),
                    people.duePeople());
            row(rows, people, word(edge));
            if (!points.contains(edge)) {
                rows.withheld("in_bin", "responders")
                        .count("of", keys.of("evaluable"))
                        .withheld("share", "low", "high", "worst_share", "best_share");
                continue;
            }
            if (i + 1 < edges.size() && !points.contains(edges.get(i + 1))) {
                rows.withheld("in_bin");
            } else {
                rows.count("in_bin", binKey(people, points, i));
            }
            rows.share(
                            "",
                            "responders",
                            responders,
                            keys.of("evaluable"),
                            Proportion.of(
                                    responders(people, edge), people.window().evaluable()))
                    .of("worst_share", responders, keys.of("due"), ofDue.share())
                    .ofBoth("best_share", responders, keys.of("evaluable"), keys.of("due"), bestOfDue.share());
        }
    }

    private static Rows row(Rows rows, WindowPeople people, String atLeast) {
        return rows.row(
                people.measure().instrument(),
                people.measure().component(),
                people.measure().unit(),
                people.window().window(),
                atLeast);
    }

    private static String binKey(WindowPeople people, SortedSet<BigDecimal> points, int edge) {
        List<BigDecimal> edges = people.measure().edges();
        Keys keys = people.keys();
        if (edge == edges.size() - 1) {
            return key(keys, edges.get(edge));
        }
        SortedSet<BigDecimal> within = points.subSet(edges.get(edge), edges.get(edge + 1));
        return within.size() > 1 ? whole(keys, edges.get(edge)) : keys.of("bin", word(edges.get(edge)));
    }

    private static long inBin(WindowPeople people, int edge) {
        List<BigDecimal> edges = people.measure().edges();
        return responders(people, edges.get(edge)) - responders(people, edges.get(edge + 1));
    }

    /** All thresholds in points, and the edges that may be told beside them, rising. */
    private SortedSet<BigDecimal> points(WindowPeople people) {
        SortedSet<BigDecimal> thresholds = new TreeSet<>();
        people.window().responders().stream()
                .map(ResponderRate::threshold)
                .filter(one -> one.kind() == Threshold.Kind.POINTS)
                .map(Threshold::value)
                .forEach(thresholds::add);
        SortedSet<BigDecimal> points = new TreeSet<>(thresholds);
        long before = people.standingPeople();
        for (BigDecimal edge : people.measure().edges()) {
            SortedSet<BigDecimal> after = thresholds.tailSet(edge);
            long wider = thresholds.headSet(edge).isEmpty()
                    ? before
                    : Math.min(
                            before, responders(people, thresholds.headSet(edge).last()));
            long here = responders(people, edge);
            long next = after.isEmpty() ? 0 : responders(people, after.first());
            if (isFine(wider - here) && isFine(here - next) && points.add(edge)) {
                before = here;
            }
        }
        return points;
    }

    private boolean isFine(long people) {
        return people == 0 || people >= threshold;
    }

    private static long responders(WindowPeople people, BigDecimal point) {
        return people.window().curve().at(point.doubleValue()).count();
    }

    private static String key(Keys keys, BigDecimal point) {
        return keys.responders(new Threshold(Threshold.Kind.POINTS, point));
    }

    private static String whole(Keys keys, BigDecimal edge) {
        return keys.of("whole bin", word(edge));
    }

    private static String word(BigDecimal edge) {
        return edge.stripTrailingZeros().toPlainString();
    }
}
