package org.interlaminar.outcomes.suppression;

import static org.interlaminar.outcomes.suppression.CountsBuilder.key;

import java.util.ArrayList;
import java.util.List;

/**
 * A survival table in steps so wide that none tells of a few people.
 *
 * <p>A table of Kaplan and Meier's kind gives every count away twice: the number at risk falls from row to row by events and
 * censored, and a drop of the curve times the number at risk is the number of events. So a step ends only at a declared
 * landmark at which, since the step before, there were no events or at least k, nobody or at least k were censored, and
 * nobody or at least k are left; until then it goes on. The curve has a point at these landmarks only, to whole percent. What
 * a reader can compute from one step to another are then sums of numbers that are each 0 or at least k. After
 * the last such landmark the curve ends: the rest is too few.
 *
 * <p>The steps alone would be safe. Beside a table that says how many had the event in all they are not: the
 * difference is the rest after the last step. So the steps, and the rest as unpublished cells, are declared among the counts of
 * the publication, and {@link #steps} shows what {@link Published} shows; the curve ends before the first step with a hidden number.
 */
public final class CoarseSurvival {
    private final String name;
    private final int atStart;
    private final List<Merged> merged = new ArrayList<>();
    private int restEvents;
    private int restCensored;

    /** Spans taken together; its key says from where to where, for it may be another step in the next publication. */
    private record Merged(SurvivalSpan last, int fromDay, int untilDay, int events, int censored, int atRisk) {
        String key(String name, String what) {
            return CountsBuilder.key(
                    name, what, "days " + fromDay + " to " + (untilDay == Integer.MAX_VALUE ? "the end" : untilDay));
        }
    }

    /**
     * @param name of the table, the first word of its keys
     * @param atStart people at risk at day 0
     * @param spans in order of time
     * @throws IllegalArgumentException if spans are out of order or more people leave than there are
     */
    CoarseSurvival(String name, int atStart, List<SurvivalSpan> spans, int threshold) {
        this.name = name;
        this.atStart = atStart;
        int atRisk = atStart;
        int day = -1;
        int from = 0;
        for (SurvivalSpan span : spans) {
            restEvents += span.events();
            restCensored += span.censored();
            int left = atRisk - restEvents - restCensored;
            if (span.untilDay() <= day || left < 0 || span.events() < 0 || span.censored() < 0) {
                throw new IllegalArgumentException("the spans of " + name + " are not a survival table");
            }
            day = span.untilDay();
            if (isFine(restEvents, threshold) && isFine(restCensored, threshold) && isFine(left, threshold)) {
                merged.add(new Merged(span, from, day, restEvents, restCensored, left));
                from = day;
                atRisk = left;
                restEvents = 0;
                restCensored = 0;
            }
        }
    }

    private static boolean isFine(int people, int threshold) {
        return people == 0 || people >= threshold;
    }

    /**
     * Adds the steps to the counts of the publication. Both keys have to be declared there before.
     *
     * @param atRiskKey the people at risk at day 0
     * @param eventsKey the people with the event at any time, published or not
     * @throws IllegalArgumentException if these are other numbers than the table's
     */
    public void declareIn(CountsBuilder counts, String atRiskKey, String eventsKey) {
        List<String> events = new ArrayList<>();
        List<String> censored = new ArrayList<>();
        String before = atRiskKey;
        for (Merged step : merged) {
            counts.cell(step.key(name, "events"), step.events(), Worth.DETAIL)
                    .cell(step.key(name, "censored"), step.censored(), Worth.DETAIL)
                    .cell(atRiskAt(step), step.atRisk(), Worth.MARGIN)
                    .sum(before, List.of(step.key(name, "events"), step.key(name, "censored"), atRiskAt(step)));
            events.add(step.key(name, "events"));
            censored.add(step.key(name, "censored"));
            // A later publication may have its steps elsewhere; what was until a day is the same in both.
            counts.unpublishedTotal(key(name, "events until", "day " + step.untilDay()), events)
                    .unpublishedTotal(key(name, "censored until", "day " + step.untilDay()), censored);
            before = atRiskAt(step);
        }
        Merged rest = rest();
        counts.unpublished(rest.key(name, "rest events"), restEvents)
                .unpublished(rest.key(name, "rest censored"), restCensored)
                .unpublished(rest.key(name, "rest left"), rest.atRisk())
                .sum(
                        before,
                        List.of(
                                rest.key(name, "rest events"),
                                rest.key(name, "rest censored"),
                                rest.key(name, "rest left")));
        events.add(rest.key(name, "rest events"));
        counts.sum(eventsKey, events);
    }

    private Merged rest() {
        Merged last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
        int atLast = last == null ? atStart : last.atRisk();
        return new Merged(
                null,
                last == null ? 0 : last.untilDay(),
                Integer.MAX_VALUE,
                restEvents,
                restCensored,
                atLast - restEvents - restCensored);
    }

    /** The steps that may be drawn, up to the first that has a hidden number; that one and later ones are left out. */
    public List<SurvivalStep> steps(Published published) {
        List<SurvivalStep> steps = new ArrayList<>();
        for (Merged step : merged) {
            List<String> keys = List.of(step.key(name, "events"), step.key(name, "censored"), atRiskAt(step));
            Shown<Integer> events = published.count(keys.get(0));
            Shown<Integer> censored = published.count(keys.get(1));
            Shown<Integer> atRisk = published.count(keys.get(2));
            if (events.isHidden() || censored.isHidden() || atRisk.isHidden()) {
                break;
            }
            steps.add(new SurvivalStep(
                    step.untilDay(),
                    events,
                    censored,
                    atRisk,
                    published.tell(keys, () -> SurvivalStep.Curve.of(step.last()))));
        }
        return steps;
    }

    private String atRiskAt(Merged step) {
        return key(name, "at risk", "day " + step.untilDay());
    }
}
