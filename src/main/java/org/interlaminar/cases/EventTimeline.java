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
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.recognition.ComplicationRules.Complication;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Kinds;
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
        // A later encounter of an older event may stand before the coding that counts.
        Candidate first = group.stream()
                .filter(one -> !one.attribution().equals(OutcomeEvent.TEMPORAL_ONLY))
                .findFirst()
                .orElse(group.get(0));
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
            boolean isUnknown = found.isEmpty() && (!isLinked || isPain(condition.ref(), condition.code()));
            if (!hasDay(on) || !belongsTo(index, on) || day(index, on) < 0 || isUnknown) {
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

    /** What a procedure's own record says went wrong belongs to it, on its day; pain of that day is expected. */
    private Stream<Candidate> ofProcedures(ProcedureEvent index) {
        return proceduresOf(index)
                .filter(one -> !isEmpty(one.circumstances().complication()))
                .flatMap(one -> {
                    CodedText said = one.circumstances().complication();
                    List<Complication> found = rules.complications().all(one.ref(), said);
                    if (found.isEmpty() && !isPain(one.ref(), said)) {
                        return Stream.of(new Candidate(
                                OTHER, null, index.start(), OutcomeEvent.LINKED, rules.named(one.ref(), said)));
                    }
                    return found.stream()
                            .map(each -> new Candidate(
                                    each.type(), each, index.start(), OutcomeEvent.LINKED, each.evidence()));
                });
    }

    private Stream<Candidate> ofAdverseEvents(ProcedureEvent index) {
        Set<String> own = procedureIds(index);
        return happened().flatMap(one -> {
            boolean isLinked = one.suspects().stream().anyMatch(own::contains);
            PartialDate on = isLinked && !hasDay(one.on()) ? index.start() : one.on();
            Optional<Complication> found = rules.complications().recognise(one.ref(), one.event());
            boolean isUnknown = found.isEmpty() && (!isLinked || isPain(one.ref(), one.event()));
            if (!hasDay(on) || !belongsTo(index, on) || day(index, on) < 0 || isUnknown) {
                return Stream.empty();
            }
            boolean isNew = found.filter(
                            each -> !each.isLater() && each.isIn(day(index, on)) && !isKnownBefore(index, each))
                    .isPresent();
            return Stream.of(new Candidate(
                    found.map(Complication::type).orElse(OTHER),
                    found.orElse(null),
                    on,
                    isLinked ? OutcomeEvent.LINKED : isNew ? OutcomeEvent.NEW : OutcomeEvent.TEMPORAL_ONLY,
                    found.map(Complication::evidence).orElseGet(() -> rules.named(one.ref(), one.event()))));
        });
    }

    /** Pain after the procedure is a complication only when it outlasts what is expected, whoever links it. */
    private Stream<Candidate> ofPain(ProcedureEvent index) {
        Set<String> linked = conditionsLinkedTo(index);
        Set<String> own = procedureIds(index);
        Stream<Candidate> diagnosed = counted().flatMap(condition -> pain(condition.ref(), condition.code())
                .map(evidence -> new Candidate(
                        PROCEDURE_PAIN,
                        null,
                        condition.onset(),
                        linked.contains(condition.ref().id())
                                ? OutcomeEvent.LINKED
                                : pain(index, condition) ? OutcomeEvent.NEW : OutcomeEvent.TEMPORAL_ONLY,
                        evidence)));
        Stream<Candidate> adverse = happened().flatMap(one -> pain(one.ref(), one.event())
                .map(evidence -> new Candidate(
                        PROCEDURE_PAIN,
                        null,
                        one.on(),
                        one.suspects().stream().anyMatch(own::contains)
                                ? OutcomeEvent.LINKED
                                : OutcomeEvent.TEMPORAL_ONLY,
                        evidence)));
        return Stream.concat(diagnosed, adverse)
                .filter(one -> hasDay(one.on()) && belongsTo(index, one.on()))
                .filter(one -> day(index, one.on()) > LAST_EXPECTED_DAY);
    }

    /** Whether a diagnosis of pain counts by itself. */
    private boolean pain(ProcedureEvent index, RecordedCondition condition) {
        return hasDay(condition.onset())
                && day(index, condition.onset()) <= LAST_DAY_OF_PAIN
                && !NOT_SETTLED.contains(String.valueOf(condition.verificationStatus()))
                && rules.isLumbarOrUnspecified(condition.bodySite())
                && !isKnownSymptom(index, PROCEDURE_PAIN);
    }

    private boolean isPain(SourceRef ref, CodedText said) {
        return pain(ref, said).findAny().isPresent();
    }

    private Stream<Evidence> pain(SourceRef ref, CodedText said) {
        return rules.symptoms().recognise(ref, said).stream()
                .filter(kind -> kind.name().equals(PROCEDURE_PAIN))
                .map(Kinds.Kind::evidence);
    }

    /** Adverse events that did not only nearly happen. */
    private Stream<RecordedAdverseEvent> happened() {
        return chart.all(RecordedAdverseEvent.class).filter(RecordedAdverseEvent::isActual);
    }

    private Set<String> conditionsLinkedTo(ProcedureEvent index) {
        Set<String> own = procedureIds(index);
        Set<String> linked = new HashSet<>();
        proceduresOf(index).forEach(one -> linked.addAll(one.circumstances().complicationConditions()));
        happened()
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
        expectedPain(index, told);
    }

    /** A flare of pain that only an adverse event or the procedure's own record tells of. */
    private void expectedPain(ProcedureEvent index, Set<String> told) {
        happened()
                .filter(one -> hasDay(one.on()) && belongsTo(index, one.on()))
                .filter(one -> day(index, one.on()) >= 0 && day(index, one.on()) <= LAST_EXPECTED_DAY)
                .forEach(one -> pain(one.ref(), one.event())
                        .filter(evidence -> told.add(PROCEDURE_PAIN + day(index, one.on())))
                        .forEach(evidence ->
                                add(Kind.SYMPTOM, PROCEDURE_PAIN, one.on(), index, OutcomeEvent.EXPECTED, evidence)));
        proceduresOf(index).forEach(one -> pain(one.ref(), one.circumstances().complication())
                .filter(evidence -> told.add(PROCEDURE_PAIN + 0))
                .forEach(evidence ->
                        add(Kind.SYMPTOM, PROCEDURE_PAIN, index.start(), index, OutcomeEvent.EXPECTED, evidence)));
    }

    private String symptom(ProcedureEvent index, String type, long day) {
        if (day < 0) {
            return OutcomeEvent.BEFORE;
        }
        if (type.equals(PROCEDURE_PAIN)) {
            return OutcomeEvent.EXPECTED;
        }
        return isKnownSymptom(index, type) ? OutcomeEvent.KNOWN : OutcomeEvent.NEW;
    }

    private boolean isKnownSymptom(ProcedureEvent index, String type) {
        return counted()
                .filter(other -> other.onset() != null
                        && other.onset().last().isBefore(index.start().first()))
                .anyMatch(other -> rules.symptoms().recognise(other.ref(), other.code()).stream()
                        .anyMatch(kind -> kind.name().equals(type)));
    }

    private void returns(ProcedureEvent index) {
        chart.visits()
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
