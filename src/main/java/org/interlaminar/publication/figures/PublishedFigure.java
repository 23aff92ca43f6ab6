package org.interlaminar.publication.figures;

import java.util.List;
import java.util.Map;
import org.interlaminar.outcomes.suppression.Shown;

/**
 * One figure as it may leave: a flat table, the same for pages, programs, files and the store.
 *
 * @param name attrition, table-1, change, responders, distribution, follow-up, survival, survival-curve, survival-by-group,
 *     complications, trials
 * @param title what it shows, in words
 * @param headings what names a row, in their order
 * @param statistics what a row tells, in their order
 */
public record PublishedFigure(
        String name, String title, List<String> headings, List<String> statistics, List<Row> rows) {

    /**
     * One row.
     *
     * @param labels one for each heading
     * @param values by statistic; what cannot be worked out is not among them, what may not be shown is hidden
     */
    public record Row(List<String> labels, Map<String, Shown<Number>> values) {
        /** What a statistic says: null when there is nothing to say. */
        public Shown<Number> get(String statistic) {
            return values.get(statistic);
        }
    }
}
