package org.interlaminar.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.interlaminar.cases.FollowUpCalendar.Death;

/**
 * What is needed of one index case to know which windows wait for a score: the first index of somebody with lumbar stenosis.
 *
 * @param on its day
 * @param lastContact or null
 * @param reintervention the first one of any kind after it, or null
 * @param scored for each window, baseline first: the scores by which it is judged
 * @param unclear likewise: what was recorded on a scale that does not count
 */
public record FollowedIndex(
        LocalDate on,
        Death death,
        LocalDate lastContact,
        Reintervention reintervention,
        List<Set<Awaited>> scored,
        List<Set<Awaited>> unclear) {

    /**
     * A window that lacks a score.
     *
     * @param place of the window among all, baseline being 0
     */
    public record Waiting(int place, FollowUpState state, Set<Awaited> missing) {}

    /** Kind and day from the index of an operation or treatment after it. */
    public record Reintervention(String type, int day) {}

    /** @return empty when the case is no index case */
    public static Optional<FollowedIndex> of(PersonCase one, List<FollowUpWindow> windows) {
        ProcedureEvent index = one.index();
        if (index == null || one.lss() != Answer.YES || one.mild() != MildStatus.YES) {
            return Optional.empty();
        }
        return Optional.of(new FollowedIndex(
                index.start().first(),
                death(one, index),
                one.lastContact(),
                one.events().stream()
                        .filter(event -> event.kind() == OutcomeEvent.Kind.REINTERVENTION && event.indexNo() == 1)
                        .min(Comparator.comparingLong(OutcomeEvent::day).thenComparing(OutcomeEvent::type))
                        .map(event -> new Reintervention(event.type(), (int) event.day()))
                        .orElse(null),
                byWindow(one, windows, Awaited::isScoredBy),
                byWindow(one, windows, (awaited, score) -> awaited.isOf(score) && !score.isOnKnownScale())));
    }

    /** Everything that any window has. */
    public Set<Awaited> everScored() {
        Set<Awaited> ever = EnumSet.noneOf(Awaited.class);
        scored.forEach(ever::addAll);
        return ever;
    }

    /**
     * The windows that lack a score on a day.
     *
     * @param used what is scored at all in the registry
     */
    public List<Waiting> waiting(FollowUpCalendar calendar, Set<Awaited> used, int day) {
        List<Waiting> waiting = new ArrayList<>();
        for (int place = 1; place < scored.size(); place++) {
            Set<Awaited> missing = missing(place, used);
            int at = place;
            if (!missing.isEmpty()) {
                calendar.state(place, day, death).ifPresent(state -> waiting.add(new Waiting(at, state, missing)));
            }
        }
        return waiting;
    }

    /** What a window lacks of what everybody is asked, as far as it is used at all, and of what the person has a baseline of. */
    private Set<Awaited> missing(int place, Set<Awaited> used) {
        Set<Awaited> missing = EnumSet.noneOf(Awaited.class);
        Awaited.OF_EVERYBODY.stream().filter(used::contains).forEach(missing::add);
        missing.addAll(scored.get(0));
        missing.removeAll(scored.get(place));
        return missing;
    }

    private static Death death(PersonCase one, ProcedureEvent index) {
        if (one.patient() == null || !one.patient().deceased() && one.patient().death() == null) {
            return Death.NONE;
        }
        boolean dated = one.patient().death() != null && one.patient().death().hasDay();
        return new Death(
                true,
                dated
                        ? Integer.valueOf((int) Days.between(
                                index.start().first(), one.patient().death()))
                        : null);
    }

    private static List<Set<Awaited>> byWindow(
            PersonCase one, List<FollowUpWindow> windows, BiPredicate<Awaited, OutcomeScore> counts) {
        List<OutcomeScore> chosen = one.scores().stream()
                .filter(score -> score.chosen() && score.indexNo() == 1)
                .toList();
        return windows.stream().map(window -> in(window, chosen, counts)).toList();
    }

    private static Set<Awaited> in(
            FollowUpWindow window, List<OutcomeScore> chosen, BiPredicate<Awaited, OutcomeScore> counts) {
        Set<Awaited> found = EnumSet.noneOf(Awaited.class);
        for (OutcomeScore score : chosen) {
            if (score.window().equals(window.name())) {
                Stream.of(Awaited.values())
                        .filter(awaited -> counts.test(awaited, score))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
