package org.interlaminar.publication.figures;

import org.interlaminar.outcomes.Measure;
import org.interlaminar.outcomes.Threshold;
import org.interlaminar.outcomes.suppression.CountsBuilder;

/** Names of the counts of one measure at one window. */
record Keys(Measure measure, String window) {
    String of(String... words) {
        return CountsBuilder.key(
                measure.instrument(), measure.component(), measure.unit(), window, CountsBuilder.key(words));
    }

    /** People who are responders by this threshold. */
    String responders(Threshold threshold) {
        return of(
                "responders",
                word(threshold.kind()),
                threshold.value().stripTrailingZeros().toPlainString());
    }

    static String word(Threshold.Kind kind) {
        return switch (kind) {
            case POINTS -> "points";
            case PERCENT_OF_BASELINE -> "percent of baseline";
            case AT_MOST -> "at most";
        };
    }
}
