package org.interlaminar.ehr.preflight;

import org.interlaminar.ehr.FetchFailed;

/** Whether somebody whom a record names can be read. */
final class PatientRead implements Examination {
    @Override
    public String name() {
        return "one patient";
    }

    @Override
    public Finding look(Examined source) throws NotAsked {
        String patient = source.patient();
        try {
            source.questions().get("Patient/" + patient);
            return Finding.good("A patient whom a record names can be read");
        } catch (FetchFailed e) {
            return Finding.warning(
                    "A patient whom a record names cannot be read: " + e.getMessage(),
                    "Birth date and sex would be missing: ask the EHR's administrators for the right to read Patient.");
        }
    }
}
