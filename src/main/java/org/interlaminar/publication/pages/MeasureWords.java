package org.interlaminar.publication.pages;

import java.util.List;
import java.util.Map;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/**
 * How a page speaks of one measure.
 *
 * @param instrument as in the mart
 * @param component as in the mart
 * @param unit as in the mart
 */
record MeasureWords(String instrument, String component, String unit) {
    private static final Map<String, String> NAMES = Map.of(
            "ODI", "Disability",
            "NRS", "Pain",
            "VAS", "Pain",
            "ZCQ", "Claudication",
            "PROMIS", "PROMIS",
            "EQ-5D", "Quality of life",
            "walking", "Walking");
    private static final Map<String, String> SCALES = Map.of(
            "ODI", "Oswestry Disability Index, 0 to 100 percent, lower is better",
            "NRS", "numeric rating scale, 0 to 10, lower is better",
            "VAS", "visual analogue scale, lower is better",
            "ZCQ", "Zurich Claudication Questionnaire, mean of the domain, lower is better",
            "PROMIS", "T-score, 50 is the mean of the reference population",
            "EQ-5D", "higher is better",
            "walking", "more is better");

    static MeasureWords of(FigureTable table, Row row) {
        return new MeasureWords(
                table.label(row, "instrument"), table.label(row, "component"), table.label(row, "unit"));
    }

    /** Everything that a figure has of this kind, in its order. */
    static List<MeasureWords> all(FigureTable table) {
        return table.rows().stream().map(row -> of(table, row)).distinct().toList();
    }

    FigureTable in(FigureTable table) {
        FigureTable found = table.where("instrument", instrument).where("component", component);
        return found.figure().headings().contains("unit") ? found.where("unit", unit) : found;
    }

    /** As it stands in an address. */
    public String key() {
        return String.join(".", instrument, component, unit);
    }

    /** As it stands on a switch: ODI, NRS leg, ZCQ symptom severity. */
    public String shortName() {
        String part = component.equals("score") ? "" : " " + component.replace('-', ' ');
        return instrument + part + (instrument.equals("VAS") ? " " + unit.replace('-', ' ') : "");
    }

    public String name() {
        return NAMES.getOrDefault(instrument, instrument) + " (" + shortName() + ")";
    }

    public String scale() {
        return SCALES.getOrDefault(instrument, unit);
    }

    public int places() {
        return switch (instrument) {
            case "ZCQ" -> 2;
            case "EQ-5D" -> component.equals("index") ? 3 : 1;
            case "walking" -> 0;
            default -> 1;
        };
    }

    /** Whether a falling score is an improvement. */
    public boolean lowerIsBetter() {
        return switch (instrument) {
            case "EQ-5D", "walking" -> false;
            case "PROMIS" -> !component.equals("physical-function");
            default -> true;
        };
    }

    public String points() {
        return switch (unit) {
            case "m" -> "m";
            case "s" -> "s";
            default -> "points";
        };
    }

    /** What makes a responder, in words. @param by points, percent of baseline, at most */
    String threshold(String threshold, String by) {
        return switch (by) {
            case "points" -> threshold + " " + points() + " or more";
            case "percent of baseline" -> threshold + " % of the baseline or more";
            default -> by + " " + threshold;
        };
    }
}
