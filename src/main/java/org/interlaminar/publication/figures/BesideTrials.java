package org.interlaminar.publication.figures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.publication.figures.PublishedFigure.Row;
import org.interlaminar.publication.trials.Study;
import org.interlaminar.publication.trials.Study.Result;

/**
 * The site's own figures beside published ones: rows that were published anyway, chosen by instrument and window. Nothing is
 * pooled and nothing tested: other people, other times, other ways of counting.
 */
final class BesideTrials {
    private static final Map<String, String> DAY_OF = Map.of("6-months", "182", "12-months", "365", "24-months", "730");
    private static final String OPERATION = "surgical re-intervention";

    private final List<Study> studies;
    private final Map<String, PublishedFigure> figures = new HashMap<>();

    BesideTrials(List<Study> studies, List<PublishedFigure> figures) {
        this.studies = studies;
        figures.forEach(figure -> this.figures.put(figure.name(), figure));
    }

    PublishedFigure figure() {
        List<Row> rows = new ArrayList<>();
        for (Study study : studies) {
            for (Result result : study.results()) {
                rows.add(new Row(labels(study, result), study.isComparable() ? site(study, result) : Map.of()));
            }
        }
        return new PublishedFigure(
                "trials",
                "This site beside published results",
                List.of(
                        "study",
                        "citation",
                        "published_n",
                        "time",
                        "population",
                        "funding",
                        "standing",
                        "kind",
                        "what",
                        "published",
                        "unit",
                        "note"),
                List.of("n", "value", "low", "high"),
                rows);
    }

    private static List<String> labels(Study study, Result result) {
        return List.of(
                study.name(),
                study.citation() == null ? "to be confirmed" : study.citation(),
                Integer.toString(study.n()),
                study.time(),
                study.population(),
                study.funding() == Study.Funding.VENDOR ? "vendor" : "not confirmed",
                study.isComparable() ? "abstract read" : "to be confirmed",
                result.kind().word(),
                what(result),
                result.value().toPlainString(),
                result.unit(),
                result.note() == null ? "" : result.note());
    }

    private static String what(Result result) {
        if (result.instrument() == null) {
            return result.name() == null ? result.kind().word() : result.name();
        }
        return result.component() == null || result.component().equals("score")
                ? result.instrument()
                : result.instrument() + " " + result.component();
    }

    private Map<String, Shown<Number>> site(Study study, Result result) {
        return switch (result.kind()) {
            case CHANGE -> row("change", result, study.window())
                    .map(row -> told(row, "pairs", "change_mean", "change_low", "change_high"))
                    .findFirst()
                    .orElse(Map.of());
            case RESPONDERS -> row("responders", result, study.window())
                    .map(row -> told(row, "evaluable_of", "evaluable_share", "evaluable_low", "evaluable_high"))
                    .findFirst()
                    .orElse(Map.of());
            case REOPERATION -> rows("survival")
                    .filter(row -> row.labels().equals(List.of(OPERATION, DAY_OF.getOrDefault(study.window(), ""))))
                    .map(row -> told(row, "observed", "incidence", "incidence_low", "incidence_high"))
                    .findFirst()
                    .orElse(Map.of());
            case ADVERSE, OTHER -> Map.of();
        };
    }

    /** Only where the publication says which part of the instrument it is about, or the instrument has one part. */
    private Stream<Row> row(String figure, Result result, String window) {
        return rows(figure)
                .filter(row -> row.labels().get(0).equals(result.instrument())
                        && row.labels().get(1).equals(result.component())
                        && row.labels().get(3).equals(window));
    }

    private Stream<Row> rows(String figure) {
        return Stream.ofNullable(figures.get(figure)).flatMap(found -> found.rows().stream());
    }

    private static Map<String, Shown<Number>> told(Row row, String n, String value, String low, String high) {
        Map<String, Shown<Number>> told = new HashMap<>();
        List<String> from = List.of(n, value, low, high);
        List<String> to = List.of("n", "value", "low", "high");
        for (int i = 0; i < from.size(); i++) {
            Shown<Number> shown = row.get(from.get(i));
            if (Objects.nonNull(shown)) {
                told.put(to.get(i), shown);
            }
        }
        return told;
    }
}
