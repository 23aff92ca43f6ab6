package org.interlaminar.publication.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.publication.figures.PublishedFigure;
import org.interlaminar.publication.figures.PublishedFigure.Row;
import org.interlaminar.reporting.AsOf;

/**
 * A question for a figure: a snapshot, and words of its headings. Only rows that were published anyway are chosen among: no
 * filter makes a group of its own.
 */
record FigureQuery(AsOf when, Map<String, String> words) {
    private static final String SNAPSHOT = "snapshot";

    /** @throws BadRequest when a parameter stands twice, or the snapshot is no number */
    static FigureQuery read(Map<String, String[]> parameters) {
        AsOf when = AsOf.NOW;
        Map<String, String> words = new LinkedHashMap<>();
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            String value = Parameters.once(parameter.getKey(), parameter.getValue());
            if (parameter.getKey().equals(SNAPSHOT)) {
                when = new AsOf(Parameters.number(SNAPSHOT, value, 1, Integer.MAX_VALUE));
            } else {
                words.put(parameter.getKey(), value);
            }
        }
        return new FigureQuery(when, words);
    }

    /** @throws BadRequest when a word is of no heading, or of no row, naming those there are */
    List<Row> rows(PublishedFigure figure) {
        List<Row> rows = figure.rows();
        for (Map.Entry<String, String> word : words.entrySet()) {
            int heading = figure.headings().indexOf(word.getKey());
            if (heading < 0) {
                throw new BadRequest("'" + Parameters.safe(word.getKey()) + "' is no parameter of " + figure.name()
                        + ". There are " + String.join(", ", figure.headings()) + " and snapshot.");
            }
            List<String> known = figure.rows().stream()
                    .map(row -> row.labels().get(heading))
                    .distinct()
                    .toList();
            if (!known.contains(word.getValue())) {
                throw new BadRequest(
                        "'" + word.getKey() + "' has no such value. It can be " + String.join(", ", known) + ".");
            }
            rows = rows.stream()
                    .filter(row -> row.labels().get(heading).equals(word.getValue()))
                    .toList();
        }
        return rows;
    }
}
