package org.interlaminar.publication.pages;

import java.util.List;
import java.util.Optional;
import org.interlaminar.publication.figures.PublishedCohort;
import org.interlaminar.publication.figures.PublishedFigure;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/** Rows of one published figure, as a page looks them up. */
record FigureTable(PublishedFigure figure, List<Row> rows) {
    static FigureTable of(PublishedCohort cohort, String name) {
        PublishedFigure figure = cohort.figure(name).orElseThrow();
        return new FigureTable(figure, figure.rows());
    }

    /** The rows that this word names under this heading. */
    public FigureTable where(String heading, String word) {
        return whereAny(heading, List.of(word));
    }

    FigureTable whereAny(String heading, List<String> words) {
        return new FigureTable(
                figure,
                rows.stream().filter(row -> words.contains(label(row, heading))).toList());
    }

    public String label(Row row, String heading) {
        return row.labels().get(figure.headings().indexOf(heading));
    }

    /** What there is under a heading, in the order of the rows. */
    public List<String> words(String heading) {
        return rows.stream().map(row -> label(row, heading)).distinct().toList();
    }

    Optional<Row> first() {
        return rows.stream().findFirst();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
