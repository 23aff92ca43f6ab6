package org.interlaminar.publication.fhir;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.IntegerType;
import org.interlaminar.reporting.ResultKind.Column;
import org.interlaminar.reporting.ResultRow;

/** What is known of a person's lumbar stenosis as one Condition. */
final class Diagnoses {
    private static final String YES = "yes";

    private Diagnoses() {}

    static Condition of(ResultRow row, Dates dates) {
        Condition condition = Names.stamped(new Condition(), row, row.id(), "lss-condition");
        boolean tagged = YES.equals(row.text(Column.LSS));
        String tag = tagged ? "lss" : "lss-undecided";
        tag(condition, tag);
        if (row.is(Column.FORAMINAL)) {
            tag(condition, "lss-foraminal");
        }
        if (YES.equals(row.text(Column.NC))) {
            tag(condition, "neurogenic-claudication");
        }
        Integer day = row.number(Column.DAY);
        Names.extend(condition, "day-from-index", day == null ? null : new IntegerType(day));
        condition.setClinicalStatus(Names.hl7("condition-clinical", "active"));
        condition.setVerificationStatus(Names.hl7("condition-ver-status", tagged ? "confirmed" : "unconfirmed"));
        condition.addCategory(Names.hl7("condition-category", "problem-list-item"));
        condition.setCode(code(row, tag));
        condition.setSubject(Names.to("Patient", row.person()));
        LocalDate onset = row.get(Column.DATE, LocalDate.class);
        // With an index and without a day from it, only a month or a year is known.
        condition.setOnset(dates.told(onset, row.is(Column.INDEXED) && day == null ? "year" : "day"));
        return condition;
    }

    private static CodeableConcept code(ResultRow row, String tag) {
        CodeableConcept code = row.text(Column.CODE) == null
                ? Names.concept(Names.TAG, tag)
                : Names.concept(row.text(Column.SYSTEM), row.text(Column.CODE));
        return code.setText("Lumbar spinal stenosis");
    }

    private static void tag(Condition condition, String code) {
        condition.getMeta().addTag().setSystem(Names.TAG).setCode(code);
    }
}
