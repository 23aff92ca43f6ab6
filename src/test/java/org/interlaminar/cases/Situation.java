package org.interlaminar.cases;

import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.interlaminar.clinical.ClinicalRecord;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.fixture.When;

/**
 * One synthetic person and what is special about them; the case the story turns into is approved as a file of this name.
 *
 * @param name of the approved file
 * @param words the situation as a sentence
 */
record Situation(String name, String words, PatientStory story, CaseSettings settings, LandedState landed) {
    /** The day of the index procedure where a situation does not say another. */
    static final When INDEX = on("2025-02-03");

    static Situation of(String name, String words, PatientStory story) {
        return new Situation(name, words, story, CaseSettings.DEFAULTS, LandedState.WHOLE);
    }

    Situation with(CaseSettings other) {
        return new Situation(name, words, story, other, landed);
    }

    /** Every record was delivered on that day. */
    Situation delivered(LocalDate day) {
        Map<org.interlaminar.clinical.SourceRef, LocalDate> delivered =
                Profiles.records(story).stream().collect(Collectors.toMap(ClinicalRecord::ref, any -> day));
        return new Situation(
                name,
                words,
                story,
                settings,
                new LandedState(List.of(), List.of(), false, false, delivered, List.of()));
    }

    /** A person has answered every question the case raises. */
    Situation decided(boolean yes) {
        List<Decision> decisions = assembled().reviews().stream()
                .map(review -> new Decision(
                        "d1", review.ref().type(), review.ref().id(), review.tag(), review.question(), yes))
                .toList();
        return new Situation(
                name, words, story, settings, new LandedState(List.of(), List.of(), false, false, Map.of(), decisions));
    }

    /** Stenosis with claudication, known for two months before {@link #INDEX}; no procedure. */
    static PatientStory withStenosis() {
        return aPatient().born(1950).withLumbarStenosisAndClaudication().recorded(on("2024-12-02"));
    }

    /** The same, and the procedure by its code: the resource told last. */
    static PatientStory afterMild() {
        return withStenosis().afterMildProcedure(INDEX);
    }

    PersonCase assembled() {
        return Assembled.from(story.patientId(), Profiles.records(story), landed, settings);
    }

    @Override
    public String toString() {
        return words;
    }
}
