package org.interlaminar.reporting;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A figure of a snapshot as it stands in the schema {@code aggregate}.
 *
 * @param headings what each label of a row is
 * @param statistics numbers a row may have, in their order
 */
public record PublishedTable(
        String figure, String title, List<String> headings, List<String> statistics, List<Row> rows) {

    /**
     * @param labels one for each heading
     * @param numbers by statistic, in order; null for one that is hidden
     */
    public record Row(List<String> labels, Map<String, BigDecimal> numbers) {}
}
