package org.interlaminar.publication.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import org.interlaminar.publication.Readers;
import org.interlaminar.publication.figures.ReaderFigures;
import org.interlaminar.reporting.AsOf;
import org.interlaminar.reporting.Snapshot;
import org.interlaminar.reporting.Snapshots;
import org.springframework.stereotype.Component;

/** Reads what the pages of one reader rest on. */
@Component
class Bases {
    private final ReaderFigures figures;
    private final Snapshots snapshots;

    Bases(ReaderFigures figures, Snapshots snapshots) {
        this.figures = figures;
        this.snapshots = snapshots;
    }

    /**
     * @param snapshot that is asked for, or null
     * @throws org.interlaminar.reporting.UnknownSnapshot when there is none of that number
     * @throws org.interlaminar.publication.figures.NoSnapshot when nothing is published yet to this reader
     */
    Basis of(Integer snapshot, HttpServletRequest request) {
        return new Basis(
                figures.of(snapshot == null ? AsOf.NOW : new AsOf(snapshot), Readers.readRows(request)),
                snapshot,
                snapshots.list().stream()
                        .sorted(Comparator.comparingInt(Snapshot::number).reversed())
                        .toList());
    }
}
