package org.interlaminar.publication.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.outcomes.MeasureFigures;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.outcomes.suppression.Earlier;
import org.interlaminar.outcomes.suppression.Suppression;
import org.interlaminar.publication.trials.Study;

/** Turns a cohort into what may leave of it. */
final class Publishing {
    /** Where the characteristics stand among the figures. */
    private static final int CHARACTERISTICS = 1;

    private Publishing() {}

    /** What may leave, and what has to be kept of it for the next time. */
    record Settled(PublishedCohort cohort, Earlier kept) {}

    /** For readers of rows, who have no need to subtract. */
    static PublishedCohort of(Cohort cohort, Suppression suppression, List<Study> studies) {
        return of(cohort, suppression, List.of(), studies).cohort();
    }

    static Settled of(Cohort cohort, Suppression suppression, List<Earlier> earlier, List<Study> studies) {
        List<MeasureFigures> measures = cohort.figures().measures().stream()
                .filter(MeasureFigures::hasScores)
                .map(Publishing::reached)
                .toList();
        List<WindowPeople> windows = WindowPeople.of(measures);
        // Where only failures can be judged, no responder among them would say nothing about the scores.
        List<WindowPeople> scored = windows.stream()
                .filter(people -> people.window().values().n() > 0)
                .toList();
        List<Figure> figures = List.of(
                new AttritionFigure(cohort.fittingSteps(), measures),
                new CharacteristicsFigure(cohort.characteristics().rows()),
                new ChangeFigure(windows),
                new RespondersFigure(scored),
                new FollowUpFigure(windows, cohort.figures().followUp()),
                new TimesFigure(cohort.figures().timesToEvent()),
                new HarmsFigure(cohort.figures().harms()),
                // Last: what cannot be told beside the others is left out.
                new DistributionFigure(scored, suppression.threshold()),
                new SurvivalCurveFigure(cohort.figures().timesToEvent(), suppression.threshold()),
                SurvivalByGroupFigure.of(cohort.grouped(), suppression.threshold()));
        List<Figure> seen =
                SeenCharacteristicFigure.of(cohort.characteristics(), cohort.seen(), windows, suppression.threshold());
        List<List<Figure>> pieces =
                new ArrayList<>(figures.stream().map(Publishing::pieces).toList());
        Publication publication = new Publication(
                suppression,
                earlier,
                Math.toIntExact(cohort.figures().people()),
                joined(pieces.stream().flatMap(List::stream).toList(), seen));
        pieces.set(CHARACTERISTICS, joined(pieces.get(CHARACTERISTICS), seen));
        List<PublishedFigure> told = new ArrayList<>();
        pieces.forEach(parts -> told.add(told(parts, publication)));
        told.replaceAll(figure -> figure.name().equals("follow-up") ? FollowUpFigure.alike(figure) : figure);
        told.add(new BesideTrials(studies, told).figure());
        return new Settled(
                new PublishedCohort(
                        cohort.when().snapshot(), cohort.cutOff(), suppression.threshold(), List.copyOf(told)),
                publication.kept());
    }

    private static List<Figure> joined(List<Figure> some, List<Figure> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** A figure about nothing is one piece without rows. */
    private static List<Figure> pieces(Figure figure) {
        return figure.parts().isEmpty() ? List.of(figure) : figure.parts();
    }

    private static PublishedFigure told(List<Figure> parts, Publication publication) {
        List<PublishedFigure> told =
                parts.stream().map(part -> part.told(publication.of(part))).toList();
        PublishedFigure first = told.get(0);
        return new PublishedFigure(
                first.name(),
                first.title(),
                first.headings(),
                first.statistics(),
                told.stream().flatMap(one -> one.rows().stream()).toList());
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
