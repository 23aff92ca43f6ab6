package org.interlaminar.cases;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PatientRecord;
import org.interlaminar.clinical.PerformedProcedure;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.clinical.RecordedCondition;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.recognition.Evidence;
import org.interlaminar.recognition.Finding;
import org.interlaminar.recognition.Finding.NotOurs;
import org.interlaminar.recognition.Finding.Tagged;
import org.interlaminar.recognition.Finding.Undecided;
import org.interlaminar.recognition.ProcedureRules;
import org.interlaminar.recognition.ScoreRules;
import org.interlaminar.recognition.ScoreRules.Impossible;
import org.interlaminar.recognition.ScoreRules.NotAScore;
import org.interlaminar.recognition.ScoreRules.Scored;
import org.interlaminar.recognition.StenosisRules;
import org.interlaminar.recognition.Tag;

/**
 * Assembles one person's case from all that has landed for that person. Pure: the same records, value sets and settings give
 * the same case, in whatever order the records come. Thread-safe.
 */
public final class CaseAssembler {
    private static final Set<String> DID_NOT_HAPPEN =
            Set.of("planned", "preparation", "registered", "not-done", "cancelled", "entered-in-error");

    private final StenosisRules stenosisRules;
    private final ProcedureRules procedureRules;
    private final ScoreRules scoreRules;

    public CaseAssembler(Terminology terminology) {
        stenosisRules = new StenosisRules(terminology);
        procedureRules = new ProcedureRules(terminology);
        scoreRules = new ScoreRules(terminology);
    }

    /**
     * @param records current version of every readable record of the person
     * @param landed what landing knows of the others
     */
    public PersonCase assemble(
            PersonKey person, List<ClinicalRecord> records, LandedState landed, CaseSettings settings) {
        return new Assembly(person, settings, landed).of(records);
    }

    private final class Assembly {
        private final PersonKey person;
        private final CaseSettings settings;
        private final LandedState landed;
        private final List<SetAside> setAside;
        private final List<CodeHit> codeHits = new ArrayList<>();
        private final List<Review> reviews = new ArrayList<>();
        private final StenosisEvidence stenosis = new StenosisEvidence();
        private final List<ProcedureTimeline.Told> procedures = new ArrayList<>();
        private final List<ScoreTimeline.Told> scores = new ArrayList<>();
        private PartialDate undecidedMild;
        private boolean mildIsUndecided;
        private boolean mildWasNotPerformed;

        Assembly(PersonKey person, CaseSettings settings, LandedState landed) {
            this.person = person;
            this.settings = settings;
            this.landed = landed;
            this.setAside = new ArrayList<>(landed.unreadable());
        }

        PersonCase of(List<ClinicalRecord> records) {
            List<ClinicalRecord> inOrder = records.stream()
                    .sorted(Comparator.comparing(ClinicalRecord::ref))
                    .toList();
            inOrder.forEach(this::recognise);
            ProcedureTimeline timeline = new ProcedureTimeline(procedures);
            ProcedureEvent index = timeline.index().orElse(null);
            LocalDate failedOn = timeline.failedOn(settings.nonSurgicalReinterventionIsFailure())
                    .orElse(null);
            MildStatus mild = mildStatus(timeline);
            PatientRecord patient = patient(inOrder);
            return new PersonCase(
                    person,
                    patient,
                    stenosis.answer(),
                    stenosis.claudication(),
                    stenosis.first(),
                    stenosis.isForaminal(),
                    mild,
                    mildOn(mild, timeline),
                    index,
                    comparator(mild, timeline),
                    lastContact(inOrder),
                    landed.joined(),
                    landed.orderUndefined(),
                    setAside.isEmpty() && patient != null && !landed.bodiesMissing(),
                    timeline.events(),
                    new ScoreTimeline(settings, index == null ? null : index.start(), failedOn).place(scores),
                    List.copyOf(codeHits),
                    List.copyOf(reviews),
                    List.copyOf(setAside));
        }

        /** Of joined records the one the person is known by speaks; a death is a death whichever of them tells it. */
        private PatientRecord patient(List<ClinicalRecord> inOrder) {
            List<PatientRecord> all = only(PatientRecord.class, inOrder).toList();
            PatientRecord own = all.stream()
                    .filter(record -> record.ref().id().equals(person.patient()))
                    .findFirst()
                    .orElse(all.isEmpty() ? null : all.get(0));
            return own == null ? null : all.stream().reduce(own, PatientRecord::withDeathOf);
        }

        private void recognise(ClinicalRecord record) {
            if (record instanceof RecordedCondition condition) {
                stenosisRules.recognise(condition).forEach(finding -> {
                    keep(finding, condition.onset(), condition);
                    stenosis.add(condition, finding);
                });
            } else if (record instanceof PerformedProcedure procedure) {
                procedureRules.recognise(procedure).forEach(finding -> {
                    keep(finding, procedure.start(), procedure);
                    add(procedure, finding);
                });
            } else if (record instanceof OutcomeObservation observation) {
                scoreRules.recognise(observation, settings.odiScale()).ifPresent(answer -> score(observation, answer));
            }
        }

        private void keep(Finding finding, PartialDate on, ClinicalRecord record) {
            if (finding instanceof Tagged tagged) {
                hits(tagged.evidence(), "tagged", tagged.tag().word(), "", on);
            } else if (finding instanceof Undecided open) {
                hits(open.evidence(), "undecided", open.tag().word(), open.reason(), on);
                reviews.add(new Review(record.ref(), open.tag().word(), open.reason(), on));
            } else if (finding instanceof NotOurs refused) {
                hits(refused.evidence(), "not-ours", "", refused.reason(), on);
                if (refused.reason().contains("coding slip")) {
                    reviews.add(new Review(record.ref(), Tag.MILD.word(), refused.reason(), on));
                }
            }
        }

        private void hits(List<Evidence> evidence, String answer, String tag, String reason, PartialDate on) {
            evidence.forEach(one -> codeHits.add(new CodeHit(one, answer, tag, reason, on)));
        }

        private void add(PerformedProcedure procedure, Finding finding) {
            if (finding instanceof Tagged tagged && tagged.tag() == Tag.MILD_NOT_PERFORMED) {
                mildWasNotPerformed = true;
            } else if (finding instanceof Tagged tagged && tagged.tag() != Tag.MILD_COMPANION) {
                procedures.add(new ProcedureTimeline.Told(procedure, tagged));
            } else if (finding instanceof Undecided open && open.tag() == Tag.MILD) {
                mildIsUndecided = true;
                undecidedMild = earlier(undecidedMild, procedure.start());
            }
        }

        private void score(OutcomeObservation observation, ScoreRules.Answer answer) {
            if (answer instanceof Scored scored) {
                scores.add(new ScoreTimeline.Told(scored, observation.effective()));
                codeHits.add(new CodeHit(
                        scored.evidence(), "score", scored.instrument().name(), "", observation.effective()));
            } else if (answer instanceof Impossible impossible) {
                setAside.add(new SetAside(
                        observation.ref(),
                        "score-out-of-range",
                        "the value lies outside the range of "
                                + impossible.instrument().name()));
            } else if (answer instanceof NotAScore) {
                return;
            }
        }

        private MildStatus mildStatus(ProcedureTimeline timeline) {
            if (timeline.index().isPresent()) {
                return MildStatus.YES;
            }
            if (timeline.isHybrid()) {
                return MildStatus.HYBRID;
            }
            Optional<ProcedureEvent> mild = timeline.first(Tag.MILD);
            if (mild.isPresent() && mild.get().start() != null) {
                return MildStatus.HISTORICAL;
            }
            if (timeline.first(Tag.PILD_TRIAL_BLINDED).isPresent()) {
                return MildStatus.TRIAL_BLINDED;
            }
            if (mild.isPresent() || mildIsUndecided) {
                return MildStatus.UNDECIDED;
            }
            return mildWasNotPerformed ? MildStatus.NOT_PERFORMED : MildStatus.NO;
        }

        private PartialDate mildOn(MildStatus status, ProcedureTimeline timeline) {
            return switch (status) {
                case YES -> timeline.index().orElseThrow().start();
                case HYBRID -> timeline.firstHybrid().orElseThrow().start();
                case HISTORICAL -> timeline.first(Tag.MILD).orElseThrow().start();
                case TRIAL_BLINDED -> timeline.first(Tag.PILD_TRIAL_BLINDED)
                        .orElseThrow()
                        .start();
                case UNDECIDED -> undecidedMild;
                case NOT_PERFORMED, NO -> null;
            };
        }

        private ProcedureEvent comparator(MildStatus mild, ProcedureTimeline timeline) {
            boolean comparable = stenosis.answer() == Answer.YES && mild == MildStatus.NO;
            return comparable ? timeline.firstOpenSurgery().orElse(null) : null;
        }
    }

    private static PartialDate earlier(PartialDate one, PartialDate other) {
        return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static <T> Stream<T> only(Class<T> type, List<ClinicalRecord> records) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }

    /** Orders and plans are not contacts; what was observed, done or attended is. */
    private static LocalDate lastContact(List<ClinicalRecord> records) {
        return records.stream()
                .map(CaseAssembler::seenOn)
                .filter(Objects::nonNull)
                .filter(PartialDate::hasDay)
                .map(PartialDate::first)
                .max(Comparator.naturalOrder())
                .orElse(null);
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
        return null;
    }

    private static boolean happened(String status) {
        return status == null || !DID_NOT_HAPPEN.contains(status);
    }
}
