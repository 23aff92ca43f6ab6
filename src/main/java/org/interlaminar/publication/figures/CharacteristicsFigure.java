package org.interlaminar.publication.figures;

import java.util.List;
import org.interlaminar.outcomes.Characteristic;
import org.interlaminar.outcomes.Table1;
import org.interlaminar.outcomes.Table1.CategoryCell;
import org.interlaminar.outcomes.Table1.Cell;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;

/** Who the index cases were. */
record CharacteristicsFigure(List<Table1.Row> characteristics) implements Figure {
    @Override
    public List<Figure> parts() {
        return characteristics.stream()
                .map(row -> (Figure) new CharacteristicsFigure(List.of(row)))
                .toList();
    }

    @Override
    public void declare(CountsBuilder counts) {
        for (Table1.Row row : characteristics) {
            for (Cell cell : row.cells().values()) {
                String known = key(row.characteristic(), "known");
                String missing = key(row.characteristic(), "missing");
                counts.cell(known, Math.toIntExact(cell.n()), Worth.MARGIN);
                counts.cell(missing, Math.toIntExact(cell.missing()), Worth.DETAIL);
                counts.sum(INDEX, List.of(known, missing));
                if (cell instanceof CategoryCell category) {
                    declare(counts, row.characteristic(), category, known);
                }
            }
        }
    }

    private static void declare(
            CountsBuilder counts, Characteristic characteristic, CategoryCell category, String known) {
        List<String> levels = category.levels().stream()
                .map(level -> key(characteristic, "level", level.level()))
                .toList();
        category.levels()
                .forEach(level -> counts.cell(
                        key(characteristic, "level", level.level()), Math.toIntExact(level.count()), Worth.DETAIL));
        if (!levels.isEmpty()) {
            counts.sum(known, levels);
        }
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        for (Table1.Row row : characteristics) {
            Characteristic characteristic = row.characteristic();
            row.cells().values().forEach(cell -> new CharacteristicRows(
                            rows, characteristic, Cohort.ALL, part -> part(characteristic, part), false)
                    .tell(cell));
        }
        return figure(rows);
    }

    static PublishedFigure figure(Rows rows) {
        return new PublishedFigure(
                "table-1",
                "Who the index cases were",
                List.of("characteristic", "level", "group"),
                List.of(
                        "n",
                        "missing",
                        "percent",
                        "mean",
                        "sd",
                        "lower_quartile",
                        "median",
                        "upper_quartile",
                        "standardised_difference"),
                rows.all());
    }

    private static String part(Characteristic characteristic, String part) {
        return part.equals("known") || part.equals("missing")
                ? key(characteristic, part)
                : key(characteristic, "level", part);
    }

    static String key(Characteristic characteristic, String... words) {
        return CountsBuilder.key("characteristic", characteristic.name(), CountsBuilder.key(words));
    }
}
