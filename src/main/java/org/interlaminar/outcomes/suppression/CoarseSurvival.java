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

    private record Merged(SurvivalSpan last, int events, int censored, int atRisk) {}

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
        for (SurvivalSpan span : spans) {
            restEvents += span.events();
            restCensored += span.censored();
            int left = atRisk - restEvents - restCensored;
            if (span.untilDay() <= day || left < 0 || span.events() < 0 || span.censored() < 0) {
                throw new IllegalArgumentException("the spans of " + name + " are not a survival table");
            }
            day = span.untilDay();
            if (isFine(restEvents, threshold) && isFine(restCensored, threshold) && isFine(left, threshold)) {
                merged.add(new Merged(span, restEvents, restCensored, left));
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
        String before = atRiskKey;
        for (Merged step : merged) {
            int day = step.last().untilDay();
            counts.cell(eventsAt(day), step.events(), Worth.DETAIL)
                    .cell(censoredAt(day), step.censored(), Worth.DETAIL)
                    .cell(atRiskAt(day), step.atRisk(), Worth.MARGIN)
                    .sum(before, List.of(eventsAt(day), censoredAt(day), atRiskAt(day)));
            events.add(eventsAt(day));
            before = atRiskAt(day);
        }
        String restEventsKey = key(name, "rest", "events");
        String restCensoredKey = key(name, "rest", "censored");
        String restLeftKey = key(name, "rest", "left");
        int atLast = merged.isEmpty() ? atStart : merged.get(merged.size() - 1).atRisk();
        counts.unpublished(restEventsKey, restEvents)
                .unpublished(restCensoredKey, restCensored)
                .unpublished(restLeftKey, atLast - restEvents - restCensored)
                .sum(before, List.of(restEventsKey, restCensoredKey, restLeftKey));
        events.add(restEventsKey);
        counts.sum(eventsKey, events);
    }

    /** The steps that may be drawn, up to the first that has a hidden number; that one and later ones are left out. */
    public List<SurvivalStep> steps(Published published) {
        List<SurvivalStep> steps = new ArrayList<>();
        for (Merged step : merged) {
            int day = step.last().untilDay();
            Shown<Integer> events = published.count(eventsAt(day));
            Shown<Integer> censored = published.count(censoredAt(day));
            Shown<Integer> atRisk = published.count(atRiskAt(day));
            if (events.isHidden() || censored.isHidden() || atRisk.isHidden()) {
                break;
            }
            steps.add(new SurvivalStep(day, events, censored, atRisk, Shown.of(SurvivalStep.Curve.of(step.last()))));
        }
        return steps;
    }

    private String eventsAt(int day) {
        return key(name, "events", "day " + day);
    }

    private String censoredAt(int day) {
        return key(name, "censored", "day " + day);
    }

    private String atRiskAt(int day) {
        return key(name, "at risk", "day " + day);
    }
}
