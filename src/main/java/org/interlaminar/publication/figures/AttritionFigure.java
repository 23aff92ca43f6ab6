package org.interlaminar.publication.figures;

import java.util.List;
import org.interlaminar.outcomes.AttritionStep;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;

/** From people received to people analysed. */
record AttritionFigure(List<AttritionStep> steps) implements Figure {
    private static final String INDEX_STEP = "index cases";

    @Override
    public void declare(CountsBuilder counts) {
        for (int i = 0; i < steps.size(); i++) {
            counts.cell(key(i), Math.toIntExact(steps.get(i).people()), Worth.HEADLINE);
            if (i > 0) {
                counts.step(key(i - 1), left(i), Math.toIntExact(steps.get(i).leftOut()), key(i));
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

    private String key(int step) {
        return steps.get(step).name().equals(INDEX_STEP)
                ? INDEX
                : CountsBuilder.key("attrition", Integer.toString(step));
    }

    private static String left(int step) {
        return CountsBuilder.key("attrition", "left", Integer.toString(step));
    }
}
