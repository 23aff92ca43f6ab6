package org.interlaminar.publication.figures;

import org.interlaminar.reporting.AsOf;
import org.springframework.stereotype.Component;

/**
 * Figures as somebody may read them. Who reads figures only is given those of a snapshot: somebody who could read them from
 * hour to hour would see each new person in the difference.
 */
@Component
public class ReaderFigures {
    private final PublishedFigures figures;

    ReaderFigures(PublishedFigures figures) {
        this.figures = figures;
    }

    /**
     * @param readsRows whether the reader sees row by row what figures are made of
     * @throws NoSnapshot when somebody who reads figures only comes before the first snapshot
     * @throws org.interlaminar.reporting.UnknownSnapshot when there is none of the number asked for
     */
    public PublishedCohort of(AsOf asked, boolean readsRows) {
        return figures.of(
                readsRows || asked.snapshot() != null ? asked : figures.newest().orElseThrow(NoSnapshot::new));
    }
}
