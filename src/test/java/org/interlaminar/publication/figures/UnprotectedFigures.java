package org.interlaminar.publication.figures;

import org.interlaminar.fixture.Service;
import org.interlaminar.outcomes.CohortFigures;
import org.interlaminar.reporting.AsOf;

/** What the service computes before small numbers are hidden: what others who compute from rows must find. */
public final class UnprotectedFigures {
    private UnprotectedFigures() {}

    public static CohortFigures of(Service service) {
        return service.bean(CohortReading.class).read(AsOf.NOW).figures();
    }
}
