package org.interlaminar.recognition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.interlaminar.clinical.AnsweredQuestionnaire;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;

/**
 * Which observations and questionnaires are outcome scores, of which instrument, on which scale. Value sets
 * {@code instrument-*}, {@code *-item} and {@code body-site-*}; clinical rules, section 5.
 */
public final class ScoreRules {
    public static final String UNKNOWN_SCALE = "scale_unknown";

    private static final BigDecimal HIGHEST_RAW_PROMIS = BigDecimal.valueOf(20);

    /** What an observation or questionnaire says about our instruments. */
    public sealed interface Answered {
        Evidence evidence();
    }

    /**
     * A score on its instrument's scale.
     *
     * @param unit the instrument's, or {@link #UNKNOWN_SCALE}
     * @param fromItems whether it was recomputed from the items
     * @param itemSum sum of the answered items, or null when there are none
     * @param recomputed what the items of the same observation add up to beside its own value, or null
     */
    public record Scored(
            Instrument instrument,
            BigDecimal value,
            String unit,
            boolean fromItems,
            BigDecimal itemSum,
            Scored recomputed,
            Evidence evidence)
            implements Answered {
        /** What is followed over time by itself. */
        public String series() {
            return instrument.name() + "/" + instrument.component();
        }

        Scored beside(Scored items) {
            return new Scored(instrument, value, unit, fromItems, itemSum, items, evidence);
        }

        static Answered within(Instrument instrument, BigDecimal value, String unit, Evidence evidence) {
            return instrument.allows(value)
                    ? new Scored(instrument, value, unit, false, null, null, evidence)
                    : Impossible.outOfRange(instrument, evidence);
        }
    }

    /** One of our codes, but no follow-up score; the reason says why. */
    public record NotAScore(String reason, Evidence evidence) implements Answered {
        static NotAScore withoutNumber(Evidence evidence) {
            return new NotAScore("the observation has no number", evidence);
        }
    }

    /** A value its instrument cannot have: it goes to quarantine under the cause. */
    public record Impossible(String cause, String message, Evidence evidence) implements Answered {
        static Impossible outOfRange(Instrument instrument, Evidence evidence) {
            return new Impossible(
                    "score-out-of-range", "the value lies outside the range of " + instrument.name(), evidence);
        }

        static Impossible wrongUnit(Instrument instrument, Evidence evidence) {
            return new Impossible(
                    "unit-contradicts-code", "the unit is none that " + instrument.name() + " can have", evidence);
        }
    }

    /** A level of activity that was reached again. */
    public record Milestone(String type, Evidence evidence) implements Answered {}

    private record NamedRule(String name, ValueSet valueSet, ScoreRule rule) {}

    private final Terminology terminology;
    private final List<NamedRule> rules = new ArrayList<>();
    private final PainRules pain;
    private final QuestionnaireRules questionnaires;

    public ScoreRules(Terminology terminology) {
        this.terminology = terminology;
        this.pain = new PainRules(terminology);
        this.questionnaires = new QuestionnaireRules(terminology);
        OswestryRules oswestry = new OswestryRules(terminology);
        add("odi-by-code", "instrument-odi", oswestry);
        add("odi-by-panel", "instrument-odi-panel", oswestry);
        add("pain-nrs-by-code", "instrument-pain-nrs", pain::numeric);
        add("pain-severity-by-code", "instrument-pain-severity", pain::severity);
        add("pain-vas-by-code", "instrument-pain-vas", pain::visual);
        add("pain-nrs-back-by-code", "instrument-nrs-back", plain(Instrument.painNrs("back")));
        add("pain-nrs-leg-by-code", "instrument-nrs-leg", plain(Instrument.painNrs("leg")));
        add("zcq-by-code", "instrument-zcq-symptom-severity", plain(Instrument.ZCQ_SYMPTOM));
        add("zcq-by-code", "instrument-zcq-physical-function", plain(Instrument.ZCQ_FUNCTION));
        add("zcq-by-code", "instrument-zcq-satisfaction", plain(Instrument.ZCQ_SATISFACTION));
        add("promis-by-code", "instrument-promis-physical-function", ScoreRules::promisFunction);
        add("promis-by-code", "instrument-promis-pain-interference", plain(Instrument.PROMIS_INTERFERENCE));
        add("eq5d-by-code", "instrument-eq5d-index", plain(Instrument.EQ5D_INDEX));
        add("eq5d-by-code", "instrument-eq5d-vas", plain(Instrument.EQ5D_VAS));
        add("walking-by-code", "instrument-walk-distance", WalkingRules::distance);
        add("walking-by-code", "instrument-walking-tolerance", WalkingRules::tolerance);
        add("milestone-by-code", "milestone", ScoreRules::milestone);
        add("another-scale", "pro-pain", none("another scale of pain"));
        add("another-scale", "pro-promis", none("a raw sum or another measure"));
    }

    private void add(String name, String valueSet, ScoreRule rule) {
        rules.add(new NamedRule(name, terminology.valueSet(valueSet), rule));
    }

    /**
     * @param scaleOfSource how the source writes an Oswestry score that does not say its scale
     * @param visit the encounter it was taken at, or null when none is known
     * @return empty when the observation carries none of our instruments' codes
     */
    public Optional<Answered> recognise(
            OutcomeObservation observation, OdiScale scaleOfSource, RecordedEncounter visit) {
        ScoreRule.Surroundings around = new ScoreRule.Surroundings(scaleOfSource, visit);
        for (NamedRule rule : rules) {
            Optional<Terminology.Match> match = terminology.matches(rule.valueSet(), observation.code()).stream()
                    .findFirst();
            if (match.isPresent()) {
                Evidence evidence = new Evidence(observation.ref(), rule.name(), match.get());
                return Optional.of(undatedOrNotFinal(observation, evidence)
                        .orElseGet(() -> rule.rule().score(observation, evidence, around)));
            }
        }
        return Optional.empty();
    }

    /** Every score that the answers of a mapped questionnaire add up to, and the milestones they tell of. */
    public List<Answered> recognise(AnsweredQuestionnaire questionnaire) {
        return questionnaires.recognise(questionnaire);
    }

    /** Whether a visit, if any, was at a pain or spine clinic. */
    public boolean isSpineClinic(RecordedEncounter visit) {
        return pain.isSpineClinic(visit);
    }

    private static Optional<Answered> undatedOrNotFinal(OutcomeObservation observation, Evidence evidence) {
        if (!observation.isFinal()) {
            return Optional.of(new NotAScore("the observation is not final", evidence));
        }
        if (!PartialDate.isDay(observation.effective())) {
            return Optional.of(new NotAScore("the observation names no day", evidence));
        }
        return Optional.empty();
    }

    /** A number as it stands, in no physical unit. */
    static ScoreRule plain(Instrument instrument) {
        return (observation, evidence, around) -> {
            if (observation.value() == null) {
                return NotAScore.withoutNumber(evidence);
            }
            if (Units.contradict(observation.unit(), Set.of())) {
                return Impossible.wrongUnit(instrument, evidence);
            }
            return Scored.within(instrument, observation.value(), instrument.unit(), evidence);
        };
    }

    private static ScoreRule none(String reason) {
        return (observation, evidence, around) -> new NotAScore(reason, evidence);
    }

    /** The sum of the items runs from 4 to 20, where hardly any T-score lies. */
    private static Answered promisFunction(
            OutcomeObservation observation, Evidence evidence, ScoreRule.Surroundings around) {
        Answered answered = plain(Instrument.PROMIS_FUNCTION).score(observation, evidence, around);
        return answered instanceof Scored scored && scored.value().compareTo(HIGHEST_RAW_PROMIS) <= 0
                ? Scored.within(scored.instrument(), scored.value(), UNKNOWN_SCALE, evidence)
                : answered;
    }

    private static Answered milestone(
            OutcomeObservation observation, Evidence evidence, ScoreRule.Surroundings around) {
        return observation.value() == null || isReached(observation.value())
                ? new Milestone(evidence.match().member().value(), evidence)
                : new NotAScore("the activity was not reached", evidence);
    }

    static boolean isReached(BigDecimal value) {
        return value != null && value.signum() > 0;
    }
}
