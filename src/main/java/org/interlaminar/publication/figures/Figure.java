package org.interlaminar.publication.figures;

import java.util.List;
import org.interlaminar.outcomes.suppression.CountsBuilder;
import org.interlaminar.outcomes.suppression.Published;

/** One figure before it is known what of it may be shown. */
interface Figure {
    /** All index cases: the cell that most others are part of. */
    String INDEX = "index";

    /** Names every count that is told or can be worked out, and how they add up. */
    void declare(CountsBuilder counts);

    PublishedFigure told(Published published);

    /** The same figure in pieces that can be told or left out one by one, in the order of its rows. */
    default List<Figure> parts() {
        return List.of(this);
    }
}
