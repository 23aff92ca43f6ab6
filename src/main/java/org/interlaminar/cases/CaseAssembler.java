package org.interlaminar.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.interlaminar.clinical.AnsweredQuestionnaire;
import org.interlaminar.clinical.BilledServices;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.OrderedService;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.recognition.Certainty;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Finding;
import org.interlaminar.recognition.Finding.NotOurs;
import org.interlaminar.recognition.Finding.Suspicious;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Finding.Undecided;
import org.interlaminar.recognition.HistoryYear;
import org.interlaminar.recognition.ScoreRules.Answered;
import org.interlaminar.recognition.ScoreRules.Impossible;
import org.interlaminar.recognition.ScoreRules.Milestone;
import org.interlaminar.recognition.ScoreRules.NotAScore;
import org.interlaminar.recognition.ScoreRules.Scored;

/**
 * Assembles one person's case from all that has landed for that person. Pure: the same records, value sets and settings give
 * the same case, in whatever order the records come. Thread-safe.
 */
public final class CaseAssembler {
    private static final Set<String> DID_NOT_HAPPEN =
            Set.of("planned", "preparation", "registered", "not-done", "cancelled", "entered-in-error");

    private final CaseRules rules;

    /** @throws IllegalArgumentException when a value set is missing that a rule asks for */
    public CaseAssembler(Terminology terminology) {
        rules = new CaseRules(terminology);
    }

    /**
     * @param records current version of every readable record of the person
     * @param landed what landing knows of the others
     */
    public PersonCase assemble(
            PersonKey person, List<ClinicalRecord> records, LandedState landed, CaseSettings settings) {
        return new Assembly(person, new Chart(person, records), settings, landed).assembled();
    }

    private final class Assembly {
        private final PersonKey person;
        private Chart chart;
        private final CaseSettings settings;
        private final LandedState landed;
        private final Plausibility plausibility;
        private final List<SetAside> setAside;
        private final List<CodeHit> codeHits = new ArrayList<>();
        private final List<Recognised> recognised = new ArrayList<>();
        private final List<ToldScore> scores = new ArrayList<>();
        private final List<ToldMilestone> milestones = new ArrayList<>();

        Assembly(PersonKey person, Chart chart, CaseSettings settings, LandedState landed) {
            this.person = person;
            this.chart = chart;
            this.settings = settings;
            this.landed = landed;
            this.plausibility = new Plausibility(chart.patient(), landed.delivered());
            this.setAside = new ArrayList<>(landed.unreadable());
        }

        PersonCase assembled() {
            chart.records().forEach(this::recognise);
            chart = chart.without(person, setAside.stream().map(SetAside::ref).collect(Collectors.toSet()));
            List<Recognised> settled = new Settling(rules.imaging(), chart, landed.decisions()).settle(recognised);
            settled.forEach(this::keep);
            StenosisEvidence stenosis = new StenosisEvidence(settled);
            MildEvidence mild = new MildEvidence(settled);
            ProcedureTimeline timeline = new ProcedureTimeline(mild.told(), new ContextOf(rules, chart));
            Mild answer = mild.answer(timeline);
            List<OutcomeEvent> events = new EventTimeline(rules, chart, timeline).events(milestones);
            List<Therapy> therapies = new TherapyHistory(rules, chart, timeline).therapies();
            keep(events, therapies);
            return new PersonCase(
                    person,
                    chart.patient(),
                    stenosis.stenosis(),
                    answer,
                    timeline.indexes(),
                    comparator(stenosis, answer, timeline),
                    lastContact(timeline),
                    landed.joined(),
                    landed.orderUndefined(),
                    setAside.isEmpty() && chart.patient() != null && !landed.bodiesMissing(),
                    timeline.events(),
                    placed(timeline),
                    events,
                    therapies,
                    AssessmentFacts.before(timeline.indexes(), rules, chart),
                    List.copyOf(codeHits),
                    settled.stream()
                            .map(Recognised::review)
                            .filter(Objects::nonNull)
                            .toList(),
                    List.copyOf(setAside));
        }

        private void recognise(ClinicalRecord record) {
            if (record instanceof RecordedCondition condition) {
                found(
                        record,
                        null,
                        condition.onset(),
                        condition.abatement(),
                        rules.stenosis().recognise(condition));
            } else if (record instanceof PerformedProcedure procedure) {
                found(
                        record,
                        null,
                        procedure.start(),
                        procedure.end(),
                        rules.procedures().recognise(procedure, chart.devices(procedure)));
            } else if (record instanceof BilledServices bill) {
                bill.lines()
                        .forEach(line -> found(
                                bill,
                                line,
                                line.start(),
                                line.end(),
                                rules.procedures().recognise(bill, line)));
            } else if (record instanceof OrderedService order) {
                rules.procedures()
                        .recognise(order)
                        .ifPresent(finding -> recognised.add(new Recognised(order, null, order.authored(), finding)));
            } else if (record instanceof OutcomeObservation observation) {
                RecordedEncounter visit = chart.encounter(observation.encounter());
                rules.scores()
                        .recognise(observation, settings.odiScale(), visit)
                        .ifPresent(answered -> score(answered, observation.effective(), observation.questionnaires()));
            } else if (record instanceof AnsweredQuestionnaire questionnaire) {
                rules.scores()
                        .recognise(questionnaire)
                        .forEach(answered -> score(answered, questionnaire.authored(), List.of()));
            }
        }

        private void found(
                ClinicalRecord record,
                BilledServices.Line line,
                PartialDate start,
                PartialDate end,
                List<Finding> findings) {
            if (findings.isEmpty() && !isAnythingElse(record)) {
                return;
            }
            Optional<SetAside> objection = plausibility.objection(record.ref(), start, end);
            objection.ifPresent(this::setAside);
            if (objection.isEmpty()) {
                findings.forEach(
                        finding -> recognised.add(new Recognised(record, line, on(record, start, finding), finding)));
            }
        }

        /** A diagnosis that says nothing of stenosis may still be a complication, a symptom or a comorbidity. */
        private boolean isAnythingElse(ClinicalRecord record) {
            return record instanceof RecordedCondition condition
                    && (rules.complications()
                                    .recognise(condition.ref(), condition.code())
                                    .isPresent()
                            || !rules.symptoms()
                                    .recognise(condition.ref(), condition.code())
                                    .isEmpty()
                            || !rules.comorbidities()
                                    .recognise(condition.ref(), condition.code())
                                    .isEmpty());
        }

        /** A history in words may name its year; the record's own date is then the day somebody wrote it down. */
        private PartialDate on(ClinicalRecord record, PartialDate start, Finding finding) {
            boolean inWords = finding instanceof Tagged tagged && tagged.certainty() == Certainty.PROBABLE;
            return inWords && record instanceof PerformedProcedure procedure
                    ? HistoryYear.in(procedure.code().texts())
                            .filter(year -> start == null || start.first().getYear() != year)
                            .map(PartialDate::ofYear)
                            .orElse(start)
                    : start;
        }

        private void setAside(SetAside aside) {
            if (!setAside.contains(aside)) {
                setAside.add(aside);
            }
        }

        private void score(Answered answered, PartialDate on, List<String> questionnaires) {
            Optional<SetAside> objection = answered instanceof NotAScore
                    ? Optional.empty()
                    : plausibility.objection(answered.evidence().ref(), on, null);
            if (objection.isPresent()) {
                setAside(objection.get());
            } else if (answered instanceof Scored scored) {
                scores.add(ToldScore.of(scored, on, questionnaires));
                codeHits.add(new CodeHit(
                        scored.evidence(), "score", scored.instrument().name(), "", on));
            } else if (answered instanceof Milestone milestone) {
                milestones.add(new ToldMilestone(milestone.type(), on, milestone.evidence()));
                codeHits.add(new CodeHit(milestone.evidence(), "score", milestone.type(), "", on));
            } else if (answered instanceof Impossible impossible) {
                setAside(new SetAside(impossible.evidence().ref(), impossible.cause(), impossible.message()));
            } else if (answered instanceof NotAScore no) {
                codeHits.add(new CodeHit(no.evidence(), "no-score", "", no.reason(), on));
            }
        }

        private void keep(Recognised one) {
            if (one.finding() instanceof Tagged tagged) {
                hits(tagged.evidence(), "tagged", tagged.tag().word(), "", one.on());
            } else if (one.finding() instanceof Undecided open) {
                hits(open.evidence(), "undecided", open.tag().word(), open.reason(), one.on());
            } else if (one.finding() instanceof NotOurs refused) {
                hits(refused.evidence(), "not-ours", "", refused.reason(), one.on());
            } else if (one.finding() instanceof Suspicious slip) {
                hits(slip.evidence(), "not-ours", "", slip.reason(), one.on());
            }
        }

        /** Procedures have told of themselves; milestones have been told with the scores. */
        private void keep(List<OutcomeEvent> events, List<Therapy> therapies) {
            events.stream()
                    .filter(event -> event.kind() != OutcomeEvent.Kind.REINTERVENTION
                            && event.kind() != OutcomeEvent.Kind.MILESTONE)
                    .forEach(event -> hits(event.evidence(), "event", event.type(), "", event.on()));
            therapies.forEach(therapy -> hits(therapy.evidence(), "therapy", therapy.kind(), "", therapy.first()));
        }

        private void hits(List<Evidence> evidence, String answer, String tag, String reason, PartialDate on) {
            evidence.forEach(one -> codeHits.add(new CodeHit(one, answer, tag, reason, on)));
        }

        /** Around every index, so that each has its own baseline and follow-up. */
        private List<OutcomeScore> placed(ProcedureTimeline timeline) {
            List<ToldScore> united = ToldScore.united(scores);
            if (timeline.indexes().isEmpty()) {
                return new ScoreTimeline(settings.windows(), null, null).place(united);
            }
            List<OutcomeScore> placed = new ArrayList<>();
            for (ProcedureEvent index : timeline.indexes()) {
                LocalDate failedOn = timeline.failedOn(index, settings.nonSurgicalReinterventionIsFailure())
                        .orElse(null);
                placed.addAll(new ScoreTimeline(settings.windows(), index, failedOn).place(united));
            }
            return placed;
        }

        /** Orders and plans are not contacts; what was observed, answered, done or attended is, whoever tells of it. */
        private LocalDate lastContact(ProcedureTimeline timeline) {
            Stream<PartialDate> seen = chart.records().stream()
                    .map(record -> Optional.ofNullable(seenOn(record)).filter(on -> plausibility
                            .objection(record.ref(), on, null)
                            .isEmpty()))
                    .flatMap(Optional::stream);
            Stream<PartialDate> done =
                    timeline.events().stream().map(ProcedureEvent::start).filter(Objects::nonNull);
            return Stream.concat(seen, done)
                    .filter(PartialDate::hasDay)
                    .map(PartialDate::first)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }

        private ProcedureEvent comparator(StenosisEvidence stenosis, Mild mild, ProcedureTimeline timeline) {
            boolean comparable = stenosis.stenosis().answer() == Answer.YES && mild.status() == MildStatus.NO;
            return comparable ? timeline.firstOpenSurgery().orElse(null) : null;
        }
    }

    private static PartialDate seenOn(ClinicalRecord record) {
        if (record instanceof RecordedEncounter encounter && happened(encounter.status())) {
            return encounter.end() != null ? encounter.end() : encounter.start();
        }
        if (record instanceof PerformedProcedure procedure && happened(procedure.status())) {
            return procedure.start();
        }
        if (record instanceof OutcomeObservation observation && happened(observation.status())) {
            return observation.effective();
        }
        if (record instanceof AnsweredQuestionnaire questionnaire && questionnaire.isComplete()) {
            return questionnaire.authored();
        }
        return null;
    }

    private static boolean happened(String status) {
        return status == null || !DID_NOT_HAPPEN.contains(status);
    }
}
