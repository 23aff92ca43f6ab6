package org.interlaminar.recognition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.interlaminar.clinical.AnsweredQuestionnaire;
import org.interlaminar.clinical.AnsweredQuestionnaire.Answer;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.RecordedEncounter;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;

/**
 * Which observations and questionnaires are outcome scores, of which instrument, on which scale. Value sets
 * {@code instrument-*}, {@code *-item} and {@code body-site-*}; clinical rules, section 5.
 */
public final class ScoreRules {
    public static final String UNKNOWN_SCALE = "scale_unknown";

    private static final Set<String> COUNTS = Set.of("final", "amended", "corrected");
    private static final Set<String> ANSWERED = Set.of("completed", "amended");
    private static final Set<String> LENGTHS = Set.of("mm", "cm");
    private static final Set<String> PERCENTS = Set.of("%", "percent");
    private static final Set<String> DISTANCES = Set.of("m", "[ft_i]", "ft");
    private static final Set<String> TIMES = Set.of("s", "sec", "min");
    private static final Pattern OF_TEN = Pattern.compile("/\\s*10\\b|\\bof 10\\b|\\b0\\s*-\\s*10\\b|^cm$");
    private static final Pattern OF_HUNDRED = Pattern.compile("/\\s*100\\b|\\bof 100\\b|\\b0\\s*-\\s*100\\b|^mm$");
    private static final Pattern SPINE_CLINIC = Pattern.compile(
            "\\b(pain|spine|spinal)\\b[^.;]{0,40}\\b(clinic|centre|center|management|consult\\w*|service|visit)\\b");
    private static final BigDecimal TEN = BigDecimal.TEN;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal MOST_OF_ITEM = BigDecimal.valueOf(5);
    private static final BigDecimal METRES_OF_FOOT = new BigDecimal("0.3048");
    private static final BigDecimal SECONDS_OF_MINUTE = BigDecimal.valueOf(60);
    private static final BigDecimal HIGHEST_RAW_PROMIS = BigDecimal.valueOf(20);

    /** A questionnaire of which fewer items were answered says nothing. */
    private static final int FEWEST_ODI_ITEMS = 5;

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
        private Scored beside(Scored items) {
            return new Scored(instrument, value, unit, fromItems, itemSum, items, evidence);
        }

        public String series() {
            return instrument.name() + "/" + instrument.component();
        }
    }

    /** One of our codes, but no follow-up score; the reason says why. */
    public record NotAScore(String reason, Evidence evidence) implements Answered {}

    /** A value its instrument cannot have: it goes to quarantine under the cause. */
    public record Impossible(String cause, String message, Evidence evidence) implements Answered {}

    /** A level of activity that was reached again. */
    public record Milestone(String type, Evidence evidence) implements Answered {}

    private interface Rule {
        Answered score(OutcomeObservation observation, Evidence evidence, Surroundings around);
    }

    /** What lies outside the observation and decides about it. */
    private record Surroundings(OdiScale odiScale, RecordedEncounter visit) {}

    private record NamedRule(String name, ValueSet valueSet, Rule rule) {}

    private final Terminology terminology;
    private final List<NamedRule> rules = new ArrayList<>();
    private final Map<String, Items> questionnaires = new LinkedHashMap<>();
    private final ValueSet lumbarSite;
    private final ValueSet legSite;
    private final ValueSet spineClinic;
    private final ValueSet odi;
    private final ValueSet milestones;

    private record Items(ValueSet valueSet, Instrument instrument) {}

    public ScoreRules(Terminology terminology) {
        this.terminology = terminology;
        lumbarSite = terminology.valueSet("body-site-lumbar");
        legSite = terminology.valueSet("body-site-leg");
        spineClinic = terminology.valueSet("encounter-spine-clinic");
        odi = terminology.valueSet("instrument-odi");
        milestones = terminology.valueSet("milestone");
        add("odi-by-code", "instrument-odi", this::odi);
        add("odi-by-panel", "instrument-odi-panel", this::odi);
        add("pain-nrs-by-code", "instrument-pain-nrs", this::pain);
        add("pain-severity-by-code", "instrument-pain-severity", this::severity);
        add("pain-vas-by-code", "instrument-pain-vas", this::vas);
        add("pain-nrs-back-by-code", "instrument-nrs-back", plain(Instrument.painNrs("back"), Set.of()));
        add("pain-nrs-leg-by-code", "instrument-nrs-leg", plain(Instrument.painNrs("leg"), Set.of()));
        add("zcq-by-code", "instrument-zcq-symptom-severity", plain(Instrument.ZCQ_SYMPTOM, Set.of()));
        add("zcq-by-code", "instrument-zcq-physical-function", plain(Instrument.ZCQ_FUNCTION, Set.of()));
        add("zcq-by-code", "instrument-zcq-satisfaction", plain(Instrument.ZCQ_SATISFACTION, Set.of()));
        add("promis-by-code", "instrument-promis-physical-function", this::promisFunction);
        add("promis-by-code", "instrument-promis-pain-interference", plain(Instrument.PROMIS_INTERFERENCE, Set.of()));
        add("eq5d-by-code", "instrument-eq5d-index", plain(Instrument.EQ5D_INDEX, Set.of()));
        add("eq5d-by-code", "instrument-eq5d-vas", plain(Instrument.EQ5D_VAS, Set.of()));
        add("walking-by-code", "instrument-walk-distance", this::distance);
        add("walking-by-code", "instrument-walking-tolerance", this::tolerance);
        add("milestone-by-code", "milestone", this::milestone);
        add(
                "another-scale",
                "pro-pain",
                (observation, evidence, around) -> new NotAScore("another scale of pain", evidence));
        add(
                "another-scale",
                "pro-promis",
                (observation, evidence, around) -> new NotAScore("a raw sum or another measure", evidence));
        item("odi-item", Instrument.ODI);
        item("zcq-symptom-item", Instrument.ZCQ_SYMPTOM);
        item("zcq-function-item", Instrument.ZCQ_FUNCTION);
        item("zcq-satisfaction-item", Instrument.ZCQ_SATISFACTION);
        item("instrument-nrs-back", Instrument.painNrs("back"));
        item("instrument-nrs-leg", Instrument.painNrs("leg"));
    }

    private void add(String name, String valueSet, Rule rule) {
        rules.add(new NamedRule(name, terminology.valueSet(valueSet), rule));
    }

    private void item(String valueSet, Instrument instrument) {
        questionnaires.put(valueSet, new Items(terminology.valueSet(valueSet), instrument));
    }

    /**
     * @param scaleOfSource how the source writes an Oswestry score that does not say its scale
     * @param visit the encounter it was taken at, or null when none is known
     * @return empty when the observation carries none of our instruments' codes
     */
    public Optional<Answered> recognise(
            OutcomeObservation observation, OdiScale scaleOfSource, RecordedEncounter visit) {
        Surroundings around = new Surroundings(scaleOfSource, visit);
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

    /** Every score that the answers of a mapped questionnaire add up to. */
    public List<Answered> recognise(AnsweredQuestionnaire questionnaire) {
        if (questionnaire.status() == null
                || !ANSWERED.contains(questionnaire.status())
                || !isDated(questionnaire.authored())) {
            return List.of();
        }
        List<Answered> found = new ArrayList<>();
        questionnaires.values().forEach(items -> {
            List<BigDecimal> values = values(questionnaire, items.valueSet());
            if (!values.isEmpty()) {
                found.add(fromItems(questionnaire.ref(), items, values));
            }
        });
        questionnaire.answers().stream()
                .filter(answer -> milestones.contains(answer.item()) && isReached(answer.value()))
                .forEach(answer -> found.add(new Milestone(
                        answer.item().value(),
                        direct(questionnaire.ref(), "milestone-by-item", milestones, answer.item()))));
        return found;
    }

    private static List<BigDecimal> values(AnsweredQuestionnaire questionnaire, ValueSet items) {
        return questionnaire.answers().stream()
                .filter(answer -> items.contains(answer.item()) && answer.value() != null)
                .map(Answer::value)
                .toList();
    }

    private Answered fromItems(SourceRef ref, Items items, List<BigDecimal> values) {
        Evidence evidence = direct(
                ref,
                "score-from-items",
                items.valueSet(),
                items.valueSet().codes().iterator().next());
        return fromItems(items.instrument(), values, evidence);
    }

    private static Evidence direct(SourceRef ref, String rule, ValueSet valueSet, Code code) {
        return new Evidence(ref, rule, new Terminology.Match(code, code, valueSet, Terminology.Route.DIRECT));
    }

    private static Answered fromItems(Instrument instrument, List<BigDecimal> values, Evidence evidence) {
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal answered = BigDecimal.valueOf(values.size());
        if (!instrument.equals(Instrument.ODI)) {
            BigDecimal mean = sum.divide(answered, 2, RoundingMode.HALF_UP).stripTrailingZeros();
            return within(instrument, mean, instrument.unit(), true, sum, evidence);
        }
        if (values.stream().anyMatch(value -> value.signum() < 0 || value.compareTo(MOST_OF_ITEM) > 0)) {
            return outOfRange(instrument, evidence);
        }
        if (values.size() < FEWEST_ODI_ITEMS) {
            return new NotAScore("fewer than five items were answered", evidence);
        }
        BigDecimal percent = sum.multiply(HUNDRED)
                .divide(MOST_OF_ITEM.multiply(answered), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return within(instrument, percent, instrument.unit(), true, sum, evidence);
    }

    private static Optional<Answered> undatedOrNotFinal(OutcomeObservation observation, Evidence evidence) {
        if (observation.status() == null || !COUNTS.contains(observation.status())) {
            return Optional.of(new NotAScore("the observation is not final", evidence));
        }
        if (!isDated(observation.effective())) {
            return Optional.of(new NotAScore("the observation names no day", evidence));
        }
        return Optional.empty();
    }

    private static boolean isDated(PartialDate date) {
        return date != null && date.hasDay();
    }

    private static Answered withoutNumber(Evidence evidence) {
        return new NotAScore("the observation has no number", evidence);
    }

    private Answered odi(OutcomeObservation observation, Evidence evidence, Surroundings around) {
        List<BigDecimal> items = observation.components().stream()
                .filter(part -> part.value() != null && !terminology.isAny(odi, part.code()))
                .map(OutcomeObservation.Component::value)
                .toList();
        BigDecimal value = observation.value() != null
                ? observation.value()
                : observation.components().stream()
                        .filter(part -> terminology.isAny(odi, part.code()))
                        .map(OutcomeObservation.Component::value)
                        .findFirst()
                        .orElse(null);
        if (value == null) {
            return items.isEmpty() ? withoutNumber(evidence) : fromItems(Instrument.ODI, items, evidence);
        }
        Answered own = odi(value, observation, evidence, around);
        return !items.isEmpty()
                        && own instanceof Scored score
                        && fromItems(Instrument.ODI, items, evidence) instanceof Scored recomputed
                ? score.beside(recomputed)
                : own;
    }

    private static Answered odi(
            BigDecimal value, OutcomeObservation observation, Evidence evidence, Surroundings around) {
        if (Units.contradict(observation.unit(), PERCENTS)) {
            return wrongUnit(Instrument.ODI, evidence);
        }
        OdiScale scale =
                OdiScale.of(value, observation.unit(), observation.code().texts(), around.odiScale());
        if (scale == OdiScale.RAW) {
            return value.compareTo(OdiScale.MOST_RAW) > 0
                    ? outOfRange(Instrument.ODI, evidence)
                    : within(Instrument.ODI, value.multiply(TWO), Instrument.ODI.unit(), false, null, evidence);
        }
        String unit = scale == OdiScale.UNKNOWN ? UNKNOWN_SCALE : Instrument.ODI.unit();
        return within(Instrument.ODI, value, unit, false, null, evidence);
    }

    /** The same code is a nursing vital sign: it counts only as a survey, from a questionnaire or at a spine clinic. */
    private Answered pain(OutcomeObservation observation, Evidence evidence, Surroundings around) {
        if (!observation.category().says("survey")
                && !observation.fromQuestionnaire()
                && !isSpineClinic(around.visit())) {
            return new NotAScore("a nursing vital sign, not an outcome score", evidence);
        }
        return plain(Instrument.painNrs(painSite(observation.bodySite())), Set.of())
                .score(observation, evidence, around);
    }

    /** The code names no scale: only what says "of 10" is one. */
    private Answered severity(OutcomeObservation observation, Evidence evidence, Surroundings around) {
        return says(OF_TEN, observation)
                ? pain(observation, evidence, around)
                : new NotAScore("a severity of pain on a scale it does not tell", evidence);
    }

    /** Whether a visit, if any, was at a pain or spine clinic. */
    public boolean isSpineClinic(RecordedEncounter visit) {
        return visit != null
                && (terminology.isAny(spineClinic, visit.type())
                        || visit.type().texts().stream().anyMatch(text -> SPINE_CLINIC
                                .matcher(text.toLowerCase(Locale.ROOT))
                                .find()));
    }

    private String painSite(CodedText bodySite) {
        if (terminology.isAny(lumbarSite, bodySite)) {
            return "back";
        }
        return terminology.isAny(legSite, bodySite) ? "leg" : "unspecified";
    }

    private Answered vas(OutcomeObservation observation, Evidence evidence, Surroundings around) {
        if (observation.value() == null) {
            return withoutNumber(evidence);
        }
        if (Units.contradict(observation.unit(), LENGTHS)) {
            return wrongUnit(Instrument.painVasOfTen("unspecified"), evidence);
        }
        String site = painSite(observation.bodySite());
        BigDecimal value = observation.value();
        if (says(OF_HUNDRED, observation) || value.compareTo(TEN) > 0) {
            Instrument instrument = Instrument.painVasOfHundred(site);
            return within(instrument, value, instrument.unit(), false, null, evidence);
        }
        Instrument instrument = Instrument.painVasOfTen(site);
        return within(
                instrument,
                value,
                says(OF_TEN, observation) ? instrument.unit() : UNKNOWN_SCALE,
                false,
                null,
                evidence);
    }

    private static boolean says(Pattern scale, OutcomeObservation observation) {
        return observation.unit() != null
                        && scale.matcher(observation.unit().strip().toLowerCase(Locale.ROOT))
                                .find()
                || observation.code().texts().stream().anyMatch(text -> scale.matcher(text.toLowerCase(Locale.ROOT))
                        .find());
    }

    /** The sum of the items runs from 4 to 20, where hardly any T-score lies. */
    private Answered promisFunction(OutcomeObservation observation, Evidence evidence, Surroundings around) {
        Answered plain = plain(Instrument.PROMIS_FUNCTION, Set.of()).score(observation, evidence, around);
        return plain instanceof Scored scored && scored.value().compareTo(HIGHEST_RAW_PROMIS) <= 0
                ? within(scored.instrument(), scored.value(), UNKNOWN_SCALE, false, null, evidence)
                : plain;
    }

    private Answered distance(OutcomeObservation observation, Evidence evidence, Surroundings around) {
        boolean feet = observation.unit() != null
                && observation.unit().toLowerCase(Locale.ROOT).contains("ft");
        return measured(
                Instrument.WALKING_DISTANCE, observation, DISTANCES, feet ? METRES_OF_FOOT : BigDecimal.ONE, evidence);
    }

    private Answered tolerance(OutcomeObservation observation, Evidence evidence, Surroundings around) {
        boolean minutes = "min".equals(observation.unit());
        return measured(
                Instrument.WALKING_TOLERANCE,
                observation,
                TIMES,
                minutes ? SECONDS_OF_MINUTE : BigDecimal.ONE,
                evidence);
    }

    private static Answered measured(
            Instrument instrument,
            OutcomeObservation observation,
            Set<String> units,
            BigDecimal factor,
            Evidence evidence) {
        if (observation.value() == null) {
            return withoutNumber(evidence);
        }
        if (Units.contradict(observation.unit(), units)) {
            return wrongUnit(instrument, evidence);
        }
        String unit = observation.unit() == null ? UNKNOWN_SCALE : instrument.unit();
        return within(instrument, observation.value().multiply(factor), unit, false, null, evidence);
    }

    private Answered milestone(OutcomeObservation observation, Evidence evidence, Surroundings around) {
        return observation.value() == null || isReached(observation.value())
                ? new Milestone(evidence.match().member().value(), evidence)
                : new NotAScore("the activity was not reached", evidence);
    }

    private static boolean isReached(BigDecimal value) {
        return value != null && value.signum() > 0;
    }

    private static Rule plain(Instrument instrument, Set<String> units) {
        return (observation, evidence, around) -> {
            if (observation.value() == null) {
                return withoutNumber(evidence);
            }
            if (Units.contradict(observation.unit(), units)) {
                return wrongUnit(instrument, evidence);
            }
            return within(instrument, observation.value(), instrument.unit(), false, null, evidence);
        };
    }

    private static Answered within(
            Instrument instrument,
            BigDecimal value,
            String unit,
            boolean fromItems,
            BigDecimal itemSum,
            Evidence evidence) {
        return instrument.allows(value)
                ? new Scored(instrument, value, unit, fromItems, itemSum, null, evidence)
                : outOfRange(instrument, evidence);
    }

    private static Impossible outOfRange(Instrument instrument, Evidence evidence) {
        return new Impossible(
                "score-out-of-range", "the value lies outside the range of " + instrument.name(), evidence);
    }

    private static Impossible wrongUnit(Instrument instrument, Evidence evidence) {
        return new Impossible(
                "unit-contradicts-code", "the unit is none that " + instrument.name() + " can have", evidence);
    }
}
