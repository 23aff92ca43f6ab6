package org.interlaminar.outcomes;

import static org.interlaminar.outcomes.Threshold.atMost;
import static org.interlaminar.outcomes.Threshold.percent;
import static org.interlaminar.outcomes.Threshold.points;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One number that is followed over time: an instrument, or the part of it that is scored by itself.
 *
 * @param instrument ODI (Oswestry Disability Index), NRS and VAS (pain), ZCQ (Zurich Claudication Questionnaire), PROMIS,
 *     EQ-5D, walking
 * @param component score; back, leg, unspecified; symptom-severity, physical-function, satisfaction; pain-interference;
 *     index, vas; distance, tolerance
 * @param unit of a score whose scale is known; any other unit never decides a response and enters no mean
 * @param highIsWorse whether a falling score is an improvement
 * @param thresholds what makes a responder, the usual one first; empty when none is agreed upon
 * @param edges improvements in points, rising, between which changes are counted; coarse, so that few people stand alone
 */
public record Measure(
        String instrument,
        String component,
        String unit,
        boolean highIsWorse,
        List<Threshold> thresholds,
        List<BigDecimal> edges) {

    /** The measures and meaningful changes of the clinical rules, section 5. */
    public static final List<Measure> DEFAULTS = List.of(
            worse("ODI", "score", "percent", points("10"), points("12.8"), points("15"), percent("30"))
                    .inSteps("-20", "50", "10"),
            worse("NRS", "back", "score", points("2"), percent("30")).inSteps("-2", "6", "1"),
            worse("NRS", "leg", "score", points("2"), percent("30")).inSteps("-2", "6", "1"),
            worse("NRS", "unspecified", "score", points("2"), percent("30")).inSteps("-2", "6", "1"),
            worse("VAS", "back", "of-10", points("2")).inSteps("-2", "6", "1"),
            worse("VAS", "leg", "of-10", points("2")).inSteps("-2", "6", "1"),
            worse("VAS", "unspecified", "of-10", points("2")).inSteps("-2", "6", "1"),
            worse("VAS", "back", "of-100", points("15")).inSteps("-30", "60", "15"),
            worse("VAS", "leg", "of-100", points("15")).inSteps("-30", "60", "15"),
            worse("VAS", "unspecified", "of-100", points("15")).inSteps("-30", "60", "15"),
            worse("ZCQ", "symptom-severity", "score", points("0.5")).inSteps("-0.5", "2", "0.5"),
            worse("ZCQ", "physical-function", "score", points("0.5")).inSteps("-0.5", "2", "0.5"),
            worse("ZCQ", "satisfaction", "score", atMost("2.5")),
            better("PROMIS", "physical-function", "t-score", points("4")).inSteps("-8", "16", "4"),
            worse("PROMIS", "pain-interference", "t-score", points("4")).inSteps("-8", "16", "4"),
            better("EQ-5D", "index", "index", points("0.08")).inSteps("-0.16", "0.4", "0.08"),
            better("EQ-5D", "vas", "score").inSteps("-20", "50", "10"),
            better("walking", "distance", "m").inSteps("-200", "600", "100"),
            better("walking", "tolerance", "s").inSteps("-300", "900", "150"));

    public Measure {
        thresholds = List.copyOf(thresholds);
        edges = List.copyOf(edges);
    }

    /** The improvement in points that usually makes a responder, or null when none is agreed upon. */
    public BigDecimal meaningfulChange() {
        return thresholds.stream()
                .filter(one -> one.kind() == Threshold.Kind.POINTS)
                .map(Threshold::value)
                .findFirst()
                .orElse(null);
    }

    /** Satisfaction is asked about a treatment: there is none before it, and it is judged as it stands. */
    public boolean hasBaseline() {
        return thresholds.stream().allMatch(Threshold::needsBaseline);
    }

    /** How much better a change is; negative when it is worse. */
    BigDecimal improvement(BigDecimal change) {
        return highIsWorse ? change.negate() : change;
    }

    boolean isDecidedBy(ChosenScore score) {
        return score.instrument().equals(instrument)
                && score.component().equals(component)
                && score.unit().equals(unit);
    }

    private static Measure worse(String instrument, String component, String unit, Threshold... thresholds) {
        return new Measure(instrument, component, unit, true, List.of(thresholds), List.of());
    }

    private static Measure better(String instrument, String component, String unit, Threshold... thresholds) {
        return new Measure(instrument, component, unit, false, List.of(thresholds), List.of());
    }

    /** With edges from the first to the last, so far apart; zero is one of them. */
    private Measure inSteps(String from, String to, String step) {
        List<BigDecimal> steps = new ArrayList<>();
        for (BigDecimal edge = new BigDecimal(from);
                edge.compareTo(new BigDecimal(to)) <= 0;
                edge = edge.add(new BigDecimal(step))) {
            steps.add(edge);
        }
        return new Measure(instrument, component, unit, highIsWorse, thresholds, steps);
    }
}
