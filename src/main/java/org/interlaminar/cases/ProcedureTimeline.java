package org.interlaminar.cases;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.interlaminar.cases.ProcedureEvent.Reintervention;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.recognition.Certainty;
import org.interlaminar.recognition.Tag;

/**
 * Turns tagged records into events, one for each kind and day (one day either way: surgical log, bill and history of the same
 * event often differ by one), finds the index procedures and says what came after them. Clinical rules, sections 3 and 6.
 */
final class ProcedureTimeline {
    /** From here on a second procedure at another level is an index of its own. */
    static final int NEW_INDEX_DAYS = 90;

    private static final Set<Tag> OPEN_SURGERY = EnumSet.of(Tag.OPEN_DECOMPRESSION, Tag.FUSION, Tag.SPACER);
    private static final Set<Tag> NON_SURGICAL = EnumSet.of(Tag.EPIDURAL_INJECTION, Tag.ABLATION, Tag.STIMULATION);

    private static final Comparator<Told> IN_TIME = Comparator.comparing(
                    Told::start, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Told::ref)
            .thenComparing(Told::strength);
    private static final Comparator<ProcedureEvent> EVENTS_IN_TIME = Comparator.comparing(
                    ProcedureEvent::start, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(ProcedureEvent::kind);

    private final List<ProcedureEvent> events = new ArrayList<>();
    private final List<ProcedureEvent> indexes = new ArrayList<>();

    /** @param told what records tell of procedures, each of them tagged */
    ProcedureTimeline(List<Told> told, ContextOf context) {
        List<List<Told>> groups = merged(told);
        List<ProcedureEvent> unplaced = new ArrayList<>();
        for (List<Told> group : groups) {
            ProcedureEvent event = event(group);
            unplaced.add(event.in(context.of(event, group)));
        }
        unplaced.sort(EVENTS_IN_TIME);
        for (ProcedureEvent event : unplaced) {
            if (event.kind() == Tag.MILD && event.hasDay() && !isHybrid(event, unplaced) && opensIndex(event)) {
                indexes.add(event.placed(indexes.size() + 1, 0L, Reintervention.NONE));
            }
        }
        unplaced.forEach(event -> events.add(placed(event)));
        indexes.replaceAll(index -> events.stream()
                .filter(event -> event.kind() == Tag.MILD && event.start() == index.start())
                .findFirst()
                .orElseThrow());
    }

    static boolean isOpenSurgery(Tag kind) {
        return OPEN_SURGERY.contains(kind);
    }

    static boolean isSurgery(Tag kind) {
        return kind == Tag.MILD || isOpenSurgery(kind);
    }

    List<ProcedureEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** In their order; only an event of day precision, by itself on its day, can be one. */
    List<ProcedureEvent> indexes() {
        return Collections.unmodifiableList(indexes);
    }

    Optional<ProcedureEvent> index() {
        return indexes.stream().findFirst();
    }

    Optional<ProcedureEvent> first(Tag kind) {
        return events.stream().filter(event -> event.kind() == kind).findFirst();
    }

    Optional<ProcedureEvent> firstOpenSurgery() {
        return events.stream()
                .filter(event -> isOpenSurgery(event.kind()) && event.hasDay())
                .findFirst();
    }

    Optional<ProcedureEvent> firstHybrid() {
        return events.stream()
                .filter(event -> event.kind() == Tag.MILD && event.hasDay() && isHybrid(event, events))
                .findFirst();
    }

    /** What was done again after this index, in time: the next index too, which is a re-intervention for this one. */
    List<ProcedureEvent> reinterventions(ProcedureEvent index) {
        return events.stream()
                .filter(event -> event.hasDay()
                        && event.start().first().isAfter(index.start().first()))
                .filter(event -> role(event.kind()) != Reintervention.NONE)
                .toList();
    }

    /** First day of a re-intervention that counts as treatment failure of this index. */
    Optional<LocalDate> failedOn(ProcedureEvent index, boolean nonSurgicalCounts) {
        return reinterventions(index).stream()
                .filter(event -> nonSurgicalCounts || role(event.kind()) == Reintervention.SURGICAL)
                .map(event -> event.start().first())
                .findFirst();
    }

    private boolean opensIndex(ProcedureEvent event) {
        if (indexes.isEmpty()) {
            return true;
        }
        ProcedureEvent before = indexes.get(indexes.size() - 1);
        return !event.levels().isEmpty()
                && !before.levels().isEmpty()
                && Collections.disjoint(event.levels(), before.levels())
                && Days.between(before.start().first(), event.start()) >= NEW_INDEX_DAYS;
    }

    private ProcedureEvent placed(ProcedureEvent event) {
        if (!event.hasDay() || indexes.isEmpty()) {
            return event;
        }
        ProcedureEvent first = indexes.get(0);
        ProcedureEvent own = indexes.stream()
                .filter(index -> !index.start().first().isAfter(event.start().first()))
                .reduce((one, later) -> later)
                .orElse(first);
        boolean isLater = event.start().first().isAfter(first.start().first());
        return event.placed(
                own.indexNo(),
                Days.between(own.start().first(), event.start()),
                isLater ? role(event.kind()) : Reintervention.NONE);
    }

    private static List<List<Told>> merged(List<Told> told) {
        List<List<Told>> groups = new ArrayList<>();
        told.stream().sorted(IN_TIME).forEach(next -> {
            for (int i = groups.size() - 1; i >= 0; i--) {
                if (isSameEvent(groups.get(i), next)) {
                    groups.get(i).add(next);
                    return;
                }
            }
            groups.add(new ArrayList<>(List.of(next)));
        });
        return groups;
    }

    private static boolean isSameEvent(List<Told> group, Told next) {
        // What tells the day best speaks for the group: a bare year beside a dated event inside it is the same event.
        Told known = group.stream().filter(Told::hasDay).findFirst().orElse(group.get(0));
        if (known.tag() != next.tag()) {
            return false;
        }
        PartialDate on = known.start();
        if (on == null || next.start() == null) {
            return on == next.start();
        }
        if (known.hasDay() && next.hasDay()) {
            return ChronoUnit.DAYS.between(on.first(), next.start().first()) <= 1;
        }
        return !on.first().isAfter(next.start().last()) && !next.start().first().isAfter(on.last());
    }

    /** The strongest of the records that tell the day speaks; all of them stay as evidence, and levels are united. */
    private static ProcedureEvent event(List<Told> group) {
        Told strongest = group.stream()
                .min(Comparator.comparing(Told::hasDay)
                        .reversed()
                        .thenComparing(Told::strength)
                        .thenComparing(Told::isTimed, Comparator.reverseOrder())
                        .thenComparing(IN_TIME))
                .orElseThrow();
        SortedSet<String> levels = new TreeSet<>();
        group.forEach(told -> levels.addAll(told.levels()));
        boolean definite = group.stream().anyMatch(told -> told.certainty() == Certainty.DEFINITE);
        return new ProcedureEvent(
                strongest.tag(),
                strongest.start(),
                strongest.end(),
                definite ? Certainty.DEFINITE : Certainty.PROBABLE,
                Collections.unmodifiableSortedSet(levels),
                null,
                null,
                Reintervention.NONE,
                ProcedureContext.NONE,
                group.stream()
                        .flatMap(told -> told.evidence().stream())
                        .sorted()
                        .toList());
    }

    private static boolean isHybrid(ProcedureEvent mild, List<ProcedureEvent> all) {
        return all.stream()
                .anyMatch(other -> isOpenSurgery(other.kind())
                        && other.hasDay()
                        && other.start().first().equals(mild.start().first()));
    }

    static Reintervention role(Tag kind) {
        if (isSurgery(kind)) {
            return Reintervention.SURGICAL;
        }
        return NON_SURGICAL.contains(kind) ? Reintervention.NON_SURGICAL : Reintervention.NONE;
    }
}
