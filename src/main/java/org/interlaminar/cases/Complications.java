package org.interlaminar.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.interlaminar.cases.OutcomeEvent.Kind;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.recognition.ComplicationRules.Complication;
import org.interlaminar.recognition.Evidence;

/** What went wrong with one index procedure, each thing once, however many codings tell of it. Clinical rules, section 6. */
final class Complications {
    /** Codings of one type this close are one event. */
    private static final int SAME_EVENT_DAYS = 30;

    private static final int LAST_DAY_OF_PAIN = 90;
    private static final String OTHER = "other";
    private static final Set<String> NOT_SETTLED = Set.of("provisional", "differential", "unconfirmed");

    /** A coding that may be a complication. */
    private record Candidate(
            String type, Complication complication, PartialDate on, String attribution, Evidence evidence) {}

    private final Episode episode;

    Complications(Episode episode) {
        this.episode = episode;
    }

    List<OutcomeEvent> events() {
        List<Candidate> candidates = Stream.of(ofConditions(), ofProcedures(), ofAdverseEvents(), ofPain())
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
        return groups.stream().map(this::event).toList();
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

    private OutcomeEvent event(List<Candidate> group) {
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
        return episode.event(
                Kind.COMPLICATION,
                first.type(),
                first.on(),
                attribution,
                group.stream().map(Candidate::evidence).sorted().toList());
    }

    private Stream<Candidate> ofConditions() {
        Set<String> linked = episode.linkedConditions();
        return episode.diagnoses().flatMap(condition -> {
            Optional<Complication> found = episode.rules().complications().recognise(condition.ref(), condition.code());
            boolean isLinked = linked.contains(condition.ref().id());
            PartialDate on = isLinked && !PartialDate.isDay(condition.onset())
                    ? episode.index().start()
                    : condition.onset();
            boolean isUnknown = found.isEmpty() && (!isLinked || episode.isPain(condition.ref(), condition.code()));
            if (!PartialDate.isDay(on) || !episode.holds(on) || episode.day(on) < 0 || isUnknown) {
                return Stream.empty();
            }
            return Stream.of(found.map(one ->
                            new Candidate(one.type(), one, on, attribution(condition, one, isLinked), one.evidence()))
                    .orElseGet(() -> new Candidate(
                            OTHER,
                            null,
                            on,
                            OutcomeEvent.LINKED,
                            episode.rules().named(condition.ref(), condition.code()))));
        });
    }

    private String attribution(RecordedCondition condition, Complication complication, boolean isLinked) {
        if (isLinked) {
            return OutcomeEvent.LINKED;
        }
        boolean counts = !complication.isLater()
                && !NOT_SETTLED.contains(String.valueOf(condition.verificationStatus()))
                && complication.isIn(episode.day(condition.onset()))
                && episode.rules().isLumbarOrUnspecified(condition.bodySite())
                && !isKnownBefore(complication);
        return counts ? OutcomeEvent.NEW : OutcomeEvent.TEMPORAL_ONLY;
    }

    private boolean isKnownBefore(Complication complication) {
        return episode.diagnosesBefore()
                .flatMap(other -> episode.rules().complications().recognise(other.ref(), other.code()).stream())
                .anyMatch(other -> other.code().equals(complication.code()));
    }

    /** What a procedure's own record says went wrong belongs to it, on its day; pain of that day is expected. */
    private Stream<Candidate> ofProcedures() {
        return episode.procedures()
                .filter(one -> !one.circumstances().complication().equals(CodedText.NONE))
                .flatMap(one -> {
                    CodedText said = one.circumstances().complication();
                    List<Complication> found = episode.rules().complications().all(one.ref(), said);
                    if (found.isEmpty() && !episode.isPain(one.ref(), said)) {
                        return Stream.of(new Candidate(
                                OTHER,
                                null,
                                episode.index().start(),
                                OutcomeEvent.LINKED,
                                episode.rules().named(one.ref(), said)));
                    }
                    return found.stream()
                            .map(each -> new Candidate(
                                    each.type(), each, episode.index().start(), OutcomeEvent.LINKED, each.evidence()));
                });
    }

    private Stream<Candidate> ofAdverseEvents() {
        return episode.adverseEvents().flatMap(one -> {
            boolean isLinked = episode.isSuspected(one);
            PartialDate on =
                    isLinked && !PartialDate.isDay(one.on()) ? episode.index().start() : one.on();
            Optional<Complication> found = episode.rules().complications().recognise(one.ref(), one.event());
            boolean isUnknown = found.isEmpty() && (!isLinked || episode.isPain(one.ref(), one.event()));
            if (!PartialDate.isDay(on) || !episode.holds(on) || episode.day(on) < 0 || isUnknown) {
                return Stream.empty();
            }
            boolean isNew = found.filter(each -> !each.isLater() && each.isIn(episode.day(on)) && !isKnownBefore(each))
                    .isPresent();
            return Stream.of(new Candidate(
                    found.map(Complication::type).orElse(OTHER),
                    found.orElse(null),
                    on,
                    isLinked ? OutcomeEvent.LINKED : isNew ? OutcomeEvent.NEW : OutcomeEvent.TEMPORAL_ONLY,
                    found.map(Complication::evidence)
                            .orElseGet(() -> episode.rules().named(one.ref(), one.event()))));
        });
    }

    /** Pain after the procedure is a complication only when it outlasts what is expected, whoever links it. */
    private Stream<Candidate> ofPain() {
        Set<String> linked = episode.linkedConditions();
        Stream<Candidate> diagnosed = episode.diagnoses()
                .flatMap(condition -> episode.pain(condition.ref(), condition.code())
                        .map(evidence -> new Candidate(
                                Episode.PROCEDURE_PAIN,
                                null,
                                condition.onset(),
                                linked.contains(condition.ref().id())
                                        ? OutcomeEvent.LINKED
                                        : counts(condition) ? OutcomeEvent.NEW : OutcomeEvent.TEMPORAL_ONLY,
                                evidence)));
        Stream<Candidate> adverse = episode.adverseEvents().flatMap(one -> episode.pain(one.ref(), one.event())
                .map(evidence -> new Candidate(
                        Episode.PROCEDURE_PAIN,
                        null,
                        one.on(),
                        episode.isSuspected(one) ? OutcomeEvent.LINKED : OutcomeEvent.TEMPORAL_ONLY,
                        evidence)));
        return Stream.concat(diagnosed, adverse)
                .filter(one -> PartialDate.isDay(one.on()) && episode.holds(one.on()))
                .filter(one -> episode.day(one.on()) > Episode.LAST_EXPECTED_DAY);
    }

    /** Whether a diagnosis of pain counts by itself. */
    private boolean counts(RecordedCondition condition) {
        return PartialDate.isDay(condition.onset())
                && episode.day(condition.onset()) <= LAST_DAY_OF_PAIN
                && !NOT_SETTLED.contains(String.valueOf(condition.verificationStatus()))
                && episode.rules().isLumbarOrUnspecified(condition.bodySite())
                && !episode.isSymptomKnownBefore(Episode.PROCEDURE_PAIN);
    }
}
