package org.interlaminar.publication.pages;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * How one measure went; {@code templates/outcomes.html}.
 *
 * @param measure that is shown, or null when no index case has a score on a known scale
 * @param window whose changes are drawn one by one
 * @param bins how much people changed at the window; empty for what has no baseline
 * @param atLeast the threshold that is looked at, or null where there is none
 * @param completeness of the measure at the window, in words
 */
record OutcomesView(
        MeasureWords measure,
        List<MeasureWords> measures,
        String window,
        List<String> windows,
        FigureTable course,
        FigureTable responders,
        ChangeBins bins,
        ChangeBins.Bin atLeast,
        String completeness) {
    private static final String USUAL_MEASURE = "ODI.score.percent";
    private static final String USUAL_WINDOW = "12-months";
    private static final String BASELINE = "baseline";

    /**
     * What makes a responder.
     *
     * @param name in words: 10 points or more
     * @param rows one for each window
     */
    record Responding(String name, FigureTable rows) {}

    public List<Responding> thresholds() {
        return responders.words("by").stream()
                .flatMap(by -> responders.where("by", by).words("threshold").stream()
                        .map(threshold -> new Responding(
                                measure.threshold(threshold, by),
                                responders.where("by", by).where("threshold", threshold))))
                .toList();
    }

    /** Whether somebody has a score then and at the baseline, as far as may be told. */
    private static boolean isReached(FigureTable course, String window) {
        return course.where("window", window)
                .first()
                .map(row -> row.get("pairs"))
                .flatMap(pairs ->
                        pairs.isHidden() ? Optional.of(1) : pairs.value().map(Number::intValue))
                .filter(pairs -> pairs > 0)
                .isPresent();
    }

    static OutcomesView of(Basis basis, String measure, String window, String atLeast) {
        FigureTable change = basis.table("change");
        List<MeasureWords> measures = MeasureWords.all(change);
        List<String> keys = measures.stream().map(MeasureWords::key).toList();
        String chosen = UnknownWord.chosen("measure", measure, USUAL_MEASURE, keys);
        if (measures.isEmpty()) {
            return new OutcomesView(
                    null,
                    measures,
                    USUAL_WINDOW,
                    List.of(),
                    change,
                    basis.table("responders"),
                    new ChangeBins(List.of()),
                    null,
                    "");
        }
        MeasureWords words = measures.get(keys.indexOf(chosen));
        FigureTable course = words.in(change);
        List<String> windows = course.words("window").stream()
                .filter(one -> !one.equals(BASELINE))
                .filter(one -> isReached(course, one))
                .toList();
        String shown = UnknownWord.chosen("window", window, USUAL_WINDOW, windows);
        FigureTable responders = words.in(basis.table("responders")).whereAny("window", windows);
        ChangeBins bins = ChangeBins.of(words.in(basis.table("distribution")).where("window", shown));
        return new OutcomesView(
                words,
                measures,
                shown,
                windows,
                course,
                responders,
                bins,
                threshold(bins, atLeast, responders),
                new Findings(basis).completeness(words, shown).orElse("How completely it was followed is hidden."));
    }

    /** The one asked for, or else the meaningful change where it is an edge, or the first edge there is. */
    private static ChangeBins.Bin threshold(ChangeBins bins, String asked, FigureTable responders) {
        List<ChangeBins.Bin> known = bins.thresholds();
        if (asked == null) {
            return responders
                    .where("by", "points")
                    .first()
                    .flatMap(row -> bins.at(new BigDecimal(responders.label(row, "threshold"))))
                    .or(() -> known.stream().findFirst())
                    .orElse(null);
        }
        return Optional.of(asked)
                .filter(word -> word.matches("[0-9]{1,4}(\\.[0-9]{1,4})?"))
                .flatMap(word -> bins.at(new BigDecimal(word)))
                .orElseThrow(() -> new UnknownWord(
                        "threshold", known.stream().map(ChangeBins.Bin::x).toList()));
    }
}
