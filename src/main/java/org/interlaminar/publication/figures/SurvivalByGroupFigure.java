package org.interlaminar.publication.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.outcomes.Characteristic;
import org.interlaminar.outcomes.GroupedFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.survival.LogRank;

/**
 * Curves of re-intervention by group, read at landmarks, and the log-rank test between the groups. Groups are those of
 * {@link CharacteristicsFigure}, under the same keys, and add up to all: at each landmark the groups' people observed, with
 * the event, dead and gone are those of {@link TimesFigure}.
 *
 * <p>The figure yields to both. A landmark is told by group only if no group that is large enough itself tells of few people
 * there or since the one before; groups that are too small are never told, and what is hidden for their sake is hidden here
 * first.
 *
 * <p>The test speaks of people with the event at any time, so these are counted too, by group. It is shown only if every
 * group, those without the trait included, and in every group those with the event are shown and at least as many as the
 * threshold. Then it is one number, to three digits, about groups none of which is small: it weighs the events of each group
 * against what the numbers at risk let expect, and to learn anything of one person's time from it one would have to know
 * everybody else's. With fewer events it would give their number away: of one event between two equal groups chi-square is
 * 1. The expected numbers are not told.
 */
record SurvivalByGroupFigure(List<GroupCurves> curves) implements Figure {
    private static final String TEST = "log-rank";
    private static final String EVER = "to the end";

    /** The groups of one characteristic. */
    record Grouped(Characteristic characteristic, GroupedFigures figures) {}

    /** @param threshold the smallest number of people that may be shown */
    static SurvivalByGroupFigure of(List<Grouped> grouped, int threshold) {
        return new SurvivalByGroupFigure(grouped.stream()
                .filter(one -> !one.figures().groups().isEmpty())
                .flatMap(one -> GroupCurves.of(one.characteristic(), one.figures(), threshold).stream())
                .toList());
    }

    @Override
    public List<Figure> parts() {
        return curves.stream()
                .map(one -> (Figure) new SurvivalByGroupFigure(List.of(one)))
                .toList();
    }

    @Override
    public void declare(CountsBuilder counts) {
        curves.forEach(one -> one.declareIn(counts));
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        curves.forEach(one -> tell(rows, one));
        return new PublishedFigure(
                "survival-by-group",
                "Time without re-intervention by group, and whether groups differ",
                List.of("endpoint", "by", "group", "day"),
                Stream.of(List.of("people"), TimesPeople.STATISTICS, List.of("chi_square", "df", "p_value"))
                        .flatMap(List::stream)
                        .toList(),
                rows.all());
    }

    private static void tell(Rows rows, GroupCurves curves) {
        List<Integer> told = curves.told();
        for (String group : curves.groups()) {
            TimesPeople curve = curves.curve(group);
            for (int day : curves.landmarks()) {
                row(rows, curves, group, Integer.toString(day)).count("people", curves.key(group));
                if (!told.contains(day) || !curves.isLarge(group)) {
                    rows.withheld(TimesPeople.STATISTICS.toArray(String[]::new));
                } else {
                    curve.tell(rows, day);
                }
            }
            row(rows, curves, group, EVER).count("people", curves.key(group));
            if (curves.isLarge(group) && curves.isEverTold()) {
                rows.count("events", curve.ever());
            } else {
                rows.withheld("events");
            }
        }
        tellTest(rows, curves);
    }

    private static void tellTest(Rows rows, GroupCurves curves) {
        LogRank.Result test = curves.logRank();
        if (test.p() == null) {
            return;
        }
        row(rows, curves, TEST, EVER);
        if (!curves.isEverTold() || !curves.groups().stream().allMatch(curves::isLarge)) {
            rows.withheld("chi_square", "df", "p_value");
            return;
        }
        List<String> enough = curves.groups().stream()
                .flatMap(group ->
                        Stream.of(curves.key(group), curves.curve(group).ever()))
                .toList();
        rows.overAll("chi_square", enough, digits(test.chiSquare()))
                .overAll("df", enough, test.degreesOfFreedom())
                .overAll("p_value", enough, digits(test.p()));
    }

    private static Rows row(Rows rows, GroupCurves curves, String group, String day) {
        return rows.row(curves.name(), curves.characteristic().name(), group, day);
    }

    private static BigDecimal digits(double number) {
        return BigDecimal.valueOf(number).round(new MathContext(3));
    }
}
