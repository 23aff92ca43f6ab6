package org.interlaminar.publication.figures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.publication.figures.PublishedFigure.Row;
import org.interlaminar.reporting.AsOf;
import org.interlaminar.reporting.PublishedNumbers;
import org.interlaminar.reporting.PublishedNumbers.PublishedNumber;
import org.springframework.stereotype.Component;

/** Puts the figures of a snapshot where readers of aggregates find them with SQL. */
@Component
public class SnapshotFigures {
    /** How many numbers there are, and how many of them are hidden. */
    public record Told(int numbers, int hidden) {}

    private final PublishedFigures figures;
    private final PublishedNumbers numbers;

    SnapshotFigures(PublishedFigures figures, PublishedNumbers numbers) {
        this.figures = figures;
        this.numbers = numbers;
    }

    /** @throws org.interlaminar.reporting.UnknownSnapshot when there is none of that number */
    public Told publish(int snapshot) {
        List<PublishedNumber> told = new ArrayList<>();
        for (PublishedFigure figure : figures.of(new AsOf(snapshot)).figures()) {
            for (int i = 0; i < figure.rows().size(); i++) {
                tell(told, figure, i + 1, figure.rows().get(i));
            }
        }
        numbers.replace(snapshot, told);
        return new Told(told.size(), (int)
                told.stream().filter(number -> !number.shown()).count());
    }

    private static void tell(List<PublishedNumber> told, PublishedFigure figure, int position, Row row) {
        row.values()
                .forEach((statistic, value) -> told.add(new PublishedNumber(
                        figure.name(),
                        position,
                        row.labels(),
                        statistic,
                        value.value()
                                .map(number -> new BigDecimal(number.toString()))
                                .orElse(null),
                        !value.isHidden())));
    }
}
