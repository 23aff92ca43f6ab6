package org.interlaminar.publication.pages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.interlaminar.publication.figures.PublishedCohort;
import org.interlaminar.publication.figures.PublishedFigure.Row;
import org.interlaminar.reporting.Snapshot;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What every figure of a page rests on.
 *
 * @param asked number of the snapshot that was asked for, or null
 * @param snapshots that can be asked for, the newest first; empty where the reader has no choice
 */
record Basis(PublishedCohort cohort, Integer asked, List<Snapshot> snapshots) {
    private static final String STENOSIS_STEP = "with lumbar stenosis";
    private static final String INDEX_STEP = "index cases";
    private static final String ANALYSED_STEP = "analysed at 12 months";

    public Instant cutOff() {
        return cohort.cutOff();
    }

    public Integer snapshot() {
        return cohort.snapshot();
    }

    public int threshold() {
        return cohort.threshold();
    }

    /** A step of the attrition; statistic {@code people}. Null where a snapshot no longer has an attrition that fits it. */
    public Row received() {
        return table("attrition").first().orElse(null);
    }

    public Row stenosis() {
        return step(STENOSIS_STEP);
    }

    public Row indexCases() {
        return step(INDEX_STEP);
    }

    public Row analysed() {
        return step(ANALYSED_STEP);
    }

    private Row step(String who) {
        return table("attrition").where("who", who).first().orElse(null);
    }

    /** A page of the same snapshot. */
    public String link(String path) {
        return asked == null ? path : path + "?snapshot=" + asked;
    }

    /** Where a figure is had as CSV. @param words headings and the word chosen of each, in turn */
    public String csv(String figure, String... words) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/figures/{figure}.csv");
        for (int i = 0; i < words.length; i += 2) {
            address.queryParam(words[i], "{" + words[i] + "}");
        }
        if (asked != null) {
            address.queryParam("snapshot", asked);
        }
        List<String> values = new ArrayList<>(List.of(figure));
        for (int i = 1; i < words.length; i += 2) {
            values.add(words[i]);
        }
        return address.encode().buildAndExpand(values.toArray()).toUriString();
    }

    /** How completely index cases were observed, as a sentence. */
    public String observation() {
        return new Findings(this).observation();
    }

    FigureTable table(String figure) {
        return FigureTable.of(cohort, figure);
    }

    /** How completely a measure was followed at a window; statistics {@code seen}, {@code expected}, {@code share}. */
    Optional<Row> followUp(MeasureWords measure, String window) {
        return measure.in(table("follow-up")).where("window", window).first();
    }
}
