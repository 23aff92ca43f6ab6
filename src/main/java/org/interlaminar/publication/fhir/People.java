package org.interlaminar.publication.fhir;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Patient;
import org.interlaminar.reporting.ResultKind.Column;
import org.interlaminar.reporting.ResultRow;

/** A person of the mart as a Patient under a pseudonym. */
final class People {
    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private People() {}

    static Patient of(ResultRow row, Dates dates) {
        Patient patient = Names.stamped(new Patient(), row, row.id(), "pseudonymous-patient");
        Integer age = dates.age(row.number(Column.AGE_AT_INDEX));
        Names.extend(patient, "age-at-index", age == null ? null : new IntegerType(age));
        patient.addIdentifier().setSystem(Names.PERSON).setValue(row.person());
        patient.addName().addExtension(ABSENT, new CodeType("masked"));
        patient.setGender(AdministrativeGender.fromCode(row.text(Column.SEX)));
        LocalDate death = row.get(Column.DEATH_DATE, LocalDate.class);
        if (death != null) {
            // How much of it is known is not kept beyond the mart's day, so no more than the year is claimed.
            patient.setDeceased(dates.told(death, "year"));
        }
        return patient;
    }
}
