package org.interlaminar.outcomes.suppression;

/** How much a reader would miss a cell; decides, with its name, which cells are hidden to protect a small one. */
public enum Worth {
    /** Inside a table. */
    DETAIL(1),
    /** A row or column total. */
    MARGIN(4),
    /** The people a whole table is about. */
    TOTAL(16),
    /** Hidden only if small or if there is no other way. */
    HEADLINE(64),
    /** What everything else is of: the last to be hidden. */
    FOUNDATION(4096);

    private final int weight;

    Worth(int weight) {
        this.weight = weight;
    }

    int weight() {
        return weight;
    }
}
