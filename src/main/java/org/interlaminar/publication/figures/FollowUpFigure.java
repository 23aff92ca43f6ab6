package org.interlaminar.publication.figures;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.interlaminar.outcomes.Completeness;
import org.interlaminar.outcomes.FollowUp;
import org.interlaminar.outcomes.Measure;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Shown;
import org.interlaminar.outcomes.suppression.Worth;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/** How many of those who could be seen were seen: by instrument and window, and as time. */
record FollowUpFigure(List<WindowPeople> windows, List<FollowUp> followUps) implements Figure {
    private static final String ANY = "any record";

    FollowUpFigure(List<WindowPeople> windows, FollowUp followUp) {
        this(windows, List.of(followUp));
    }

    @Override
    public List<Figure> parts() {
        Stream<Figure> seen = windows.stream().map(window -> new FollowUpFigure(List.of(window), List.of()));
        Stream<Figure> time = followUps.stream().map(followUp -> new FollowUpFigure(List.of(), List.of(followUp)));
        return Stream.concat(seen, time).toList();
    }

    @Override
    public void declare(CountsBuilder counts) {
        for (WindowPeople people : windows) {
            people.declareIn(counts);
            declare(
                    counts,
                    people.keys().of("seen"),
                    people.keys().of("expected"),
                    people.window().completeness());
        }
        followUps.forEach(followUp -> followUp.until()
                .forEach(until ->
                        declare(counts, key(until.day(), "seen"), key(until.day(), "expected"), until.completeness())));
    }

    private static void declare(CountsBuilder counts, String seen, String expected, Completeness completeness) {
        counts.cell(expected, Math.toIntExact(completeness.expected()), Worth.MARGIN)
                .partOf(expected, INDEX)
                .cell(seen, Math.toIntExact(completeness.seen()), Worth.DETAIL)
                .partOf(seen, expected);
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        for (WindowPeople people : windows) {
            Measure measure = people.measure();
            tell(
                    rows.row(
                            measure.instrument(),
                            measure.component(),
                            people.window().window()),
                    people.keys().of("seen"),
                    people.keys().of("expected"),
                    people.window().completeness());
        }
        followUps.forEach(followUp -> tell(rows, followUp));
        return new PublishedFigure(
                "follow-up",
                "How completely index cases were followed",
                List.of("instrument", "component", "window"),
                List.of("seen", "expected", "share", "median_days"),
                rows.all());
    }

    /**
     * Who is expected at a window is the same for every instrument. Where one has to hide the number the others hide it too,
     * and with it their share.
     */
    static PublishedFigure alike(PublishedFigure told) {
        Map<String, Shown<Number>> hidden = new HashMap<>();
        told.rows().stream()
                .filter(row ->
                        row.get("expected") != null && row.get("expected").isHidden())
                .forEach(row -> hidden.put(row.labels().get(2), row.get("expected")));
        return new PublishedFigure(
                told.name(),
                told.title(),
                told.headings(),
                told.statistics(),
                told.rows().stream().map(row -> alike(row, hidden)).toList());
    }

    private static Row alike(Row row, Map<String, Shown<Number>> hidden) {
        Map<String, Shown<Number>> values = new LinkedHashMap<>(row.values());
        Shown<Number> instead = hidden.get(row.labels().get(2));
        if (instead != null) {
            values.replace("expected", instead);
            values.replace("share", instead);
        }
        return new Row(row.labels(), Collections.unmodifiableMap(values));
    }

    private static void tell(Rows rows, FollowUp followUp) {
        followUp.until()
                .forEach(until -> tell(
                        rows.row(ANY, "", "day " + until.day()),
                        key(until.day(), "seen"),
                        key(until.day(), "expected"),
                        until.completeness()));
        rows.row(ANY, "", "to the cut-off").over("share", INDEX, followUp.completenessIndex());
        if (followUp.median().isReached()) {
            rows.over("median_days", INDEX, followUp.median().days());
        }
    }

    private static void tell(Rows row, String seen, String expected, Completeness completeness) {
        row.count("seen", seen).count("expected", expected).of("share", seen, expected, completeness.share());
    }

    private static String key(int day, String word) {
        return CountsBuilder.key("observed until", Integer.toString(day), word);
    }
}
