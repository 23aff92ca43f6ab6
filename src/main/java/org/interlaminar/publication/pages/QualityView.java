package org.interlaminar.publication.pages;

import java.util.List;
import java.util.Optional;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/**
 * How complete the scores are; {@code templates/quality.html}.
 *
 * @param windows of all measures, in their order
 */
record QualityView(List<MeasureWords> measures, List<String> windows, FigureTable followUp, FigureTable responders) {
    static QualityView of(Basis basis) {
        FigureTable followUp = basis.table("follow-up");
        List<MeasureWords> measures = MeasureWords.all(basis.table("change"));
        List<String> windows =
                measures.isEmpty() ? List.of() : measures.get(0).in(followUp).words("window");
        return new QualityView(measures, windows, followUp, basis.table("responders"));
    }

    /** How a measure was followed at a window, or null. */
    public Row at(MeasureWords measure, String window) {
        return measure.in(followUp).where("window", window).first().orElse(null);
    }

    /** Why scores are absent at a window, told once for all thresholds. */
    public Optional<Row> absent(MeasureWords measure, String window) {
        return measure.in(responders).where("window", window).first();
    }

    /** How long everybody was observed, whatever was scored. */
    public FigureTable observed() {
        return followUp.where("instrument", "any record");
    }
}
