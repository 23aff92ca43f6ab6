package org.interlaminar.publication.figures;

import java.util.List;
import org.interlaminar.outcomes.Missing;
import org.interlaminar.outcomes.ResponderRate;
import org.interlaminar.outcomes.Threshold;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Worth;

/**
 * Responders by every threshold, of three denominators, and what the missing could change. Responders by a higher threshold
 * are among those by a lower one, so that their differences are people too.
 */
record RespondersFigure(List<WindowPeople> windows) implements Figure {
    @Override
    public List<Figure> parts() {
        return windows.stream()
                .map(window -> (Figure) new RespondersFigure(List.of(window)))
                .toList();
    }

    @Override
    public void declare(CountsBuilder counts) {
        windows.stream()
                .filter(people -> !people.window().responders().isEmpty())
                .forEach(people -> declare(counts, people, people.window()));
    }

    private static void declare(CountsBuilder counts, WindowPeople people, WindowFigures window) {
        Missing missing = window.missing();
        Keys keys = people.keys();
        people.declareIn(counts);
        counts.cell(keys.of("evaluable"), Math.toIntExact(window.evaluable()), Worth.MARGIN);
        absent(counts, keys, "died", missing.died());
        absent(counts, keys, "no baseline", missing.noBaseline());
        absent(counts, keys, "lost", missing.lost());
        absent(counts, keys, "no score", missing.noScore());
        absent(counts, keys, "not due", missing.notDue());
        counts.cell(keys.of("due"), Math.toIntExact(people.duePeople()), Worth.MARGIN);
        String complete = new Keys(keys.measure(), "all windows").of("complete");
        for (ResponderRate rate : window.responders()) {
            String responders = keys.responders(rate.threshold());
            counts.cell(responders, Math.toIntExact(rate.ofAll().count()), Worth.DETAIL);
            counts.partOf(responders, people.standing());
            counts.cell(complete, Math.toIntExact(rate.ofComplete().of()), Worth.TOTAL);
            String among = amongComplete(responders);
            counts.cell(among, Math.toIntExact(rate.ofComplete().count()), Worth.DETAIL);
            counts.partOf(among, complete);
            counts.partOf(among, responders);
            people.declareComplete(counts, rate, among, complete);
            String best = best(responders);
            counts.cell(best, Math.toIntExact(rate.sensitivity().bestCase().count()), Worth.DETAIL);
            counts.sum(best, List.of(responders, keys.of("absent")));
            counts.partOf(best, keys.of("due"));
        }
        counts.nested(window.responders().stream()
                .map(ResponderRate::threshold)
                .filter(threshold -> threshold.kind() == Threshold.Kind.POINTS)
                .sorted((one, other) -> one.value().compareTo(other.value()))
                .map(keys::responders)
                .toList());
    }

    private static void absent(CountsBuilder counts, Keys keys, String why, long people) {
        counts.cell(keys.of(why), Math.toIntExact(people), Worth.DETAIL);
    }

    @Override
    public PublishedFigure told(Published published) {
        Rows rows = new Rows(published);
        windows.forEach(people -> people.window().responders().forEach(rate -> tell(rows, people.keys(), rate)));
        return new PublishedFigure(
                "responders",
                "Responders by threshold, of three denominators",
                List.of("instrument", "component", "unit", "window", "threshold", "by"),
                List.of(
                        "all_count",
                        "all_of",
                        "all_share",
                        "all_low",
                        "all_high",
                        "evaluable_of",
                        "evaluable_share",
                        "evaluable_low",
                        "evaluable_high",
                        "complete_count",
                        "complete_of",
                        "complete_share",
                        "complete_low",
                        "complete_high",
                        "worst_share",
                        "best_share",
                        "died",
                        "not_due",
                        "no_baseline",
                        "lost",
                        "no_score"),
                rows.all());
    }

    private static void tell(Rows rows, Keys keys, ResponderRate rate) {
        String responders = keys.responders(rate.threshold());
        String complete = new Keys(keys.measure(), "all windows").of("complete");
        rows.row(
                        keys.measure().instrument(),
                        keys.measure().component(),
                        keys.measure().unit(),
                        keys.window(),
                        rate.threshold().value().stripTrailingZeros().toPlainString(),
                        Keys.word(rate.threshold().kind()))
                .share("all_", responders, INDEX, rate.ofAll())
                .share("evaluable_", responders, keys.of("evaluable"), rate.ofEvaluable())
                .share("complete_", amongComplete(responders), complete, rate.ofComplete())
                .of(
                        "worst_share",
                        responders,
                        keys.of("due"),
                        rate.sensitivity().worstCase().share())
                .of(
                        "best_share",
                        best(responders),
                        keys.of("due"),
                        rate.sensitivity().bestCase().share())
                .count("died", keys.of("died"))
                .count("not_due", keys.of("not due"))
                .count("no_baseline", keys.of("no baseline"))
                .count("lost", keys.of("lost"))
                .count("no_score", keys.of("no score"));
    }

    private static String amongComplete(String responders) {
        return CountsBuilder.key(responders, "among complete");
    }

    private static String best(String responders) {
        return CountsBuilder.key(responders, "best case");
    }
}
