package org.interlaminar.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.ICD10CM;

import java.util.List;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.CodedText;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.recognition.Kinds.Kind;
import org.junit.jupiter.api.Test;

class KindsTest {
    private static final SourceRef REF = new SourceRef("Condition", "1", "0");

    @Test
    void everyKindAConceptBelongsToIsNamedWithItsEvidence() {
        List<Kind> kinds = comorbidities(new Code(ICD10CM, "M43.16"), new Code(ICD10CM, "I73.9"));
        assertThat(kinds).extracting(Kind::name).containsExactly("pad", "slip");
        assertThat(kinds).allSatisfy(kind -> {
            assertThat(kind.evidence().rule()).isEqualTo("comorbidity-by-code");
            assertThat(kind.evidence().match().valueSet().name()).isEqualTo("comorbidity-" + kind.name());
        });
    }

    @Test
    void otherCodesAndBareWordsAreOfNoKind() {
        assertThat(comorbidities(new Code(ICD10CM, "M48.061"))).isEmpty();
        assertThat(new Kinds(Profiles.terminology(), "comorbidity")
                        .recognise(REF, new CodedText(List.of(), List.of("claudication"))))
                .isEmpty();
    }

    @Test
    void aGroupWithoutValueSetsIsRefusedAtOnce() {
        assertThatThrownBy(() -> new Kinds(Profiles.terminology(), "comorbid"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("comorbid-");
    }

    private static List<Kind> comorbidities(Code... codes) {
        return new Kinds(Profiles.terminology(), "comorbidity")
                .recognise(REF, new CodedText(List.of(codes), List.of()));
    }
}
