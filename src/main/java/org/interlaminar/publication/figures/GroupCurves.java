package org.interlaminar.publication.figures;

import static org.interlaminar.publication.figures.Figure.INDEX;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.interlaminar.outcomes.Characteristic;
import org.interlaminar.outcomes.GroupedFigures;
import org.interlaminar.outcomes.TimeToEventFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Worth;
import org.interlaminar.outcomes.survival.LogRank;

/** The curves to one endpoint of the groups that one characteristic makes; worked out once. */
final class GroupCurves {
    private final Characteristic characteristic;
    private final SortedMap<String, Long> people;
    private final TimesPeople whole;
    private final Map<String, TimesPeople> curves = new HashMap<>();
    private final LogRank.Result test;
    private final int threshold;
    private final List<GroupCurves> wider = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();
    private final boolean isEverTold;

    /**
     * One for each endpoint, in their order.
     *
     * @param threshold the smallest number of people that may be shown
     */
    static List<GroupCurves> of(Characteristic characteristic, GroupedFigures figures, int threshold) {
        SortedMap<String, Long> people = new TreeMap<>();
        Map<String, List<TimeToEventFigures>> times = new HashMap<>();
        figures.groups().forEach((group, one) -> {
            people.put(group, one.people());
            times.put(group, one.timesToEvent());
        });
        List<TimeToEventFigures> all = figures.all().timesToEvent();
        List<GroupCurves> made = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Map<String, TimeToEventFigures> of = new HashMap<>();
            for (String group : people.keySet()) {
                of.put(group, times.get(group).get(i));
            }
            made.add(new GroupCurves(
                    characteristic,
                    people,
                    all.get(i),
                    of,
                    figures.logRank(all.get(i).endpoint()),
                    made,
                    threshold));
        }
        return List.copyOf(made);
    }

    /** @param before curves to endpoints that come before; one that holds this one is among them */
    private GroupCurves(
            Characteristic characteristic,
            SortedMap<String, Long> people,
            TimeToEventFigures all,
            Map<String, TimeToEventFigures> groups,
            LogRank.Result test,
            List<GroupCurves> before,
            int threshold) {
        this.characteristic = characteristic;
        this.people = people;
        this.whole = TimesPeople.ofAll(all);
        this.test = test;
        this.threshold = threshold;
        groups.forEach((group, times) -> curves.put(
                group,
                new TimesPeople(
                        times, key(group), List.of("time to", all.endpoint().name(), characteristic.name(), group))));
        before.stream().filter(one -> one.whole.isWiderThan(whole)).forEach(wider::add);
        findTold();
        this.isEverTold = isEverFine();
    }

    Characteristic characteristic() {
        return characteristic;
    }

    /** In the order of the characteristic; others, and those without it, last. */
    List<String> groups() {
        List<String> found = new ArrayList<>(people.keySet());
        Stream<String> missing =
                found.remove(GroupedFigures.NOT_DOCUMENTED) ? Stream.of(GroupedFigures.NOT_DOCUMENTED) : Stream.empty();
        Stream<String> known = characteristic.levels().stream().filter(found::contains);
        Stream<String> others =
                found.stream().filter(level -> !characteristic.levels().contains(level));
        return Stream.concat(Stream.concat(known, others), missing).toList();
    }

    /** The same count as in the table of characteristics. */
    String key(String group) {
        return group.equals(GroupedFigures.NOT_DOCUMENTED)
                ? CharacteristicsFigure.key(characteristic, "missing")
                : CharacteristicsFigure.key(characteristic, "level", group);
    }

    String name() {
        return whole.figures().endpoint().name();
    }

    /** Days on which the curve of all is read. */
    List<Integer> landmarks() {
        return TimesFigure.days(whole);
    }

    TimesPeople curve(String group) {
        return curves.get(group);
    }

    LogRank.Result logRank() {
        return test;
    }

    /** Groups of fewer are never told; the others hide with them what gives them away. */
    boolean isLarge(String group) {
        return people.get(group) >= threshold;
    }

    private List<String> large() {
        return groups().stream().filter(this::isLarge).toList();
    }

    /** Landmarks at which no large group tells of few people. */
    List<Integer> told() {
        return told;
    }

    /** Whether the events at any time may be counted group by group. */
    boolean isEverTold() {
        return isEverTold;
    }

    private void findTold() {
        for (int day : landmarks()) {
            Integer before = told.isEmpty() ? null : told.get(told.size() - 1);
            if (large().stream().allMatch(group -> isFine(curve(group), before, day)) && isApart(day)) {
                told.add(day);
            }
        }
    }

    private boolean isFine(TimesPeople curve, Integer before, int day) {
        return curve.addsNoFew(before, day, threshold)
                && TimesPeople.STATES.stream().allMatch(state -> isFine(curve.people(day, state)));
    }

    private boolean isApart(int day) {
        return wider.stream().filter(other -> other.told.contains(day)).allMatch(other -> large().stream()
                .allMatch(group -> curve(group).isApart(other.curve(group), day, threshold)));
    }

    private boolean isEverFine() {
        return isEverFine(whole, landmarks())
                && large().stream()
                        .map(this::curve)
                        .allMatch(curve -> isFine(curve.everEvents()) && isEverFine(curve, told))
                && wider.stream().filter(GroupCurves::isEverTold).allMatch(this::isEverApart);
    }

    /** Whether those with the event after the last day are not few. */
    private boolean isEverFine(TimesPeople curve, List<Integer> days) {
        return days.isEmpty() || isFine(curve.everEvents() - curve.people(days.get(days.size() - 1), "events"));
    }

    private boolean isEverApart(GroupCurves other) {
        return isFine(other.whole.everEvents() - whole.everEvents())
                && large().stream()
                        .allMatch(group -> isFine(
                                other.curve(group).everEvents() - curve(group).everEvents()));
    }

    private boolean isFine(long people) {
        return people == 0 || people >= threshold;
    }

    void declareIn(CountsBuilder counts) {
        people.forEach((group, count) -> counts.cell(key(group), Math.toIntExact(count), Worth.DETAIL));
        counts.sum(INDEX, groups().stream().map(this::key).toList());
        whole.declareIn(counts, landmarks(), Worth.FINE, Worth.FINE);
        groups().forEach(group -> declareIn(counts, group));
        for (int day : told) {
            TimesPeople.STATES.forEach(state -> counts.sum(
                    whole.key(day, state),
                    groups().stream().map(group -> curve(group).key(day, state)).toList()));
        }
        if (isEverTold) {
            whole.declareEver(counts, landmarks());
            counts.sum(
                    whole.ever(),
                    groups().stream().map(group -> curve(group).ever()).toList());
        }
    }

    private void declareIn(CountsBuilder counts, String group) {
        TimesPeople curve = curve(group);
        if (isLarge(group)) {
            curve.declareIn(counts, told, Worth.FINE, Worth.FINE);
        } else {
            curve.declareUnpublished(counts, told);
        }
        if (isEverTold) {
            curve.declareEver(counts, told);
            if (isLarge(group)) {
                counts.cell(curve.ever(), Math.toIntExact(curve.everEvents()), Worth.FINE);
            }
        }
        for (GroupCurves other : wider) {
            told.stream()
                    .filter(other.told::contains)
                    .forEach(day -> curve.declareWithin(counts, other.curve(group), day));
            if (isEverTold && other.isEverTold) {
                other.curve(group).declareEver(counts, other.told);
                counts.partOf(curve.ever(), other.curve(group).ever());
            }
        }
    }
}
