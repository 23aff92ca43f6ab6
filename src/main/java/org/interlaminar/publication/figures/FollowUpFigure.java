package org.interlaminar.publication.figures;

import java.util.List;
import org.interlaminar.outcomes.Completeness;
import org.interlaminar.outcomes.FollowUp;
import org.interlaminar.outcomes.MeasureFigures;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;

/** How many of those who could be seen were seen: by instrument and window, and as time. */
record FollowUpFigure(List<MeasureFigures> measures, FollowUp followUp) implements Figure {
    private static final String ANY = "any record";

    @Override
    public void declare(CountsBuilder counts) {
        for (MeasureFigures measure : measures) {
            for (WindowFigures window : measure.windows()) {
                Keys keys = new Keys(measure.measure(), window.window());
                declare(counts, keys.of("seen"), keys.of("expected"), window.completeness());
            }
        }
        followUp.until()
                .forEach(until ->
                        declare(counts, key(until.day(), "seen"), key(until.day(), "expected"), until.completeness()));
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
        for (MeasureFigures measure : measures) {
            for (WindowFigures window : measure.windows()) {
                Keys keys = new Keys(measure.measure(), window.window());
                tell(
                        rows.row(
                                measure.measure().instrument(),
                                measure.measure().component(),
                                window.window()),
                        keys.of("seen"),
                        keys.of("expected"),
                        window.completeness());
            }
        }
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
        return new PublishedFigure(
                "follow-up",
                "How completely index cases were followed",
                List.of("instrument", "component", "window"),
                List.of("seen", "expected", "share", "median_days"),
                rows.all());
    }

    private static void tell(Rows row, String seen, String expected, Completeness completeness) {
        row.count("seen", seen).count("expected", expected).of("share", seen, expected, completeness.share());
    }

    private static String key(int day, String word) {
        return CountsBuilder.key("observed until", Integer.toString(day), word);
    }
}
