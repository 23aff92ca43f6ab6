package org.interlaminar.outcomes;

import java.util.List;
import org.interlaminar.outcomes.survival.IncidenceCurve;
import org.interlaminar.outcomes.survival.Landmark;
import org.interlaminar.outcomes.survival.SurvivalCurve;

/**
 * How long until an endpoint.
 *
 * @param endpoint what is waited for
 * @param survival without it, death censoring: what would be seen if nobody died
 * @param landmarks of survival at the days of the plan; those after the last observation are left out
 * @param incidence of it with death competing: what is seen
 */
public record TimeToEventFigures(
        Endpoint endpoint, SurvivalCurve survival, List<Landmark> landmarks, IncidenceCurve incidence) {}
