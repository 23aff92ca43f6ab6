package org.interlaminar.publication.fhir;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.DateTimeType;
import org.interlaminar.publication.export.Regime;

/** How much of a date is told: its year under safe_harbor, else as much as is known. */
record Dates(Regime regime) {
    private static final int OLDEST_AGE = 90;

    boolean yearsOnly() {
        return regime == Regime.SAFE_HARBOR;
    }

    /**
     * @param precision day, month or year
     * @return null without a date
     */
    DateTimeType told(LocalDate date, String precision) {
        if (date == null) {
            return null;
        }
        String text =
                switch (yearsOnly() ? "year" : precision) {
                    case "year" -> date.toString().substring(0, 4);
                    case "month" -> date.toString().substring(0, 7);
                    default -> date.toString();
                };
        return new DateTimeType(text);
    }

    /** Ages from 90 on are one group under safe_harbor. */
    Integer age(Integer age) {
        return age != null && yearsOnly() ? Integer.valueOf(Math.min(age, OLDEST_AGE)) : age;
    }
}
