package org.interlaminar.cases;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.interlaminar.cases.ProcedureEvent.Reintervention;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Tag;

/**
 * Turns tagged procedure records into events, one for each kind and day (one day either way: surgical log and charge of the
 * same event often differ by one), finds the index and says what came after it. Clinical rules, sections 3 and 6.
 */
final class ProcedureTimeline {
    private static final Set<Tag> OPEN_SURGERY = EnumSet.of(Tag.OPEN_DECOMPRESSION, Tag.FUSION, Tag.SPACER);
    private static final Set<Tag> NON_SURGICAL = EnumSet.of(Tag.EPIDURAL_INJECTION, Tag.ABLATION, Tag.STIMULATION);

    /** A tagged record with its dates. */
    record Told(PerformedProcedure record, Tagged tagged) {
        PartialDate start() {
            return record.start();
        }
    }

    private static final Comparator<Told> IN_TIME = Comparator.comparing(
                    Told::start, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(told -> told.record().ref());
    private static final Comparator<ProcedureEvent> EVENTS_IN_TIME = Comparator.comparing(
                    ProcedureEvent::start, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(ProcedureEvent::kind);

    private final List<ProcedureEvent> events;
    private final ProcedureEvent index;

    ProcedureTimeline(List<Told> told) {
        List<ProcedureEvent> merged = merge(told);
        index = merged.stream()
                .filter(event -> event.kind() == Tag.MILD && event.hasDay() && !isHybrid(event, merged))
                .findFirst()
                .map(event -> placed(event, event.start().first()))
                .orElse(null);
        events = index == null
                ? merged
                : merged.stream()
                        .map(event -> placed(event, index.start().first()))
                        .toList();
    }

    static boolean isOpenSurgery(Tag kind) {
        return OPEN_SURGERY.contains(kind);
    }

    List<ProcedureEvent> events() {
        return events;
    }

    Optional<ProcedureEvent> index() {
        return Optional.ofNullable(index);
    }

    Optional<ProcedureEvent> first(Tag kind) {
        return events.stream().filter(event -> event.kind() == kind).findFirst();
    }

    Optional<ProcedureEvent> firstOpenSurgery() {
        return events.stream()
                .filter(event -> isOpenSurgery(event.kind()) && event.hasDay())
                .findFirst();
    }

    /** Whether every dated MILD event shares its day with open surgery. */
    boolean isHybrid() {
        return firstHybrid().isPresent();
    }

    Optional<ProcedureEvent> firstHybrid() {
        return events.stream()
                .filter(event -> event.kind() == Tag.MILD && event.hasDay() && isHybrid(event, events))
                .findFirst();
    }

    /** First day of a re-intervention that counts as treatment failure. */
    Optional<LocalDate> failedOn(boolean nonSurgicalCounts) {
        return events.stream()
                .filter(event -> event.reintervention() == Reintervention.SURGICAL
                        || nonSurgicalCounts && event.reintervention() == Reintervention.NON_SURGICAL)
                .map(event -> event.start().first())
                .findFirst();
    }

    private static List<ProcedureEvent> merge(List<Told> told) {
        List<ProcedureEvent> merged = new ArrayList<>();
        told.stream().sorted(IN_TIME).forEach(next -> {
            for (int i = merged.size() - 1; i >= 0; i--) {
                if (isSameEvent(merged.get(i), next)) {
                    merged.set(i, united(merged.get(i), next));
                    return;
                }
            }
            merged.add(new ProcedureEvent(
                    next.tagged().tag(),
                    next.start(),
                    next.record().end(),
                    null,
                    null,
                    Reintervention.NONE,
                    List.of(),
                    next.tagged().evidence()));
        });
        // A bare year takes the day of the event it turned out to be, so the order may have changed.
        merged.sort(EVENTS_IN_TIME);
        return merged;
    }

    private static boolean isSameEvent(ProcedureEvent event, Told next) {
        if (event.kind() != next.tagged().tag()) {
            return false;
        }
        if (event.start() == null || next.start() == null) {
            return event.start() == next.start();
        }
        if (event.hasDay() && next.start().hasDay()) {
            return ChronoUnit.DAYS.between(event.start().first(), next.start().first()) <= 1;
        }
        // A bare year or month beside a dated event inside it is the same event.
        return !event.start().first().isAfter(next.start().last())
                && !next.start().first().isAfter(event.start().last());
    }

    private static ProcedureEvent united(ProcedureEvent event, Told next) {
        List<Evidence> evidence = new ArrayList<>(event.evidence());
        evidence.addAll(next.tagged().evidence());
        boolean better = event.start() != null
                && next.start() != null
                && next.start().precision().compareTo(event.precision()) > 0;
        return new ProcedureEvent(
                event.kind(),
                better ? next.start() : event.start(),
                better ? next.record().end() : event.end(),
                null,
                null,
                Reintervention.NONE,
                event.warnings(),
                List.copyOf(evidence));
    }

    private static boolean isHybrid(ProcedureEvent mild, List<ProcedureEvent> all) {
        return all.stream()
                .anyMatch(other -> isOpenSurgery(other.kind())
                        && other.hasDay()
                        && other.start().first().equals(mild.start().first()));
    }

    private static ProcedureEvent placed(ProcedureEvent event, LocalDate indexDay) {
        if (!event.hasDay()) {
            return event;
        }
        long day = ChronoUnit.DAYS.between(indexDay, event.start().first());
        return new ProcedureEvent(
                event.kind(),
                event.start(),
                event.end(),
                1,
                day,
                day > 0 ? reintervention(event.kind()) : Reintervention.NONE,
                event.warnings(),
                event.evidence());
    }

    private static Reintervention reintervention(Tag kind) {
        if (isOpenSurgery(kind) || kind == Tag.MILD) {
            return Reintervention.SURGICAL;
        }
        return NON_SURGICAL.contains(kind) ? Reintervention.NON_SURGICAL : Reintervention.NONE;
    }
}
