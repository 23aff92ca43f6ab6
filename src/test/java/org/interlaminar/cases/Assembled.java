package org.interlaminar.cases;

import java.util.List;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.recognition.OdiScale;

/** The case a story turns into. */
final class Assembled {
    static final CaseSettings DEFAULTS = CaseSettings.DEFAULTS;
    private static final CaseAssembler ASSEMBLER = new CaseAssembler(Profiles.terminology());

    private Assembled() {}

    static PersonCase from(PatientStory story) {
        return from(story, DEFAULTS);
    }

    static PersonCase from(PatientStory story, CaseSettings settings) {
        return from(story.patientId(), Profiles.records(story), settings);
    }

    static PersonCase from(String patient, List<ClinicalRecord> records, CaseSettings settings) {
        return from(patient, records, LandedState.WHOLE, settings);
    }

    static PersonCase from(String patient, List<ClinicalRecord> records, LandedState landed, CaseSettings settings) {
        return ASSEMBLER.assemble(new PersonKey("ehr", patient), records, landed, settings);
    }

    static CaseSettings odiIn(OdiScale scale) {
        return new CaseSettings(DEFAULTS.windows(), DEFAULTS.nonSurgicalReinterventionIsFailure(), scale);
    }

    static OutcomeScore score(PersonCase one, int value) {
        List<OutcomeScore> found = one.scores().stream()
                .filter(score -> score.value().intValue() == value)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " scores of " + value);
        }
        return found.get(0);
    }
}
