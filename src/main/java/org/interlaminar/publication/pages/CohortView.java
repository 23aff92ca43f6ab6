package org.interlaminar.publication.pages;

import java.util.List;
import org.interlaminar.publication.figures.PublishedFigure.Row;

/**
 * Who was analysed, and whether those who were not seen again are others; {@code templates/cohort.html}.
 *
 * @param characteristics of all index cases
 * @param compared the same of groups of them, and how far these lie apart; empty when there is only one group
 */
record CohortView(FigureTable attrition, List<AttritionFlow> flows, FigureTable characteristics, FigureTable compared) {
    private static final List<String> ALL = List.of("all");

    static CohortView of(Basis basis) {
        FigureTable attrition = basis.table("attrition");
        FigureTable table1 = basis.table("table-1");
        List<String> groups = table1.words("group").stream()
                .filter(group -> !ALL.contains(group))
                .toList();
        return new CohortView(
                attrition,
                List.of(AttritionFlow.desk(attrition), AttritionFlow.phone(attrition)),
                table1.whereAny("group", ALL),
                table1.whereAny("group", groups));
    }

    /** The groups that are compared; what is told of all of them together is no group. */
    public List<String> groups() {
        List<String> groups = compared.words("group");
        return groups.subList(0, Math.max(0, groups.size() - 1));
    }

    /** Levels of a characteristic that somebody has in a group; one without a name for a number. */
    public List<String> levels(String characteristic) {
        return compared.whereAny("group", groups())
                .where("characteristic", characteristic)
                .words("level");
    }

    /** A level of a characteristic in a group, or null where nobody of the group has it. */
    public Row at(String characteristic, String level, String group) {
        return compared.where("characteristic", characteristic)
                .where("level", level)
                .where("group", group)
                .first()
                .orElse(null);
    }

    /** How far the groups lie apart in a characteristic, or null where that cannot be said. */
    public Row apart(String characteristic) {
        List<String> groups = compared.words("group");
        return at(characteristic, "", groups.get(groups.size() - 1));
    }
}
