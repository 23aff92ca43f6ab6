package org.interlaminar.cases;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.interlaminar.cases.OutcomeEvent.Kind;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.RecordedAdverseEvent;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Kinds;

/** One index procedure and the days that belong to it, with what the chart says of them. */
final class Episode {
    /** Soreness and a flare of pain are expected until then. */
    static final int LAST_EXPECTED_DAY = 14;

    static final String PROCEDURE_PAIN = "procedure-pain";

    private final CaseRules rules;
    private final Chart chart;
    private final ProcedureEvent index;
    private final ProcedureEvent next;

    /** @param next index after this one, or null */
    Episode(CaseRules rules, Chart chart, ProcedureEvent index, ProcedureEvent next) {
        this.rules = rules;
        this.chart = chart;
        this.index = index;
        this.next = next;
    }

    CaseRules rules() {
        return rules;
    }

    ProcedureEvent index() {
        return index;
    }

    /** Whether it comes before the next index, or is that one. */
    boolean isUntilNext(ProcedureEvent event) {
        return next == null || !event.start().first().isAfter(next.start().first());
    }

    /** Every day belongs to the last index until then; what was before the first belongs to the first. */
    boolean holds(PartialDate on) {
        boolean begun =
                index.indexNo() == 1 || !on.first().isBefore(index.start().first());
        return on.hasDay()
                && begun
                && (next == null || on.first().isBefore(next.start().first()));
    }

    /** Days from the index. */
    long day(PartialDate on) {
        return Days.between(index.start().first(), on);
    }

    OutcomeEvent event(Kind kind, String type, PartialDate on, String attribution, List<Evidence> evidence) {
        return new OutcomeEvent(kind, type, on, index.indexNo(), day(on), attribution, evidence);
    }

    /** Records of the procedure itself. */
    Stream<PerformedProcedure> procedures() {
        Set<SourceRef> own = new HashSet<>();
        index.evidence().forEach(one -> own.add(one.ref()));
        return chart.all(PerformedProcedure.class).filter(one -> own.contains(one.ref()));
    }

    /** Whether an adverse event is suspected to come from the procedure. */
    boolean isSuspected(RecordedAdverseEvent event) {
        return procedures().anyMatch(one -> event.suspects().contains(one.ref().id()));
    }

    /** Conditions that a record says are complications of the procedure, by logical id. */
    Set<String> linkedConditions() {
        Set<String> linked = new HashSet<>();
        procedures().forEach(one -> linked.addAll(one.circumstances().complicationConditions()));
        adverseEvents().filter(this::isSuspected).forEach(one -> linked.addAll(one.conditions()));
        return linked;
    }

    /** Diagnoses that are not known to be wrong. */
    Stream<RecordedCondition> diagnoses() {
        return chart.all(RecordedCondition.class).filter(condition -> !condition.isWithdrawn());
    }

    /** Diagnoses from before the index. */
    Stream<RecordedCondition> diagnosesBefore() {
        return diagnoses()
                .filter(one -> one.onset() != null
                        && one.onset().last().isBefore(index.start().first()));
    }

    /** Adverse events that did not only nearly happen. */
    Stream<RecordedAdverseEvent> adverseEvents() {
        return chart.all(RecordedAdverseEvent.class).filter(RecordedAdverseEvent::isActual);
    }

    boolean isSymptomKnownBefore(String type) {
        return diagnosesBefore().anyMatch(other -> rules.symptoms().recognise(other.ref(), other.code()).stream()
                .anyMatch(kind -> kind.name().equals(type)));
    }

    boolean isPain(SourceRef ref, CodedText said) {
        return pain(ref, said).findAny().isPresent();
    }

    /** What says that it is the pain of a procedure. */
    Stream<Evidence> pain(SourceRef ref, CodedText said) {
        return rules.symptoms().recognise(ref, said).stream()
                .filter(kind -> kind.name().equals(PROCEDURE_PAIN))
                .map(Kinds.Kind::evidence);
    }
}
