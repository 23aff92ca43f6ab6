package org.interlaminar.explanation;

import java.util.List;
import org.interlaminar.cases.CaseAssembler;
import org.interlaminar.cases.CaseSettings;
import org.interlaminar.cases.LandedState;
import org.interlaminar.cases.PersonCase;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.explanation.Explanation.Answer;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;

/** The explanation a story turns into. */
public final class Explained {
    private static final CaseAssembler ASSEMBLER = new CaseAssembler(Profiles.terminology());

    private Explained() {}

    public static Explanation of(PatientStory story) {
        return of(story, CaseSettings.DEFAULTS);
    }

    static Explanation of(PatientStory story, CaseSettings settings) {
        return Explaining.of(assembled(story, settings), settings, Profiles.terminology(), List.of(), List.of());
    }

    static PersonCase assembled(PatientStory story, CaseSettings settings) {
        return ASSEMBLER.assemble(
                new PersonKey("ehr", story.patientId()), Profiles.records(story), LandedState.WHOLE, settings);
    }

    static Answer answer(Explanation one, String question) {
        return one.answers().stream()
                .filter(answer -> answer.question().equals(question))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody answers " + question));
    }

    /** Why a question is not answered with that word. */
    static String whyNot(Explanation one, String question, String word) {
        return answer(one, question).others().stream()
                .filter(other -> other.answer().equals(word))
                .findFirst()
                .orElseThrow(() -> new AssertionError(question + " does not say why it is not " + word))
                .because();
    }
}
