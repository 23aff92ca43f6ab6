package org.interlaminar.publication.figures;

import java.util.function.UnaryOperator;
import org.interlaminar.outcomes.Characteristic;
import org.interlaminar.outcomes.Table1.CategoryCell;
import org.interlaminar.outcomes.Table1.Cell;
import org.interlaminar.outcomes.Table1.NumberCell;

/**
 * The rows of one characteristic of one group.
 *
 * @param key of "known", "missing" and of each level
 * @param isWithheld whether the figure holds all of them back
 */
record CharacteristicRows(
        Rows rows, Characteristic characteristic, String group, UnaryOperator<String> key, boolean isWithheld) {
    void tell(Cell cell) {
        if (cell instanceof NumberCell number) {
            tell(number);
        } else if (cell instanceof CategoryCell category) {
            category.levels().forEach(level -> {
                rows.row(characteristic.label(), level.level(), group);
                if (isWithheld) {
                    rows.withheld("n", "percent");
                } else {
                    rows.count("n", key.apply(level.level()))
                            .of("percent", key.apply(level.level()), key.apply("known"), level.percent());
                }
            });
            rows.row(characteristic.label(), "not recorded", group);
            if (isWithheld) {
                rows.withheld("n");
            } else {
                rows.count("n", key.apply("missing"));
            }
        }
    }

    private void tell(NumberCell number) {
        String known = key.apply("known");
        rows.row(characteristic.label(), "", group);
        if (isWithheld) {
            rows.withheld("n", "missing", "mean", "sd", "lower_quartile", "median", "upper_quartile");
            return;
        }
        rows.count("n", known)
                .count("missing", key.apply("missing"))
                .over("mean", known, number.mean().mean())
                .over("sd", known, number.mean().deviation());
        if (number.quartiles() != null) {
            rows.over("lower_quartile", known, number.quartiles().lower())
                    .over("median", known, number.quartiles().median())
                    .over("upper_quartile", known, number.quartiles().upper());
        }
    }
}
