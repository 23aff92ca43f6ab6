package org.interlaminar.publication.pages;

import java.util.List;

/** The site beside published results; {@code templates/trials.html}. */
record TrialsView(FigureTable trials, CoverageReport report) {
    static TrialsView of(Basis basis) {
        return new TrialsView(basis.table("trials"), CoverageReport.of(basis));
    }

    public List<String> studies() {
        return trials.words("study");
    }
}
