package org.interlaminar.publication.pages;

import java.math.BigDecimal;
import java.util.List;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/** The site beside published results; {@code templates/trials.html}. */
record TrialsView(FigureTable trials, CoverageReport report) {
    private static final List<Chart> CHARTS = List.of(
            new Chart("odi", "Change in ODI, points", false),
            new Chart("pain", "Change in pain, points of 10", false),
            new Chart("zcq", "Change in ZCQ, points", false),
            new Chart("percent", "People, percent", true));

    /**
     * Results on one scale, drawn together.
     *
     * @param share whether they are shares of people
     */
    record Chart(String id, String name, boolean share) {}

    static TrialsView of(Basis basis) {
        return new TrialsView(basis.table("trials"), CoverageReport.of(basis));
    }

    public List<String> studies() {
        return trials.words("study");
    }

    public List<Chart> charts() {
        return CHARTS;
    }

    /** The chart that a result is drawn in; empty where it is compared with nothing. */
    public String chart(Row row) {
        if (!trials.label(row, "standing").equals("abstract read")) {
            return "";
        }
        if (trials.label(row, "unit").equals("percent")) {
            return "percent";
        }
        String what = trials.label(row, "what");
        return what.startsWith("ODI") ? "odi" : what.startsWith("ZCQ") ? "zcq" : "pain";
    }

    /** As it is drawn: points, or a share between 0 and 1. */
    public String published(Row row) {
        BigDecimal value = new BigDecimal(trials.label(row, "published"));
        return (chart(row).equals("percent") ? value.movePointLeft(2) : value).toPlainString();
    }
}
