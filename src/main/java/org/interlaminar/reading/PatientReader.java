package org.interlaminar.reading;

import java.io.IOException;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.PartialDate;
import org.interlaminar.clinical.PatientRecord;

/** Reads a <a href="https://hl7.org/fhir/R4/patient.html">Patient</a>. */
final class PatientReader implements TypeReader {
    private final Elements in;
    private String sex;
    private PartialDate birth;
    private PartialDate death;
    private boolean deceased;

    PatientReader(Elements in) {
        this.in = in;
    }

    @Override
    public void field(String name) throws IOException, Unreadable {
        switch (name) {
            case "gender" -> sex = in.string();
            case "birthDate" -> birth = in.date(name);
            case "deceasedBoolean" -> deceased |= Boolean.TRUE.equals(in.truth());
            case "deceasedDateTime" -> {
                death = in.date(name);
                deceased = true;
            }
            default -> in.skip();
        }
    }

    @Override
    public ClinicalRecord record() {
        return new PatientRecord(in.ref(), sex, birth, death, deceased);
    }
}
