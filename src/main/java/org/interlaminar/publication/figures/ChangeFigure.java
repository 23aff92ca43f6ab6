package org.interlaminar.publication.figures;

import java.util.List;
import org.interlaminar.outcomes.Measure;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;

/** Scores as observed, by window, and how they changed since the baseline. */
record ChangeFigure(List<WindowPeople> windows) implements Figure {
    @Override
    public List<Figure> parts() {
        return windows.stream()
                .map(window -> (Figure) new ChangeFigure(List.of(window)))
                .toList();
    }

    @Override
    public void declare(CountsBuilder counts) {
        for (WindowPeople people : windows) {
            Keys keys = people.keys();
            WindowFigures window = people.window();
            people.declareIn(counts);
            counts.cell(keys.of("scored"), Math.toIntExact(window.values().n()), Worth.DETAIL);
            counts.cell(keys.of("after"), Math.toIntExact(window.afterReintervention()), Worth.DETAIL);
            if (people.hasChange()) {
                counts.cell(keys.of("pairs"), Math.toIntExact(window.change().n()), Worth.TOTAL);
            }
        }
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        windows.forEach(people -> tell(rows, people));
        return new PublishedFigure(
                "change",
                "Scores by window and their change from baseline",
                List.of("instrument", "component", "unit", "window"),
                List.of(
                        "n",
                        "mean",
                        "sd",
                        "low",
                        "high",
                        "after_reintervention",
                        "pairs",
                        "baseline_mean",
                        "change_mean",
                        "change_sd",
                        "change_low",
                        "change_high",
                        "change_lower_quartile",
                        "change_median",
                        "change_upper_quartile"),
                rows.all());
    }

    private static void tell(Rows rows, WindowPeople people) {
        Keys keys = people.keys();
        Measure measure = people.measure();
        WindowFigures window = people.window();
        rows.row(measure.instrument(), measure.component(), measure.unit(), window.window())
                .count("n", keys.of("scored"))
                .estimate("", keys.of("scored"), window.values())
                .count("after_reintervention", keys.of("after"));
        if (!people.hasChange()) {
            return;
        }
        String pairs = keys.of("pairs");
        rows.count("pairs", pairs)
                .over("baseline_mean", pairs, window.change().baseline().mean())
                .estimate("change_", pairs, window.change().change());
        if (window.change().quartiles() != null) {
            rows.over(
                            "change_lower_quartile",
                            pairs,
                            window.change().quartiles().lower())
                    .over("change_median", pairs, window.change().quartiles().median())
                    .over(
                            "change_upper_quartile",
                            pairs,
                            window.change().quartiles().upper());
        }
    }
}
