package org.interlaminar.publication.figures;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that may leave about the index cases of one state of the mart. All figures went through the gate together, so
 * that nothing hidden in one can be worked out from another.
 *
 * @param snapshot its number, or null for the mart as it was read
 * @param cutOff when the newest landed data had come in, or null when nothing had
 * @param threshold the smallest number of people that may be shown
 */
public record PublishedCohort(Integer snapshot, Instant cutOff, int threshold, List<PublishedFigure> figures) {
    public Optional<PublishedFigure> figure(String name) {
        return figures.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
