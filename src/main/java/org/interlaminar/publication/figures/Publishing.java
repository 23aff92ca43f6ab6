package org.interlaminar.publication.figures;

import java.util.List;
import org.interlaminar.outcomes.MeasureFigures;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.outcomes.suppression.Counts;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;
import org.interlaminar.outcomes.suppression.Suppression;

/** Turns a cohort into what may leave of it. */
final class Publishing {
    private Publishing() {}

    static PublishedCohort of(Cohort cohort, Suppression suppression) {
        List<MeasureFigures> measures = cohort.figures().measures().stream()
                .filter(MeasureFigures::hasScores)
                .map(Publishing::reached)
                .toList();
        List<Figure> figures = List.of(
                new AttritionFigure(cohort.steps()),
                new CharacteristicsFigure(cohort.characteristics().rows()),
                new ChangeFigure(measures),
                new RespondersFigure(measures),
                new FollowUpFigure(measures, cohort.figures().followUp()),
                new TimesFigure(cohort.figures().timesToEvent()),
                new HarmsFigure(cohort.figures().harms()));
        CountsBuilder counts = Counts.builder();
        figures.forEach(figure -> figure.declare(counts));
        Published published = suppression.protect(counts.build());
        return new PublishedCohort(
                cohort.when().snapshot(),
                cohort.cutOff(),
                suppression.threshold(),
                figures.stream().map(figure -> figure.told(published)).toList());
    }

    /** Without windows in which nobody was scored and nobody was to be. */
    private static MeasureFigures reached(MeasureFigures measure) {
        return new MeasureFigures(
                measure.measure(),
                measure.windows().stream().filter(Publishing::isReached).toList());
    }

    private static boolean isReached(WindowFigures window) {
        return window.values().n() > 0 || window.completeness().expected() > 0;
    }
}
