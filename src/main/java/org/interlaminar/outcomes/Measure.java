package org.interlaminar.outcomes;

import java.math.BigDecimal;
import java.util.List;

/**
 * One number that is followed over time: an instrument, or the part of it that is scored by itself.
 *
 * @param instrument ODI (Oswestry Disability Index), NRS (pain, 0 to 10), ZCQ (Zurich Claudication Questionnaire)
 * @param component score; back, leg, unspecified; symptom-severity, physical-function, satisfaction
 * @param unit of a score whose scale is known; any other unit never decides a response and enters no mean
 * @param highIsWorse whether a falling score is an improvement
 * @param meaningfulChange the improvement that makes a responder, in the measure's unit
 */
public record Measure(
        String instrument, String component, String unit, boolean highIsWorse, BigDecimal meaningfulChange) {

    /** The measures and meaningful changes of the clinical rules, section 5. */
    public static final List<Measure> DEFAULTS = List.of(
            new Measure("ODI", "score", "percent", true, new BigDecimal("10")),
            new Measure("NRS", "back", "score", true, new BigDecimal("2")),
            new Measure("NRS", "leg", "score", true, new BigDecimal("2")),
            new Measure("NRS", "unspecified", "score", true, new BigDecimal("2")),
            new Measure("ZCQ", "symptom-severity", "score", true, new BigDecimal("0.5")),
            new Measure("ZCQ", "physical-function", "score", true, new BigDecimal("0.5")));

    boolean isDecidedBy(ChosenScore score) {
        return score.instrument().equals(instrument)
                && score.component().equals(component)
                && score.unit().equals(unit);
    }

    boolean isResponse(BigDecimal baseline, BigDecimal followUp) {
        BigDecimal improvement = highIsWorse ? baseline.subtract(followUp) : followUp.subtract(baseline);
        return improvement.compareTo(meaningfulChange) >= 0;
    }
}
