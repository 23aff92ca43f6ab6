package org.interlaminar.publication.pages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/**
 * How much people changed in one measure at one window, in bins from worse to better.
 *
 * @param bins in the order in which they are drawn
 */
record ChangeBins(List<Bin> bins) {
    private static final String FAILED = "failed";
    private static final String BELOW = "below";

    /**
     * One bin.
     *
     * @param edge improvement in points at which it begins, or null for those treated again and those worse than all edges
     * @param name in words: 10 to 20
     * @param row of the figure distribution
     */
    record Bin(BigDecimal edge, String name, Row row) {
        /** Drawn as better or worse; no change is not better. */
        public String side() {
            return edge != null && edge.signum() >= 0 ? "better" : "worse";
        }

        public String x() {
            return edge == null ? "" : edge.toPlainString();
        }

        boolean isAt(BigDecimal threshold) {
            return edge != null && edge.compareTo(threshold) == 0;
        }
    }

    static ChangeBins of(FigureTable distribution) {
        List<Row> rows = distribution.rows();
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String from = distribution.label(rows.get(i), "at_least");
            String to = i + 1 < rows.size() ? distribution.label(rows.get(i + 1), "at_least") : null;
            bins.add(
                    switch (from) {
                        case FAILED -> new Bin(null, "treated again", rows.get(i));
                        case BELOW -> new Bin(null, "below " + minus(to), rows.get(i));
                        default -> new Bin(
                                new BigDecimal(from),
                                to == null ? minus(from) + " or more" : minus(from) + " to " + minus(to),
                                rows.get(i));
                    });
        }
        return new ChangeBins(List.copyOf(bins));
    }

    /** Edges that can be thresholds: some improvement at least. */
    public List<Bin> thresholds() {
        return bins.stream()
                .filter(bin -> bin.edge() != null && bin.edge().signum() > 0)
                .toList();
    }

    Optional<Bin> at(BigDecimal threshold) {
        return thresholds().stream().filter(bin -> bin.isAt(threshold)).findFirst();
    }

    /** Between two thresholds. */
    public String step() {
        List<Bin> all = thresholds();
        return all.size() < 2
                ? "any"
                : all.get(1).edge().subtract(all.get(0).edge()).toPlainString();
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
