package org.interlaminar.publication.pages;

import java.util.List;
import java.util.Optional;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/** What went wrong, and who was operated on again; {@code templates/safety.html}. */
record SafetyView(FigureTable survival, FigureTable curve, FigureTable byGroup, FigureTable complications) {
    private static final String TEST = "log-rank";
    private static final String EVER = "to the end";

    static SafetyView of(Basis basis) {
        return new SafetyView(
                basis.table("survival"),
                basis.table("survival-curve"),
                basis.table("survival-by-group"),
                basis.table("complications"));
    }

    /** Groups of a trait. */
    public List<String> groups(String endpoint, String by) {
        return part(endpoint, by).words("group").stream()
                .filter(group -> !group.equals(TEST))
                .toList();
    }

    /** A group at a landmark, or null where nobody of it was observed so long. */
    public Row at(String endpoint, String by, String group, String day) {
        return part(endpoint, by)
                .where("group", group)
                .where("day", day)
                .first()
                .orElse(null);
    }

    /** Its people, and how many ever had the event. */
    public Row ever(String endpoint, String by, String group) {
        return at(endpoint, by, group, EVER);
    }

    /** The test between the groups; empty when no group can be compared. */
    public Optional<Row> test(String endpoint, String by) {
        return part(endpoint, by).where("group", TEST).first();
    }

    private FigureTable part(String endpoint, String by) {
        return byGroup.where("endpoint", endpoint).where("by", by);
    }
}
