package org.interlaminar.publication.pages;

import java.util.List;

/** Who was analysed; {@code templates/cohort.html}. */
record CohortView(FigureTable attrition, List<AttritionFlow> flows, FigureTable characteristics) {
    static CohortView of(Basis basis) {
        FigureTable attrition = basis.table("attrition");
        return new CohortView(
                attrition,
                List.of(AttritionFlow.desk(attrition), AttritionFlow.phone(attrition)),
                basis.table("table-1"));
    }
}
