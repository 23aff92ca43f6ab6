package org.interlaminar.cases;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A score that a follow-up window may wait for: what is followed over time, on a scale that is known. The store keeps sets of
 * them as one number, a bit for each in this order, so new ones are added at the end only.
 */
public enum Awaited {
    ODI("ODI", "score", "percent"),
    BACK_PAIN("NRS", "back", "score"),
    LEG_PAIN("NRS", "leg", "score"),
    SYMPTOM_SEVERITY("ZCQ", "symptom-severity", "score"),
    PHYSICAL_FUNCTION("ZCQ", "physical-function", "score"),
    SATISFACTION("ZCQ", "satisfaction", "score"),
    PAIN("NRS", "unspecified", "score"),
    BACK_PAIN_OF_10("VAS", "back", "of-10"),
    LEG_PAIN_OF_10("VAS", "leg", "of-10"),
    PAIN_OF_10("VAS", "unspecified", "of-10"),
    BACK_PAIN_OF_100("VAS", "back", "of-100"),
    LEG_PAIN_OF_100("VAS", "leg", "of-100"),
    PAIN_OF_100("VAS", "unspecified", "of-100"),
    PROMIS_FUNCTION("PROMIS", "physical-function", "t-score"),
    PROMIS_INTERFERENCE("PROMIS", "pain-interference", "t-score"),
    EQ5D_INDEX("EQ-5D", "index", "index"),
    EQ5D_VAS("EQ-5D", "vas", "score"),
    WALKING_DISTANCE("walking", "distance", "m"),
    WALKING_TOLERANCE("walking", "tolerance", "s");

    /** Asked of everybody as soon as anybody has one: the instruments of the published trials. */
    public static final Set<Awaited> OF_EVERYBODY =
            Set.copyOf(EnumSet.of(ODI, BACK_PAIN, LEG_PAIN, SYMPTOM_SEVERITY, PHYSICAL_FUNCTION, SATISFACTION));

    private final String instrument;
    private final String component;
    private final String unit;

    Awaited(String instrument, String component, String unit) {
        this.instrument = instrument;
        this.component = component;
        this.unit = unit;
    }

    /** ODI, NRS, VAS, ZCQ, PROMIS, EQ-5D, walking. */
    public String instrument() {
        return instrument;
    }

    public String component() {
        return component;
    }

    /** The unit of a score that counts; one of any other scale leaves the window waiting. */
    public String unit() {
        return unit;
    }

    public static Set<Awaited> of(int number) {
        return Stream.of(values())
                .filter(one -> (number & one.bit()) != 0)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Awaited.class)));
    }

    public static int number(Collection<Awaited> some) {
        return some.stream().mapToInt(Awaited::bit).reduce(0, (one, other) -> one | other);
    }

    boolean isScoredBy(OutcomeScore score) {
        return isOf(score) && unit.equals(score.unit());
    }

    boolean isOf(OutcomeScore score) {
        return instrument.equals(score.instrument().name())
                && component.equals(score.instrument().component());
    }

    private int bit() {
        return 1 << ordinal();
    }
}
