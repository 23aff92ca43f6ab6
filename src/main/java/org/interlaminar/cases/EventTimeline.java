package org.interlaminar.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.interlaminar.cases.OutcomeEvent.Kind;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.RecordedAdverseEvent;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.recognition.ComplicationRules.Complication;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Tag;

/**
 * Complications, re-interventions, symptoms, unplanned returns and milestones of one person's index procedures. Clinical
 * rules, section 6.
 */
final class EventTimeline {
    /** Codings of one type this close are one event. */
    private static final int SAME_EVENT_DAYS = 30;

    /** Soreness and a flare of pain are expected until then. */
    private static final int LAST_EXPECTED_DAY = 14;

    private static final int LAST_DAY_OF_PAIN = 90;
    private static final int LAST_DAY_OF_RETURN = 30;
    private static final String PROCEDURE_PAIN = "procedure-pain";
    private static final String OTHER = "other";
    private static final Set<String> NEVER_COUNTS = Set.of("refuted", "entered-in-error");
    private static final Set<String> NOT_SETTLED = Set.of("provisional", "differential", "unconfirmed");

    /** A coding that may be a complication. */
    private record Candidate(
            String type, Complication complication, PartialDate on, String attribution, Evidence evidence) {}

    private final CaseRules rules;
    private final Chart chart;
    private final ProcedureTimeline procedures;
    private final List<OutcomeEvent> events = new ArrayList<>();

    EventTimeline(CaseRules rules, Chart chart, ProcedureTimeline procedures) {
        this.rules = rules;
        this.chart = chart;
        this.procedures = procedures;
    }

    /** @param milestones recognised in observations and questionnaires */
    List<OutcomeEvent> events(List<ToldMilestone> milestones) {
        for (ProcedureEvent index : procedures.indexes()) {
            reinterventions(index);
            complications(index);
            symptoms(index);
            returns(index);
            milestones.stream()
                    .filter(one -> belongsTo(index, one.on()) && day(index, one.on()) >= 0)
                    .forEach(one ->
                            add(Kind.MILESTONE, one.type(), one.on(), index, OutcomeEvent.RECORDED, one.evidence()));
        }
        events.sort(Comparator.comparingInt(OutcomeEvent::indexNo)
                .thenComparingLong(OutcomeEvent::day)
                .thenComparing(OutcomeEvent::kind)
                .thenComparing(OutcomeEvent::type));
        return List.copyOf(events);
    }

    private void reinterventions(ProcedureEvent index) {
        ProcedureEvent next = next(index);
        procedures.reinterventions(index).stream()
                .filter(event -> next == null
                        || !event.start().first().isAfter(next.start().first()))
                .forEach(event -> events.add(new OutcomeEvent(
                        Kind.REINTERVENTION,
                        event.kind() == Tag.MILD ? "repeat-mild" : event.kind().word(),
                        event.start(),
                        index.indexNo(),
                        day(index, event.start()),
                        ProcedureTimeline.role(event.kind()).word(),
                        event.evidence())));
    }

    private void complications(ProcedureEvent index) {
        List<Candidate> candidates = Stream.of(
                        ofConditions(index), ofProcedures(index), ofAdverseEvents(index), ofPain(index))
                .flatMap(found -> found)
                .sorted(Comparator.comparing((Candidate one) -> one.on())
                        .thenComparing(one ->
                                one.complication() != null && one.complication().isLater())
                        .thenComparing(Candidate::evidence))
                .toList();
        List<List<Candidate>> groups = new ArrayList<>();
        for (Candidate next : candidates) {
            groups.stream()
                    .filter(group -> isSameEvent(group, next))
                    .findFirst()
                    .ifPresentOrElse(group -> group.add(next), () -> groups.add(new ArrayList<>(List.of(next))));
        }
        groups.forEach(group -> complication(index, group));
    }

    private static boolean isSameEvent(List<Candidate> group, Candidate next) {
        Candidate last = group.get(group.size() - 1);
        boolean continues = next.complication() != null
                && next.complication().isLater()
                && group.stream()
                        .anyMatch(one -> one.complication() != null
                                && !one.complication().isLater()
                                && one.complication()
                                        .code()
                                        .equals(next.complication().code()));
        return continues
                || last.type().equals(next.type()) && Days.between(last.on().first(), next.on()) <= SAME_EVENT_DAYS;
    }

    private void complication(ProcedureEvent index, List<Candidate> group) {
        String attribution = Stream.of(OutcomeEvent.LINKED, OutcomeEvent.NEW)
                .filter(better ->
                        group.stream().anyMatch(one -> one.attribution().equals(better)))
                .findFirst()
                .orElse(OutcomeEvent.TEMPORAL_ONLY);
        Candidate first = group.get(0);
        events.add(new OutcomeEvent(
                Kind.COMPLICATION,
                first.type(),
                first.on(),
                index.indexNo(),
                day(index, first.on()),
                attribution,
                group.stream().map(Candidate::evidence).sorted().toList()));
    }

    private Stream<Candidate> ofConditions(ProcedureEvent index) {
        Set<String> linked = conditionsLinkedTo(index);
        return counted().flatMap(condition -> {
            Optional<Complication> found = rules.complications().recognise(condition.ref(), condition.code());
            boolean isLinked = linked.contains(condition.ref().id());
            PartialDate on = isLinked && !hasDay(condition.onset()) ? index.start() : condition.onset();
            if (!hasDay(on) || !belongsTo(index, on) || day(index, on) < 0 || found.isEmpty() && !isLinked) {
                return Stream.empty();
            }
            return Stream.of(found.map(one -> new Candidate(
                            one.type(), one, on, attribution(index, condition, one, isLinked), one.evidence()))
                    .orElseGet(() -> new Candidate(
                            OTHER, null, on, OutcomeEvent.LINKED, rules.named(condition.ref(), condition.code()))));
        });
    }

    private String attribution(
            ProcedureEvent index, RecordedCondition condition, Complication complication, boolean isLinked) {
        if (isLinked) {
            return OutcomeEvent.LINKED;
        }
        boolean counts = !complication.isLater()
                && !NOT_SETTLED.contains(String.valueOf(condition.verificationStatus()))
                && complication.isIn(day(index, condition.onset()))
                && rules.isLumbarOrUnspecified(condition.bodySite())
                && !isKnownBefore(index, complication);
        return counts ? OutcomeEvent.NEW : OutcomeEvent.TEMPORAL_ONLY;
    }

    private boolean isKnownBefore(ProcedureEvent index, Complication complication) {
        return counted()
                .filter(other -> other.onset() != null
                        && other.onset().last().isBefore(index.start().first()))
                .flatMap(other -> rules.complications().recognise(other.ref(), other.code()).stream())
                .anyMatch(other -> other.code().equals(complication.code()));
    }

    /** Diagnoses that are not known to be wrong. */
    private Stream<RecordedCondition> counted() {
        return chart.all(RecordedCondition.class)
                .filter(condition -> !NEVER_COUNTS.contains(String.valueOf(condition.verificationStatus())));
    }

    /** What a procedure's own record says went wrong belongs to it, on its day. */
    private Stream<Candidate> ofProcedures(ProcedureEvent index) {
        return proceduresOf(index)
                .filter(one -> !isEmpty(one.circumstances().complication()))
                .map(one -> {
                    CodedText said = one.circumstances().complication();
                    Optional<Complication> found = rules.complications().recognise(one.ref(), said);
                    return new Candidate(
                            found.map(Complication::type).orElse(OTHER),
                            found.orElse(null),
                            index.start(),
                            OutcomeEvent.LINKED,
                            found.map(Complication::evidence).orElseGet(() -> rules.named(one.ref(), said)));
                });
    }

    private Stream<Candidate> ofAdverseEvents(ProcedureEvent index) {
        Set<String> own = procedureIds(index);
        return chart.all(RecordedAdverseEvent.class)
                .filter(one -> !"potential".equals(one.actuality()))
                .flatMap(one -> {
                    boolean isLinked = one.suspects().stream().anyMatch(own::contains);
                    PartialDate on = isLinked && !hasDay(one.on()) ? index.start() : one.on();
                    Optional<Complication> found = rules.complications().recognise(one.ref(), one.event());
                    if (!hasDay(on) || !belongsTo(index, on) || day(index, on) < 0 || !isLinked && found.isEmpty()) {
                        return Stream.empty();
                    }
                    boolean isNew =
                            found.isPresent() && found.get().isIn(day(index, on)) && !isKnownBefore(index, found.get());
                    return Stream.of(new Candidate(
                            found.map(Complication::type).orElse(OTHER),
                            found.orElse(null),
                            on,
                            isLinked ? OutcomeEvent.LINKED : isNew ? OutcomeEvent.NEW : OutcomeEvent.TEMPORAL_ONLY,
                            found.map(Complication::evidence).orElseGet(() -> rules.named(one.ref(), one.event()))));
                });
    }

    /** Pain after the procedure is a complication only when it outlasts what is expected. */
    private Stream<Candidate> ofPain(ProcedureEvent index) {
        return counted()
                .filter(condition -> hasDay(condition.onset()) && belongsTo(index, condition.onset()))
                .filter(condition -> day(index, condition.onset()) > LAST_EXPECTED_DAY)
                .flatMap(condition -> rules.symptoms().recognise(condition.ref(), condition.code()).stream()
                        .filter(kind -> kind.name().equals(PROCEDURE_PAIN))
                        .map(kind -> new Candidate(
                                PROCEDURE_PAIN,
                                null,
                                condition.onset(),
                                day(index, condition.onset()) <= LAST_DAY_OF_PAIN
                                        ? OutcomeEvent.NEW
                                        : OutcomeEvent.TEMPORAL_ONLY,
                                kind.evidence())));
    }

    private Set<String> conditionsLinkedTo(ProcedureEvent index) {
        Set<String> own = procedureIds(index);
        Set<String> linked = new HashSet<>();
        proceduresOf(index).forEach(one -> linked.addAll(one.circumstances().complicationConditions()));
        chart.all(RecordedAdverseEvent.class)
                .filter(one -> one.suspects().stream().anyMatch(own::contains))
                .forEach(one -> linked.addAll(one.conditions()));
        return linked;
    }

    private Stream<PerformedProcedure> proceduresOf(ProcedureEvent index) {
        Set<SourceRef> own = new HashSet<>();
        index.evidence().forEach(one -> own.add(one.ref()));
        return chart.all(PerformedProcedure.class).filter(one -> own.contains(one.ref()));
    }

    private Set<String> procedureIds(ProcedureEvent index) {
        Set<String> ids = new HashSet<>();
        proceduresOf(index).forEach(one -> ids.add(one.ref().id()));
        return ids;
    }

    private void symptoms(ProcedureEvent index) {
        Set<String> told = new HashSet<>();
        counted()
                .filter(condition -> hasDay(condition.onset()) && belongsTo(index, condition.onset()))
                .sorted(Comparator.comparing(RecordedCondition::onset).thenComparing(RecordedCondition::ref))
                .forEach(condition -> rules.symptoms()
                        .recognise(condition.ref(), condition.code())
                        .forEach(kind -> {
                            long day = day(index, condition.onset());
                            boolean isComplication = kind.name().equals(PROCEDURE_PAIN) && day > LAST_EXPECTED_DAY;
                            if (!isComplication && told.add(kind.name() + day)) {
                                add(
                                        Kind.SYMPTOM,
                                        kind.name(),
                                        condition.onset(),
                                        index,
                                        symptom(index, kind.name(), day),
                                        kind.evidence());
                            }
                        }));
    }

    private String symptom(ProcedureEvent index, String type, long day) {
        if (day < 0) {
            return OutcomeEvent.BEFORE;
        }
        if (type.equals(PROCEDURE_PAIN)) {
            return OutcomeEvent.EXPECTED;
        }
        boolean known = counted()
                .filter(other -> other.onset() != null
                        && other.onset().last().isBefore(index.start().first()))
                .anyMatch(other -> rules.symptoms().recognise(other.ref(), other.code()).stream()
                        .anyMatch(kind -> kind.name().equals(type)));
        return known ? OutcomeEvent.KNOWN : OutcomeEvent.NEW;
    }

    private void returns(ProcedureEvent index) {
        chart.all(RecordedEncounter.class)
                .filter(visit -> hasDay(visit.start()) && rules.isUnplanned(visit))
                .filter(visit -> day(index, visit.start()) >= 1 && day(index, visit.start()) <= LAST_DAY_OF_RETURN)
                .forEach(visit -> add(
                        Kind.UNPLANNED_RETURN,
                        rules.setting(visit),
                        visit.start(),
                        index,
                        OutcomeEvent.TEMPORAL_ONLY,
                        rules.ofClass(visit)));
    }

    private void add(
            Kind kind, String type, PartialDate on, ProcedureEvent index, String attribution, Evidence evidence) {
        events.add(new OutcomeEvent(kind, type, on, index.indexNo(), day(index, on), attribution, List.of(evidence)));
    }

    private ProcedureEvent next(ProcedureEvent index) {
        List<ProcedureEvent> all = procedures.indexes();
        return index.indexNo() < all.size() ? all.get(index.indexNo()) : null;
    }

    /** Every day belongs to the last index until then; what was before the first belongs to the first. */
    private boolean belongsTo(ProcedureEvent index, PartialDate on) {
        ProcedureEvent next = next(index);
        boolean begun =
                index.indexNo() == 1 || !on.first().isBefore(index.start().first());
        return on.hasDay()
                && begun
                && (next == null || on.first().isBefore(next.start().first()));
    }

    private static long day(ProcedureEvent index, PartialDate on) {
        return Days.between(index.start().first(), on);
    }

    private static boolean hasDay(PartialDate on) {
        return on != null && on.hasDay();
    }

    private static boolean isEmpty(CodedText said) {
        return said.codes().isEmpty() && said.texts().isEmpty();
    }
}
