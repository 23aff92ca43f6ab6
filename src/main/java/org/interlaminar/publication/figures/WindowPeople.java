package org.interlaminar.publication.figures;

import static org.interlaminar.publication.figures.Figure.INDEX;

import java.util.List;
import java.util.Optional;
import org.interlaminar.outcomes.Measure;
import org.interlaminar.outcomes.MeasureFigures;
import org.interlaminar.outcomes.Missing;
import org.interlaminar.outcomes.ResponderRate;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.outcomes.suppression.CountsBuilder;

/**
 * How the counts that different figures tell of one measure at one window hang together. Some tell who has a score, some who
 * can be judged, some who was to be seen; a reader has them all side by side and may subtract one from another (people who
 * can be judged less those with two scores are the ones who failed and were not seen). Each figure that tells of the window
 * declares all of this, so that it holds whichever of them are told.
 */
record WindowPeople(Measure measure, WindowFigures window, Optional<WindowFigures> baseline) {
    private static final List<String> COMPLETING = List.of("3-months", "6-months", "12-months");

    /** Every window of every measure, in their order. */
    static List<WindowPeople> of(List<MeasureFigures> measures) {
        return measures.stream()
                .flatMap(measure -> measure.windows().stream()
                        .map(window -> new WindowPeople(
                                measure.measure(),
                                window,
                                measure.windows().stream()
                                        .filter(WindowFigures::baseline)
                                        .findFirst())))
                .toList();
    }

    Keys keys() {
        return new Keys(measure, window.window());
    }

    /** Whether there is a change from the baseline to tell. */
    boolean hasChange() {
        return measure.hasBaseline() && !window.baseline();
    }

    void declareIn(CountsBuilder counts) {
        Keys keys = keys();
        put(counts, keys.of("scored"), window.values().n());
        put(counts, keys.of("after"), window.afterReintervention());
        put(counts, keys.of("expected"), window.completeness().expected());
        put(counts, keys.of("seen"), window.completeness().seen());
        counts.partOf(keys.of("scored"), INDEX)
                .partOf(keys.of("after"), keys.of("scored"))
                .partOf(keys.of("expected"), INDEX)
                .partOf(keys.of("seen"), keys.of("expected"))
                .partOf(keys.of("seen"), keys.of("scored"));
        if (!window.baseline()) {
            declareJudged(counts);
            declareMissing(counts);
            declareExpected(counts);
        }
    }

    /** With a score to be judged by: at the window and, where one is needed, at baseline. */
    String scores() {
        return keys().of(measure.hasBaseline() ? "pairs" : "scored");
    }

    /** Of {@link #scores} those that no treatment failure came before. */
    String standing() {
        return keys().of("standing");
    }

    /** Can be judged though no score stands: a treatment failure came before the end of the window. */
    String failed() {
        return keys().of("failed");
    }

    long failedPeople() {
        return window.evaluable() - standingPeople();
    }

    /** Everybody but those of whom nothing is missing yet. */
    long duePeople() {
        return window.evaluable() + window.missing().total() - window.missing().notDue();
    }

    private long scoresPeople() {
        return measure.hasBaseline() ? window.change().n() : window.values().n();
    }

    long standingPeople() {
        return measure.hasBaseline()
                ? window.curve().improvements().size()
                : window.values().n() - window.afterReintervention();
    }

    private void declareJudged(CountsBuilder counts) {
        Keys keys = keys();
        String fallen = keys.of("failed with a score");
        put(counts, keys.of("evaluable"), window.evaluable());
        put(counts, scores(), scoresPeople());
        put(counts, standing(), standingPeople());
        put(counts, failed(), failedPeople());
        put(counts, fallen, scoresPeople() - standingPeople());
        counts.sum(keys.of("evaluable"), List.of(standing(), failed()))
                .sum(scores(), List.of(standing(), fallen))
                .partOf(fallen, failed());
        if (measure.hasBaseline()) {
            counts.partOf(scores(), keys.of("scored"))
                    .partOf(fallen, keys.of("after"))
                    .partOf(standing(), CountsBuilder.key(keys.of("scored"), "without", keys.of("after")));
        }
    }

    private void declareMissing(CountsBuilder counts) {
        Keys keys = keys();
        Missing missing = window.missing();
        put(counts, keys.of("died"), missing.died());
        put(counts, keys.of("no baseline"), missing.noBaseline());
        put(counts, keys.of("lost"), missing.lost());
        put(counts, keys.of("no score"), missing.noScore());
        put(counts, keys.of("not due"), missing.notDue());
        put(counts, keys.of("absent"), missing.total() - missing.notDue());
        put(counts, keys.of("due"), duePeople());
        counts.sum(
                        keys.of("absent"),
                        List.of(keys.of("died"), keys.of("no baseline"), keys.of("lost"), keys.of("no score")))
                .sum(keys.of("due"), List.of(keys.of("evaluable"), keys.of("absent")))
                .sum(INDEX, List.of(keys.of("due"), keys.of("not due")));
        if (measure.hasBaseline()) {
            baseline.ifPresent(before -> declareBaseline(counts, before));
        }
    }

    /** Who was scored before is evaluable, lost, not scored, or died or is not due; who was not has no baseline, or likewise. */
    private void declareBaseline(CountsBuilder counts, WindowFigures before) {
        Keys keys = keys();
        Missing missing = window.missing();
        String scored = new Keys(measure, before.window()).of("scored");
        String neither = keys.of("died or not due");
        String with = keys.of("died or not due, with a baseline");
        String without = keys.of("died or not due, without a baseline");
        long gone = missing.died() + missing.notDue();
        long goneWith = before.values().n() - window.evaluable() - missing.lost() - missing.noScore();
        put(counts, scored, before.values().n());
        put(counts, neither, gone);
        put(counts, with, goneWith);
        put(counts, without, gone - goneWith);
        counts.partOf(scored, INDEX)
                .sum(neither, List.of(keys.of("died"), keys.of("not due")))
                .sum(neither, List.of(with, without))
                .sum(scored, List.of(keys.of("evaluable"), keys.of("lost"), keys.of("no score"), with))
                .sum(CountsBuilder.key(INDEX, "without", scored), List.of(keys.of("no baseline"), without));
    }

    /** Who was alive when the window opened, and the window is over; some can be judged though they were not expected. */
    private void declareExpected(CountsBuilder counts) {
        Keys keys = keys();
        Missing missing = window.missing();
        String early = keys.of("evaluable, not expected");
        String unseen = keys.of("neither seen, lost nor without a score");
        long expected = window.completeness().expected();
        long seen = window.completeness().seen();
        put(counts, early, window.evaluable() + missing.total() - expected - missing.notDue() - missing.died());
        put(counts, unseen, expected - seen - missing.lost() - missing.noScore());
        counts.partOf(early, keys.of("evaluable"))
                .sum(
                        CountsBuilder.key(INDEX, "without", keys.of("expected")),
                        List.of(keys.of("not due"), keys.of("died"), early))
                .sum(
                        CountsBuilder.key(keys.of("expected"), "without", keys.of("seen")),
                        List.of(keys.of("lost"), keys.of("no score"), unseen));
    }

    /** Whoever has all scores of a year has the one of this window. */
    void declareComplete(CountsBuilder counts, ResponderRate rate, String among, String complete) {
        counts.partOf(complete, INDEX);
        if (!COMPLETING.contains(window.window())) {
            return;
        }
        counts.partOf(complete, scores());
        String responders = keys().responders(rate.threshold());
        String neither = CountsBuilder.key(among, "nor complete");
        put(
                counts,
                neither,
                scoresPeople()
                        - rate.ofComplete().of()
                        - rate.ofAll().count()
                        + rate.ofComplete().count());
        counts.sum(
                CountsBuilder.key(scores(), "without", complete),
                List.of(CountsBuilder.key(responders, "without", among), neither));
    }

    private static void put(CountsBuilder counts, String key, long people) {
        counts.unpublished(key, Math.toIntExact(people));
    }
}
