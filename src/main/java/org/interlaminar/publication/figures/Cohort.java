package org.interlaminar.publication.figures;

import java.time.Instant;
import java.util.List;
import org.interlaminar.outcomes.AttritionStep;
import org.interlaminar.outcomes.CohortFigures;
import org.interlaminar.outcomes.Table1;
import org.interlaminar.reporting.AsOf;

/**
 * The index cases of one state of the mart, counted and measured. Small groups show here: nothing of it leaves this room
 * but as published figures.
 *
 * @param cutOff when the newest landed data had come in, or null when nothing had
 * @param steps from people received to people analysed
 * @param characteristics of all index cases, as one group
 * @param seen the same of those seen at 12 months and of those who were due and not seen
 * @param grouped the times of the groups that some of the characteristics make
 */
record Cohort(
        AsOf when,
        Instant cutOff,
        List<AttritionStep> steps,
        CohortFigures figures,
        Table1 characteristics,
        Table1 seen,
        List<SurvivalByGroupFigure.Grouped> grouped) {
    static final String ALL = "all";

    /** The steps; none where people have been taken out since, for they are counted in them still. */
    List<AttritionStep> fittingSteps() {
        boolean fits = steps.stream()
                .filter(step -> step.name().equals(AttritionFigure.INDEX_STEP))
                .allMatch(step -> step.people() == figures.people());
        return fits ? steps : List.of();
    }
}
