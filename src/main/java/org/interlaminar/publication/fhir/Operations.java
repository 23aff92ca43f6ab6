package org.interlaminar.publication.fhir;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.interlaminar.reporting.ResultKind.Column;
import org.interlaminar.reporting.ResultRow;

/** A procedure of the mart as a Procedure. */
final class Operations {
    private Operations() {}

    static Procedure of(ResultRow row, Dates dates) {
        String tag = row.text(Column.TAG);
        String kind = row.text(Column.KIND);
        Procedure procedure =
                Names.stamped(new Procedure(), row, row.id(), tag == null ? "other-spine-procedure" : "mild-procedure");
        if (tag != null) {
            procedure.getMeta().addTag().setSystem(Names.TAG).setCode(tag);
        }
        Names.extend(procedure, "procedure-kind", new CodeType(kind));
        Integer index = row.number(Column.INDEX_NO);
        Integer day = row.number(Column.DAY);
        String window = row.text(Column.WINDOW);
        Names.extend(procedure, "index-number", index == null ? null : new IntegerType(index));
        Names.extend(procedure, "day-from-index", day == null ? null : new IntegerType(day));
        Names.extend(procedure, "outcome-window", window == null || index == null ? null : new CodeType(window));
        LocalDate date = row.get(Column.DATE, LocalDate.class);
        procedure.setStatus(status(tag, date));
        procedure.setCode(code(row, tag, kind));
        procedure.setSubject(Names.to("Patient", row.person()));
        procedure.setPerformed(dates.told(date, row.text(Column.PRECISION)));
        return procedure;
    }

    static ProcedureStatus status(String tag, LocalDate date) {
        if ("mild-not-performed".equals(tag)) {
            return ProcedureStatus.NOTDONE;
        }
        return date == null ? ProcedureStatus.UNKNOWN : ProcedureStatus.COMPLETED;
    }

    private static CodeableConcept code(ResultRow row, String tag, String kind) {
        if (row.text(Column.CODE) != null) {
            return Names.concept(row.text(Column.SYSTEM), row.text(Column.CODE));
        }
        return tag == null ? Names.concept(Names.ours("result-procedure-kind"), kind) : Names.concept(Names.TAG, tag);
    }
}
