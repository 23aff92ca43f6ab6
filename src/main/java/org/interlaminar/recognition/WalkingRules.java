package org.interlaminar.recognition;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.interlaminar.clinical.OutcomeObservation;
import org.interlaminar.recognition.ScoreRules.Answered;
import org.interlaminar.recognition.ScoreRules.Impossible;
import org.interlaminar.recognition.ScoreRules.NotAScore;
import org.interlaminar.recognition.ScoreRules.Scored;

/** How far and how long somebody walks, in metres and in seconds; without a unit nobody can tell. */
final class WalkingRules {
    private static final Set<String> DISTANCES = Set.of("m", "[ft_i]", "ft");
    private static final Set<String> TIMES = Set.of("s", "sec", "min");
    private static final BigDecimal METRES_OF_FOOT = new BigDecimal("0.3048");
    private static final BigDecimal SECONDS_OF_MINUTE = BigDecimal.valueOf(60);

    private WalkingRules() {}

    static Answered distance(OutcomeObservation observation, Evidence evidence, ScoreRule.Surroundings around) {
        boolean feet = observation.unit() != null
                && observation.unit().toLowerCase(Locale.ROOT).contains("ft");
        BigDecimal factor = feet ? METRES_OF_FOOT : BigDecimal.ONE;
        return measured(Instrument.WALKING_DISTANCE, observation, DISTANCES, factor, evidence);
    }

    static Answered tolerance(OutcomeObservation observation, Evidence evidence, ScoreRule.Surroundings around) {
        BigDecimal factor = "min".equals(observation.unit()) ? SECONDS_OF_MINUTE : BigDecimal.ONE;
        return measured(Instrument.WALKING_TOLERANCE, observation, TIMES, factor, evidence);
    }

    private static Answered measured(
            Instrument instrument,
            OutcomeObservation observation,
            Set<String> units,
            BigDecimal factor,
            Evidence evidence) {
        if (observation.value() == null) {
            return NotAScore.withoutNumber(evidence);
        }
        if (Units.contradict(observation.unit(), units)) {
            return Impossible.wrongUnit(instrument, evidence);
        }
        String unit = observation.unit() == null ? ScoreRules.UNKNOWN_SCALE : instrument.unit();
        BigDecimal value = observation.value().multiply(factor).stripTrailingZeros();
        return Scored.within(instrument, value.setScale(Math.max(value.scale(), 0)), unit, evidence);
    }
}
