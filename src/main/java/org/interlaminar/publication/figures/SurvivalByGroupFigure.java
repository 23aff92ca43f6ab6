package org.interlaminar.publication.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.outcomes.Characteristic;
import org.interlaminar.outcomes.CohortFigures;
import org.interlaminar.outcomes.GroupedFigures;
import org.interlaminar.outcomes.TimeToEventFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;
import org.interlaminar.outcomes.survival.LogRank;

/**
 * Curves of re-intervention by group, read at landmarks, and the log-rank test between the groups. Groups are those of
 * {@link CharacteristicsFigure}, under the same keys, and add up to all: at each landmark the groups' people with the event,
 * observed, dead and gone are those of {@link TimesFigure}. Within the figure all is {@link Worth#FINE}.
 *
 * <p>The test speaks of people with the event at any time, so these are counted too: in its row, by group. It is shown only if
 * every group, those without the trait included, and in every group those with the event may be shown and are at least as
 * many as the threshold. Then it is one number, to three digits, about groups none of which is small: it compares the times
 * of the events with what the numbers at risk let expect, and to say anything of one person's time one would have to know
 * everybody else's. With fewer events it would give their number away: of one event between two equal groups it is 1. The
 * expected numbers are not shown for the same reason.
 */
record SurvivalByGroupFigure(List<Grouped> grouped) implements Figure {
    private static final String TEST = "log-rank";
    private static final String EVER = "to the end";

    /** The groups of one characteristic. */
    record Grouped(Characteristic characteristic, GroupedFigures figures) {
        String key(String group) {
            return group.equals(GroupedFigures.NOT_DOCUMENTED)
                    ? CharacteristicsFigure.key(characteristic, "missing")
                    : CharacteristicsFigure.key(characteristic, "level", group);
        }

        /** In the order of the characteristic; others, and those without it, last. */
        List<String> groups() {
            List<String> found = new ArrayList<>(figures.groups().keySet());
            boolean isMissing = found.remove(GroupedFigures.NOT_DOCUMENTED);
            return Stream.of(
                            characteristic.levels().stream().filter(found::contains),
                            found.stream()
                                    .filter(level -> !characteristic.levels().contains(level)),
                            Stream.of(GroupedFigures.NOT_DOCUMENTED).filter(any -> isMissing))
                    .flatMap(any -> any)
                    .toList();
        }

        TimesPeople curve(String group, int endpoint) {
            TimeToEventFigures times =
                    figures.groups().get(group).timesToEvent().get(endpoint);
            return new TimesPeople(
                    times, key(group), List.of("time to", times.endpoint().name(), characteristic.name(), group));
        }
    }

    @Override
    public List<Figure> parts() {
        return grouped.stream()
                .map(one -> (Figure) new SurvivalByGroupFigure(List.of(one)))
                .toList();
    }

    @Override
    public void declare(CountsBuilder counts) {
        grouped.forEach(one -> declare(counts, one));
    }

    private static void declare(CountsBuilder counts, Grouped one) {
        if (one.groups().isEmpty()) {
            return;
        }
        CohortFigures all = one.figures().all();
        one.figures()
                .groups()
                .forEach((group, figures) ->
                        counts.cell(one.key(group), Math.toIntExact(figures.people()), Worth.DETAIL));
        counts.sum(INDEX, one.groups().stream().map(one::key).toList());
        for (int i = 0; i < all.timesToEvent().size(); i++) {
            declare(counts, one, i);
        }
    }

    private static void declare(CountsBuilder counts, Grouped one, int endpoint) {
        TimesPeople whole = TimesPeople.ofAll(one.figures().all().timesToEvent().get(endpoint));
        List<TimesPeople> curves =
                one.groups().stream().map(group -> one.curve(group, endpoint)).toList();
        whole.declareIn(counts, TimesFigure.days(whole), Worth.FINE, Worth.FINE);
        curves.forEach(curve -> declareEver(counts, curve));
        declareEver(counts, whole);
        counts.sum(ever(whole), curves.stream().map(SurvivalByGroupFigure::ever).toList());
        for (int day : TimesFigure.days(whole)) {
            for (String state : TimesPeople.STATES) {
                counts.sum(
                        whole.key(day, state),
                        curves.stream()
                                .map(curve -> {
                                    counts.cell(
                                            curve.key(day, state),
                                            Math.toIntExact(curve.people(day, state)),
                                            Worth.FINE);
                                    return curve.key(day, state);
                                })
                                .toList());
            }
        }
        curves.forEach(curve -> curve.declareIn(counts, TimesFigure.days(whole), Worth.FINE, Worth.FINE));
        one.groups().forEach(group -> declareWithin(counts, one, group, endpoint));
    }

    private static void declareWithin(CountsBuilder counts, Grouped one, String group, int endpoint) {
        TimesPeople curve = one.curve(group, endpoint);
        for (int i = 0; i < one.figures().all().timesToEvent().size(); i++) {
            TimesPeople wider = one.curve(group, i);
            if (wider.isWiderThan(curve)) {
                counts.unpublished(
                                ever(curve),
                                Math.toIntExact(curve.figures().survival().events()))
                        .unpublished(
                                ever(wider),
                                Math.toIntExact(wider.figures().survival().events()))
                        .partOf(ever(curve), ever(wider));
                TimesFigure.days(TimesPeople.ofAll(
                                one.figures().all().timesToEvent().get(endpoint)))
                        .forEach(day -> curve.declareWithin(counts, wider, day));
            }
        }
    }

    private static void declareEver(CountsBuilder counts, TimesPeople curve) {
        counts.cell(ever(curve), Math.toIntExact(curve.figures().survival().events()), Worth.FINE)
                .partOf(ever(curve), curve.whole());
        List<Integer> days = TimesFigure.days(curve);
        if (!days.isEmpty()) {
            String last = curve.key(days.get(days.size() - 1), "events");
            counts.unpublished(last, Math.toIntExact(curve.people(days.get(days.size() - 1), "events")))
                    .partOf(last, ever(curve));
        }
    }

    private static String ever(TimesPeople curve) {
        return CountsBuilder.key(CountsBuilder.key(curve.prefix().toArray(String[]::new)), EVER, "events");
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        for (Grouped one : grouped) {
            for (int i = 0; i < one.figures().all().timesToEvent().size(); i++) {
                tell(rows, one, i);
            }
        }
        return new PublishedFigure(
                "survival-by-group",
                "Time without re-intervention by group, and whether groups differ",
                List.of("endpoint", "by", "group", "day"),
                Stream.concat(
                                Stream.of("people"),
                                Stream.concat(
                                        TimesPeople.STATISTICS.stream(), Stream.of("chi_square", "df", "p_value")))
                        .toList(),
                rows.all());
    }

    private static void tell(Rows rows, Grouped one, int endpoint) {
        List<String> groups = one.groups();
        for (String group : groups) {
            TimesPeople curve = one.curve(group, endpoint);
            for (int day : TimesFigure.days(curve)) {
                curve.tell(
                        row(rows, one, endpoint, group, Integer.toString(day)).count("people", one.key(group)), day);
            }
            row(rows, one, endpoint, group, EVER)
                    .count("people", one.key(group))
                    .count("events", ever(curve));
        }
        List<String> enough = groups.stream()
                .flatMap(group -> Stream.of(one.key(group), ever(one.curve(group, endpoint))))
                .toList();
        LogRank.Result test = one.figures()
                .logRank(one.figures().all().timesToEvent().get(endpoint).endpoint());
        if (test.p() != null) {
            row(rows, one, endpoint, TEST, EVER)
                    .overAll("chi_square", enough, digits(test.chiSquare()))
                    .overAll("df", enough, test.degreesOfFreedom())
                    .overAll("p_value", enough, digits(test.p()));
        }
    }

    private static Rows row(Rows rows, Grouped one, int endpoint, String group, String day) {
        return rows.row(
                one.figures().all().timesToEvent().get(endpoint).endpoint().name(),
                one.characteristic().name(),
                group,
                day);
    }

    private static BigDecimal digits(double number) {
        return BigDecimal.valueOf(number).round(new MathContext(3));
    }
}
