package org.interlaminar.publication.figures;

import java.util.Comparator;
import java.util.List;
import org.interlaminar.outcomes.EventProportion;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;

/** Who had a complication by a day, of those observed until then. */
record HarmsFigure(List<EventProportion> harms) implements Figure {
    /** Whoever is one of these by a day is one by every later day, so that the difference of two days is people too. */
    private static final List<String> NESTED = List.of("with", "died");

    @Override
    public List<Figure> parts() {
        return harms.stream()
                .map(EventProportion::endpoint)
                .distinct()
                .map(endpoint -> (Figure) new HarmsFigure(harms.stream()
                        .filter(harm -> harm.endpoint().equals(endpoint))
                        .toList()))
                .toList();
    }

    @Override
    public void declare(CountsBuilder counts) {
        for (EventProportion harm : harms) {
            counts.cell(key(harm, "observed"), Math.toIntExact(harm.proportion().of()), Worth.MARGIN)
                    .cell(key(harm, "with"), Math.toIntExact(harm.proportion().count()), Worth.DETAIL)
                    .partOf(key(harm, "with"), key(harm, "observed"))
                    .cell(key(harm, "died"), Math.toIntExact(harm.died()), Worth.DETAIL)
                    .cell(key(harm, "lost"), Math.toIntExact(harm.lost()), Worth.DETAIL)
                    .cell(key(harm, "not due"), Math.toIntExact(harm.notDue()), Worth.DETAIL)
                    .sum(
                            INDEX,
                            List.of(key(harm, "observed"), key(harm, "died"), key(harm, "lost"), key(harm, "not due")));
        }
        List<EventProportion> latestFirst = harms.stream()
                .sorted(Comparator.comparingInt(EventProportion::day).reversed())
                .toList();
        NESTED.forEach(word ->
                counts.nested(latestFirst.stream().map(harm -> key(harm, word)).toList()));
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        for (EventProportion harm : harms) {
            rows.row(harm.endpoint().name(), Integer.toString(harm.day()))
                    .share("", key(harm, "with"), key(harm, "observed"), harm.proportion())
                    .count("died", key(harm, "died"))
                    .count("lost", key(harm, "lost"))
                    .count("not_due", key(harm, "not due"));
        }
        return new PublishedFigure(
                "complications",
                "People with a complication by day 30 and 90",
                List.of("event", "day"),
                List.of("count", "of", "share", "low", "high", "died", "lost", "not_due"),
                rows.all());
    }

    private static String key(EventProportion harm, String word) {
        return CountsBuilder.key("harm", harm.endpoint().name(), Integer.toString(harm.day()), word);
    }
}
