package org.interlaminar.outcomes;

import java.util.List;
import org.interlaminar.outcomes.survival.ExitTimes;

/**
 * Every figure of a group of index cases, from one pass over them. The order of cases never shows in a result. It keeps one
 * number for each paired score and a few for each day, and no case.
 */
public final class CohortFigures {
    private final AnalysisPlan plan;
    private final List<OutcomeSeries> series;
    private final List<TimeToEventTally> timesToEvent;
    private final List<EventCount> harms;
    private final FollowUpTally followUp;
    private long people;

    public CohortFigures(AnalysisPlan plan) {
        this.plan = plan;
        this.series = plan.measures().stream()
                .map(measure -> new OutcomeSeries(measure, plan.windows()))
                .toList();
        this.timesToEvent =
                plan.timeToEvent().stream().map(TimeToEventTally::new).toList();
        this.harms = plan.harms().stream()
                .flatMap(harm -> plan.harmDays().stream().map(day -> new EventCount(harm, day)))
                .toList();
        this.followUp = new FollowUpTally(plan.landmarks());
    }

    public void add(FollowedCase followed) {
        add(ReadCase.of(followed, plan.measures(), plan.windows()));
    }

    void add(ReadCase read) {
        people++;
        for (int i = 0; i < series.size(); i++) {
            series.get(i).add(read.series().get(i));
        }
        timesToEvent.forEach(one -> one.add(read));
        harms.forEach(one -> one.add(read));
        followUp.add(read.observation());
    }

    /** All index cases. */
    public long people() {
        return people;
    }

    /** One for each measure of the plan, in its order, also when nobody has a score of it. */
    public List<MeasureFigures> measures() {
        return series.stream().map(OutcomeSeries::figures).toList();
    }

    /** One for each endpoint of the plan, in its order. */
    public List<TimeToEventFigures> timesToEvent() {
        return timesToEvent.stream().map(one -> one.figures(plan.landmarks())).toList();
    }

    /** One for each harm and day of the plan, days within harms. */
    public List<EventProportion> harms() {
        return harms.stream().map(EventCount::proportion).toList();
    }

    public FollowUp followUp() {
        return followUp.followUp();
    }

    ExitTimes times(Endpoint endpoint) {
        return timesToEvent.stream()
                .filter(one -> one.endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(endpoint.name() + " is not in the plan"))
                .times();
    }
}
