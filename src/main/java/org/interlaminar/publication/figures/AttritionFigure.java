package org.interlaminar.publication.figures;

import java.util.List;
import org.interlaminar.outcomes.AttritionStep;
import org.interlaminar.outcomes.MeasureFigures;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;

/** From people received to people analysed. */
record AttritionFigure(List<AttritionStep> steps, List<MeasureFigures> measures) implements Figure {
    static final String INDEX_STEP = "index cases";
    private static final String BASELINE_STEP = "with ODI at baseline";
    private static final String FOLLOW_UP_STEP = "with ODI at any follow-up";
    private static final String ANALYSED_STEP = "analysed at 12 months";

    @Override
    public void declare(CountsBuilder counts) {
        for (int i = 0; i < steps.size(); i++) {
            counts.cell(key(i), Math.toIntExact(steps.get(i).people()), Worth.HEADLINE);
            if (i > 0) {
                counts.step(key(i - 1), left(i), Math.toIntExact(steps.get(i).leftOut()), key(i));
            }
        }
        measures.stream()
                .filter(measure -> measure.measure().instrument().equals("ODI"))
                .forEach(measure -> declareScored(counts, measure));
    }

    /** The last steps count people with a score on any scale; those on a known one are told with the scores. */
    private void declareScored(CountsBuilder counts, MeasureFigures measure) {
        for (WindowFigures window : measure.windows()) {
            Keys keys = new Keys(measure.measure(), window.window());
            if (window.baseline()) {
                counts.cell(keys.of("scored"), Math.toIntExact(window.values().n()), Worth.DETAIL);
                within(counts, keys.of("scored"), BASELINE_STEP);
            } else {
                counts.cell(keys.of("pairs"), Math.toIntExact(window.change().n()), Worth.DETAIL);
                within(counts, keys.of("pairs"), FOLLOW_UP_STEP);
                if (window.window().equals("12-months")) {
                    within(counts, keys.of("pairs"), ANALYSED_STEP);
                }
            }
        }
    }

    private void within(CountsBuilder counts, String part, String step) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(step)) {
                counts.partOf(part, key(i));
            }
        }
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        for (int i = 0; i < steps.size(); i++) {
            rows.row(Integer.toString(i + 1), steps.get(i).name(), steps.get(i).reason())
                    .count("people", key(i));
            if (i > 0) {
                rows.count("left_out", left(i));
            }
        }
        return new PublishedFigure(
                "attrition",
                "From people received to people analysed",
                List.of("step", "who", "why"),
                List.of("people", "left_out"),
                rows.all());
    }

    /** By name: the next publication may have another step in between. */
    private String key(int step) {
        return steps.get(step).name().equals(INDEX_STEP)
                ? INDEX
                : CountsBuilder.key("attrition", steps.get(step).name());
    }

    private String left(int step) {
        return CountsBuilder.key("attrition", "left", steps.get(step).name());
    }
}
