package org.interlaminar.ehr.preflight;

import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.search.Paging;
import org.interlaminar.reading.ScreenedType;

/** Whether the records of one person can be asked for: people whose records were given up are fetched so, one by one. */
final class OfOnePatient implements TypeExamination {
    private static final String ADVICE =
            "People cannot be fetched one by one, only with whole pulls: tell the EHR's administrators.";

    @Override
    public String name() {
        return "one patient";
    }

    @Override
    public boolean concerns(ExaminedType type) {
        ScreenedType screened = ScreenedType.of(type.name());
        return screened != null && screened.hasSubject() && screened != ScreenedType.PATIENT;
    }

    @Override
    public int questions() {
        return 1;
    }

    @Override
    public Finding look(Examined source, ExaminedType type) throws FetchFailed, NotAsked {
        String patient = source.patient();
        String base = source.settings().base();
        type.someSample();
        Paging search = source.questions().search(type.query("patient=" + patient + "&_count=100"), type.name());
        Paging.Fetched page;
        try {
            page = source.questions().next(search);
        } catch (FetchFailed e) {
            return Finding.warning("Asked for those of one patient, " + e.getMessage(), ADVICE);
        }
        Sample found = Sample.of(page);
        if (found.matches().stream()
                .flatMap(one -> one.patient(base).stream())
                .anyMatch(other -> !other.equals(patient))) {
            return Finding.bad("Asked for those of one patient, the server shows others': it ignores patient", ADVICE);
        }
        boolean isThere =
                type.shown().stream().flatMap(one -> one.patient(base).stream()).anyMatch(patient::equals);
        if (found.isEmpty() && isThere) {
            return Finding.bad("Asked for those of one patient, the server shows none, and has some", ADVICE);
        }
        if (page.isLast()) {
            type.walks().add(Walk.of(page.page(), search));
        }
        return Finding.good(found.size() + " of one patient");
    }
}
