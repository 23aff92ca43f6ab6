package org.interlaminar.recognition;

import java.math.BigDecimal;

/**
 * An outcome instrument, or one domain of it, with the numbers it may have. Clinical rules, section 5.
 *
 * @param name as analysts search for it: ODI (Oswestry Disability Index), NRS and VAS (pain), ZCQ (Zurich Claudication
 *     Questionnaire), PROMIS, EQ-5D, walking
 * @param component the part that is scored by itself
 * @param lowest smallest possible value
 * @param highest largest possible value
 * @param unit of the value as kept
 * @param highIsWorse whether a falling value is an improvement
 * @param meaningfulChange the improvement that makes a responder, or null when none is agreed upon
 */
public record Instrument(
        String name,
        String component,
        BigDecimal lowest,
        BigDecimal highest,
        String unit,
        boolean highIsWorse,
        BigDecimal meaningfulChange) {

    static final Instrument ODI = worse("ODI", "score", "0", "100", "percent", "10");
    static final Instrument ZCQ_SYMPTOM = worse("ZCQ", "symptom-severity", "1", "5", "score", "0.5");
    static final Instrument ZCQ_FUNCTION = worse("ZCQ", "physical-function", "1", "4", "score", "0.5");
    static final Instrument ZCQ_SATISFACTION = worse("ZCQ", "satisfaction", "1", "4", "score", "0.5");
    static final Instrument PROMIS_FUNCTION = better("PROMIS", "physical-function", "4", "90", "t-score", "4");
    static final Instrument PROMIS_INTERFERENCE = worse("PROMIS", "pain-interference", "10", "90", "t-score", "4");
    static final Instrument EQ5D_INDEX = better("EQ-5D", "index", "-1", "1", "index", "0.08");
    static final Instrument EQ5D_VAS = better("EQ-5D", "vas", "0", "100", "score", null);
    static final Instrument WALKING_DISTANCE = better("walking", "distance", "0", "3000", "m", null);
    static final Instrument WALKING_TOLERANCE = better("walking", "tolerance", "0", "7200", "s", null);

    static Instrument painNrs(String site) {
        return worse("NRS", site, "0", "10", "score", "2");
    }

    static Instrument painVasOfTen(String site) {
        return worse("VAS", site, "0", "10", "of-10", "2");
    }

    static Instrument painVasOfHundred(String site) {
        return worse("VAS", site, "0", "100", "of-100", "15");
    }

    public boolean allows(BigDecimal value) {
        return value.compareTo(lowest) >= 0 && value.compareTo(highest) <= 0;
    }

    /** How much better the later value is; negative when it is worse. */
    public BigDecimal improvement(BigDecimal before, BigDecimal after) {
        return highIsWorse ? before.subtract(after) : after.subtract(before);
    }

    /** Satisfaction is asked about a treatment, so there is none before it. */
    public boolean hasBaseline() {
        return !equals(ZCQ_SATISFACTION);
    }

    private static Instrument worse(
            String name, String component, String lowest, String highest, String unit, String change) {
        return of(name, component, lowest, highest, unit, true, change);
    }

    private static Instrument better(
            String name, String component, String lowest, String highest, String unit, String change) {
        return of(name, component, lowest, highest, unit, false, change);
    }

    private static Instrument of(
            String name, String component, String lowest, String highest, String unit, boolean worse, String change) {
        return new Instrument(
                name,
                component,
                new BigDecimal(lowest),
                new BigDecimal(highest),
                unit,
                worse,
                change == null ? null : new BigDecimal(change));
    }
}
