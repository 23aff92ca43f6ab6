package org.interlaminar.publication.figures;

import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.outcomes.MeasureFigures;

/** Measures taken apart into single windows. */
final class Pieces {
    private Pieces() {}

    static Stream<MeasureFigures> of(List<MeasureFigures> measures) {
        return measures.stream().flatMap(measure -> measure.windows().stream()
                .map(window -> new MeasureFigures(measure.measure(), List.of(window))));
    }
}
