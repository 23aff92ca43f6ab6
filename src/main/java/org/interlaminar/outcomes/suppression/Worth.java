package org.interlaminar.outcomes.suppression;

/** How much a reader would miss a cell; decides, with its name, which cells are hidden to protect a small one. */
public enum Worth {
    /** Finer than the tables beside it: hidden first. */
    FINE(1),
    /** Inside a table. */
    DETAIL(64),
    /** A row or column total. */
    MARGIN(256),
    /** The people a whole table is about. */
    TOTAL(1024),
    /** Hidden only if small or if there is no other way. */
    HEADLINE(4096),
    /** What everything else is of: the last to be hidden. */
    FOUNDATION(262_144);

    private final int weight;

    Worth(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }
}
