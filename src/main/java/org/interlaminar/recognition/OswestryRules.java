package org.interlaminar.recognition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.clinical.OutcomeObservation.Component;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;
import org.interlaminar.recognition.ScoreRules.Answered;
import org.interlaminar.recognition.ScoreRules.Impossible;
import org.interlaminar.recognition.ScoreRules.NotAScore;
import org.interlaminar.recognition.ScoreRules.Scored;

/** The Oswestry Disability Index, by its score on either scale or by its items. Clinical rules, section 5. */
final class OswestryRules implements ScoreRule {
    private static final Set<String> PERCENTS = Set.of("%", "percent");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MOST_OF_ITEM = BigDecimal.valueOf(5);

    /** A questionnaire of which fewer items were answered says nothing. */
    private static final int FEWEST_ITEMS = 5;

    private final Terminology terminology;
    private final ValueSet scores;

    OswestryRules(Terminology terminology) {
        this.terminology = terminology;
        scores = terminology.valueSet("instrument-odi");
    }

    @Override
    public Answered score(OutcomeObservation observation, Evidence evidence, Surroundings around) {
        List<BigDecimal> items = observation.components().stream()
                .filter(part -> part.value() != null && !isScore(part))
                .map(Component::value)
                .toList();
        BigDecimal value = observation.value() != null ? observation.value() : ofComponent(observation);
        if (value == null) {
            return items.isEmpty() ? NotAScore.withoutNumber(evidence) : ofItems(items, evidence);
        }
        Answered own = ofValue(value, observation, evidence, around);
        return !items.isEmpty() && own instanceof Scored score && ofItems(items, evidence) instanceof Scored recomputed
                ? score.beside(recomputed)
                : own;
    }

    private static Answered ofValue(
            BigDecimal value, OutcomeObservation observation, Evidence evidence, Surroundings around) {
        if (Units.contradict(observation.unit(), PERCENTS)) {
            return Impossible.wrongUnit(Instrument.ODI, evidence);
        }
        return switch (OdiScale.of(value, observation.unit(), observation.code().texts(), around.odiScale())) {
            case RAW -> ofRaw(value, evidence);
            case PERCENT -> Scored.within(Instrument.ODI, value, Instrument.ODI.unit(), evidence);
            case UNKNOWN -> Scored.within(Instrument.ODI, value, ScoreRules.UNKNOWN_SCALE, evidence);
        };
    }

    private boolean isScore(Component part) {
        return terminology.isAny(scores, part.code());
    }

    /** The score of a panel stands in a part of it. */
    private BigDecimal ofComponent(OutcomeObservation panel) {
        return panel.components().stream()
                .filter(part -> part.value() != null && isScore(part))
                .map(Component::value)
                .findFirst()
                .orElse(null);
    }

    private static Answered ofRaw(BigDecimal value, Evidence evidence) {
        return value.compareTo(OdiScale.MOST_RAW) > 0
                ? Impossible.outOfRange(Instrument.ODI, evidence)
                : Scored.within(Instrument.ODI, value.multiply(TWO), Instrument.ODI.unit(), evidence);
    }

    /** 100 times the sum of the answers over 5 times their number. */
    static Answered ofItems(List<BigDecimal> answers, Evidence evidence) {
        if (answers.stream().anyMatch(answer -> answer.signum() < 0 || answer.compareTo(MOST_OF_ITEM) > 0)) {
            return Impossible.outOfRange(Instrument.ODI, evidence);
        }
        if (answers.size() < FEWEST_ITEMS) {
            return new NotAScore("fewer than five items were answered", evidence);
        }
        BigDecimal sum = answers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal percent = sum.multiply(HUNDRED)
                .divide(MOST_OF_ITEM.multiply(BigDecimal.valueOf(answers.size())), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return new Scored(Instrument.ODI, percent, Instrument.ODI.unit(), true, sum, null, evidence);
    }
}
