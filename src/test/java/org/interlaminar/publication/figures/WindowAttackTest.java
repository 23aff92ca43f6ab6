package org.interlaminar.publication.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.hipparchus.optim.MaxIter;
import org.hipparchus.optim.linear.LinearConstraint;
import org.hipparchus.optim.linear.LinearConstraintSet;
import org.hipparchus.optim.linear.LinearObjectiveFunction;
import org.hipparchus.optim.linear.NonNegativeConstraint;
import org.hipparchus.optim.linear.Relationship;
import org.hipparchus.optim.linear.SimplexSolver;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.interlaminar.outcomes.CohortFigures;
import org.interlaminar.outcomes.Measure;
import org.interlaminar.outcomes.MeasureFigures;
import org.interlaminar.outcomes.Threshold;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.outcomes.suppression.Suppression;
import org.interlaminar.publication.figures.PublishedFigure.Row;
import org.junit.jupiter.api.Test;

/**
 * A reader who lays change, responders, distribution and follow-up of one window side by side. Knows what each column means,
 * so which kinds of people it counts, and nothing of how counts were declared.
 */
class WindowAttackTest {
    private static final int K = 11;
    private static final Measure ODI = Measure.DEFAULTS.get(0);
    private static final List<BigDecimal> POINTS = points();
    private static final List<String> REASONS = List.of("died", "not_due", "no_baseline", "lost", "no_score");

    private final long seed = System.getProperty("seed") == null ? new Random().nextLong() : Long.getLong("seed");

    private enum Score {
        NONE,
        STANDS,
        AFTER_FAILURE
    }

    /** People who are alike in everything that any column of a window asks. */
    private record Kind(String place, boolean baseline, Score score, boolean expected, int bin, boolean complete) {
        boolean improvedBy(BigDecimal point) {
            return score == Score.STANDS && baseline && bin > POINTS.indexOf(point);
        }

        boolean evaluable() {
            return place.equals("evaluable");
        }
    }

    @Test
    void noFewPeopleOfAWindowCanBeFoundFromAllThatIsShownOfIt() {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int hidden = 0;
        for (int i = 0; i < 6; i++) {
            Cohort cohort = RandomCohort.of(30 + random.nextInt(150), random);
            PublishedCohort published = Publishing.of(cohort, Suppression.of(K), List.of());
            for (String window : List.of("6-months", "12-months")) {
                Map<String, Long> truth = truth(cohort.figures(), window);
                Map<String, Long> shown = shown(published, window);
                shown.forEach((name, people) -> assertThat(people).as(name).isEqualTo(truth.get(name)));
                hidden += columns().size() - shown.size();
                assertThat(found(shown, truth))
                        .as("seed %d, cohort %d, %s", seed, i, window)
                        .isEmpty();
            }
        }
        assertThat(hidden).isGreaterThan(20);
    }

    @Test
    void theSameReaderFindsThemWhereOnlySmallCountsAreHidden() {
        Random random = new Random(3);
        int found = 0;
        for (int i = 0; i < 4; i++) {
            Map<String, Long> truth =
                    truth(RandomCohort.of(60 + random.nextInt(100), random).figures(), "12-months");
            Map<String, Long> shown = new LinkedHashMap<>(truth);
            shown.keySet().retainAll(columns().keySet());
            shown.values().removeIf(people -> people > 0 && people < K);
            found += found(shown, truth).size();
        }
        assertThat(found).isPositive();
    }

    /** What is sure to be of 1 to 10 people; what in truth is not can be left unasked. */
    private static List<String> found(Map<String, Long> shown, Map<String, Long> truth) {
        List<Kind> kinds = kinds();
        Map<String, Predicate<Kind>> columns = columns();
        List<LinearConstraint> known = new ArrayList<>();
        shown.forEach((name, people) ->
                known.add(new LinearConstraint(row(kinds, columns.get(name)), Relationship.EQ, people)));
        Map<String, Predicate<Kind>> asked = new LinkedHashMap<>(columns);
        asked.put("failed and not seen", kind -> kind.evaluable() && kind.score() == Score.NONE);
        asked.put("scored without a baseline", kind -> !kind.baseline() && kind.score() != Score.NONE);
        asked.put("judged and not complete", kind -> kind.evaluable() && !kind.complete());
        asked.put("judged and not expected", kind -> kind.evaluable() && !kind.expected());
        asked.put("expected and not seen", kind -> kind.expected() && kind.score() == Score.NONE);
        asked.put("any baseline", Kind::baseline);
        for (BigDecimal point : POINTS) {
            asked.put("no responder by " + point, kind -> kind.evaluable() && !kind.improvedBy(point));
            asked.put(
                    "scored, no responder by " + point,
                    kind -> kind.baseline() && kind.score() == Score.STANDS && !kind.improvedBy(point));
            asked.put("responder by " + point + ", not complete", kind -> kind.improvedBy(point) && !kind.complete());
        }
        List<String> found = new ArrayList<>();
        asked.forEach((name, people) -> {
            long really = truth.getOrDefault(name, 1L);
            if (really == 0 || really >= K) {
                return;
            }
            double least = end(known, row(kinds, people), GoalType.MINIMIZE);
            double most = end(known, row(kinds, people), GoalType.MAXIMIZE);
            if (truth.containsKey(name)) {
                // Else it is the reader who is wrong.
                assertThat((double) really).as(name).isBetween(least - 1e-6, most + 1e-6);
            }
            if (least > 0.5 && most < K - 0.5) {
                found.add(name + ": " + least + " to " + most);
            }
        });
        return found;
    }

    private static double end(List<LinearConstraint> known, double[] asked, GoalType goal) {
        // What is asked for comes first, in an equation of its own: the solver may otherwise answer for another
        // unknown.
        double[] same = asked.clone();
        same[0] = -1;
        double[] aim = new double[asked.length];
        aim[0] = 1;
        List<LinearConstraint> all = new ArrayList<>(known);
        all.add(new LinearConstraint(same, Relationship.EQ, 0));
        return new SimplexSolver()
                .optimize(
                        new MaxIter(20_000),
                        new LinearObjectiveFunction(aim, 0),
                        new LinearConstraintSet(all),
                        goal,
                        new NonNegativeConstraint(true))
                .getValue();
    }

    /** The first place is for what is asked. */
    private static double[] row(List<Kind> kinds, Predicate<Kind> people) {
        double[] row = new double[kinds.size() + 1];
        for (int i = 0; i < kinds.size(); i++) {
            row[i + 1] = people.test(kinds.get(i)) ? 1 : 0;
        }
        return row;
    }

    private static Map<String, Predicate<Kind>> columns() {
        Map<String, Predicate<Kind>> columns = new LinkedHashMap<>();
        columns.put("all_of", kind -> true);
        columns.put("n", kind -> kind.score() != Score.NONE);
        columns.put("after_reintervention", kind -> kind.score() == Score.AFTER_FAILURE);
        columns.put("pairs", kind -> kind.baseline() && kind.score() != Score.NONE);
        columns.put("evaluable_of", Kind::evaluable);
        columns.put("complete_of", Kind::complete);
        columns.put("expected", Kind::expected);
        columns.put("seen", kind -> kind.expected() && kind.score() != Score.NONE);
        REASONS.forEach(reason -> columns.put(reason, kind -> kind.place().equals(reason)));
        columns.put("in_bin failed", kind -> kind.evaluable() && kind.score() != Score.STANDS);
        columns.put("in_bin below", kind -> kind.evaluable() && kind.score() == Score.STANDS && kind.bin() == 0);
        List<BigDecimal> edges = ODI.edges();
        for (int i = 0; i < edges.size(); i++) {
            BigDecimal edge = edges.get(i);
            Optional<BigDecimal> next = i + 1 < edges.size() ? Optional.of(edges.get(i + 1)) : Optional.empty();
            columns.put(
                    "in_bin " + edge,
                    kind -> kind.improvedBy(edge)
                            && next.filter(kind::improvedBy).isEmpty());
        }
        for (BigDecimal point : POINTS) {
            columns.put("responders " + point, kind -> kind.improvedBy(point));
            columns.put("complete_count " + point, kind -> kind.complete() && kind.improvedBy(point));
        }
        return columns;
    }

    private static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (boolean expected : List.of(true, false)) {
            kinds.add(new Kind("evaluable", true, Score.NONE, expected, 0, false));
            for (boolean complete : List.of(true, false)) {
                kinds.add(new Kind("evaluable", true, Score.AFTER_FAILURE, expected, 0, complete));
                for (int bin = 0; bin <= POINTS.size(); bin++) {
                    kinds.add(new Kind("evaluable", true, Score.STANDS, expected, bin, complete));
                }
            }
        }
        for (String gone : List.of("died", "not_due")) {
            kinds.add(new Kind(gone, true, Score.NONE, false, 0, false));
            for (Score score : Score.values()) {
                kinds.add(new Kind(gone, false, score, false, 0, false));
            }
        }
        for (Score score : Score.values()) {
            kinds.add(new Kind("no_baseline", false, score, true, 0, false));
        }
        kinds.add(new Kind("lost", true, Score.NONE, true, 0, false));
        kinds.add(new Kind("no_score", true, Score.NONE, true, 0, false));
        return kinds;
    }

    private static Map<String, Long> truth(CohortFigures figures, String name) {
        MeasureFigures odi = figures.measures().get(0);
        WindowFigures window = odi.windows().stream()
                .filter(one -> one.window().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, Long> truth = new LinkedHashMap<>();
        truth.put("all_of", figures.people());
        truth.put("n", window.values().n());
        truth.put("after_reintervention", window.afterReintervention());
        truth.put("pairs", window.change().n());
        truth.put("evaluable_of", window.evaluable());
        truth.put("complete_of", window.responders().get(0).ofComplete().of());
        truth.put("expected", window.completeness().expected());
        truth.put("seen", window.completeness().seen());
        truth.put("died", window.missing().died());
        truth.put("not_due", window.missing().notDue());
        truth.put("no_baseline", window.missing().noBaseline());
        truth.put("lost", window.missing().lost());
        truth.put("no_score", window.missing().noScore());
        truth.put(
                "in_bin failed",
                window.evaluable() - window.curve().improvements().size());
        for (BigDecimal point : POINTS) {
            truth.put("responders " + point, responders(window, point));
        }
        truth.put("in_bin below", window.curve().improvements().size() - responders(window, POINTS.get(0)));
        List<BigDecimal> edges = ODI.edges();
        for (int i = 0; i < edges.size(); i++) {
            long next = i + 1 < edges.size() ? responders(window, edges.get(i + 1)) : 0;
            truth.put("in_bin " + edges.get(i), responders(window, edges.get(i)) - next);
        }
        window.responders().stream()
                .filter(rate -> rate.threshold().kind() == Threshold.Kind.POINTS)
                .forEach(rate -> truth.put(
                        "complete_count " + rate.threshold().value(),
                        rate.ofComplete().count()));
        long standing = window.curve().improvements().size();
        truth.put("failed and not seen", window.evaluable() - window.change().n());
        truth.put(
                "scored without a baseline",
                window.values().n() - window.change().n());
        truth.put("judged and not complete", window.evaluable() - truth.get("complete_of"));
        truth.put("expected and not seen", truth.get("expected") - truth.get("seen"));
        for (BigDecimal point : POINTS) {
            truth.put("no responder by " + point, window.evaluable() - responders(window, point));
            truth.put("scored, no responder by " + point, standing - responders(window, point));
        }
        return truth;
    }

    private static long responders(WindowFigures window, BigDecimal point) {
        return window.curve().at(point.doubleValue()).count();
    }

    private static Map<String, Long> shown(PublishedCohort published, String window) {
        Map<String, Long> shown = new LinkedHashMap<>();
        rows(published, "change", 3, window).forEach(row -> put(shown, row, "n", "after_reintervention", "pairs"));
        rows(published, "follow-up", 2, window).forEach(row -> put(shown, row, "seen", "expected"));
        for (Row row : rows(published, "responders", 3, window)) {
            put(shown, row, "all_of", "evaluable_of", "complete_of");
            put(shown, row, REASONS.toArray(String[]::new));
            if (row.labels().get(5).equals("points")) {
                putAs(shown, "responders " + row.labels().get(4), row, "all_count");
                putAs(shown, "complete_count " + row.labels().get(4), row, "complete_count");
            }
        }
        for (Row row : rows(published, "distribution", 3, window)) {
            String edge = row.labels().get(4);
            putAs(shown, "in_bin " + edge, row, "in_bin");
            if (row.get("responders") != null) {
                putAs(shown, "responders " + edge, row, "responders");
            }
            putAs(shown, "evaluable_of", row, "of");
        }
        return shown;
    }

    private static List<Row> rows(PublishedCohort published, String figure, int heading, String window) {
        return published.figure(figure).orElseThrow().rows().stream()
                .filter(row -> row.labels().get(0).equals("ODI")
                        && row.labels().get(heading).equals(window))
                .toList();
    }

    private static void put(Map<String, Long> shown, Row row, String... statistics) {
        for (String statistic : statistics) {
            putAs(shown, statistic, row, statistic);
        }
    }

    private static void putAs(Map<String, Long> shown, String name, Row row, String statistic) {
        Shown<Number> value = row.get(statistic);
        value.value().ifPresent(number -> {
            Long before = shown.put(name, number.longValue());
            assertThat(before).as(name).isIn(null, number.longValue());
        });
    }

    private static List<BigDecimal> points() {
        TreeSet<BigDecimal> points = new TreeSet<>(ODI.edges());
        ODI.thresholds().stream()
                .filter(threshold -> !threshold.kind().name().startsWith("PERCENT"))
                .forEach(threshold -> points.add(threshold.value()));
        return IntStream.range(0, points.size())
                .mapToObj(List.copyOf(points)::get)
                .toList();
    }
}
