package org.interlaminar.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperativeTextTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            MILD L4-5 left                                  | left
            MILD left L4-5                                  | left
            right-sided interlaminar approach               | right
            PILD L3-4, right                                | right
            MILD L3-4, L4-5 bilateral (Vertos)              | bilateral
            left and right L4-5                             | bilateral
            right and left laminae decompressed             | bilateral
            PILD L4-5 bilaterally                           | bilateral
            left L3-4, right L4-5                           | mixed
            left side first; then the right side            | bilateral
            MILD L4-5                                       |
            MILD L4-5 for left leg pain                     |
            PILD L4-5, bilateral lower extremity pain       |
            bilateral leg pain; PILD L4-5 right             | right
            Patient left the room                           |
            right after the epidurogram                     |
            left lateral decubitus                          |
            left                                            | left
            bilateral                                       | bilateral
            L4-5 on the right                               | right
            MILD L4-5 left then home                        | left
            L3-4 left, L4-5 right                           | mixed
            right L4-5; then the left side                  | bilateral
            L4-5 left and right, L3-4 right                 | mixed
            right leg pain, left L4-5                       | left
            left sided chronic leg pain                     |
            """)
    void readsTheSideOfTheProcedure(String text, String laterality) {
        assertThat(read(text).laterality()).isEqualTo(laterality);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            one incision                                    | 1
            single stab incision                            | 1
            Single-incision technique                       | 1
            2 incisions                                     | 2
            two portals                                     | 2
            2 small stab incisions, one per side            | 2
            one 5 mm incision                               | 1
            incisions: 2                                    | 2
            Incision x 1                                    | 1
            incisions x2                                    | 2
            one incision. The one incision was closed       | 1
            a 5 mm incision                                 |
            5 mm incision                                   |
            incision: 6 mm                                  |
            small incisions                                 |
            one incision left; two incisions right          |
            2 levels                                        |
            no incisions                                    |
            two paramedian 5 mm stab incisions              | 2
            2 5-mm portals                                  | 2
            two 1.5 cm incisions                            | 2
            a 1.5 cm incision                               |
            8 incisions                                     | 8
            9 incisions                                     |
            1 incision                                      | 1
            0 incisions                                     |
            incisions: x 2                                  | 2
            incision: 1 cm                                  |
            """)
    void readsTheNumberOfIncisions(String text, Integer incisions) {
        assertThat(read(text).incisions()).isEqualTo(incisions);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            under fluoroscopic guidance                     | fluoroscopy
            Fluoroscopy and epidurogram                     | epidurogram fluoroscopy
            C-arm used                                      | fluoroscopy
            epidurography performed                         | epidurogram
            CT-guided                                       | ct
            under computed tomography guidance              | ct
            ultrasound guidance                             | ultrasound
            US-guided                                       | ultrasound
            no complications under fluoroscopy              | fluoroscopy
            fluoroscopy, no epidurogram                     | fluoroscopy
            fluoroscopy without epidurogram                 | fluoroscopy
            epidurogram not performed                       |
            without fluoroscopy                             |
            CT lumbar spine showed stenosis                 |
            ultrasound of the abdomen normal                |
            sent us home                                    |
            under ultrasound                                | ultrasound
            done under CT                                   | ct
            under computed tomography                       | ct
            tomography-guided                               | ct
            CT under review                                 |
            computed tomography showed stenosis             |
            no need for any fluoroscopy                     |
            not in this case under fluoroscopy              | fluoroscopy
            fluoroscopy planned today was declined          |
            """)
    void readsWhatGuidedIt(String text, String guidance) {
        assertThat(read(text).guidance()).containsExactly(words(guidance));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            local anesthesia                                | local
            local anaesthetic                               | local
            1% lidocaine infiltrated                        | local
            general anaesthesia                             | general
            GETA                                            | general
            monitored anesthesia care                       | mac
            Monitored anaesthesia care (MAC)                | mac
            local with MAC                                  | mac
            local anesthesia and MAC                        | local mac
            Anesthesia: local                               | local
            Anaesthesia: local/MAC                          | local mac
            spinal anesthesia                               | regional
            no general anesthesia                           |
            local anesthesia, no general anesthesia         | local
            local anesthesia without general anesthesia     | local
            general anesthesia was not used                 |
            general practitioner informed                   |
            local hospital                                  |
            spinal stenosis                                 |
            epidural steroid                                |
            allergic to lidocaine                           |
            under general                                   | general
            under local                                     | local
            local infiltration                              | local
            general and then spinal anesthesia              | general regional
            Anesthesia: by the surgeon with local           | local
            Diet: general                                   |
            seen locally; anesthesia clinic                 |
            """)
    void readsTheAnaesthesia(String text, String anaesthesia) {
        assertThat(read(text).anaesthesia()).containsExactly(words(anaesthesia));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            moderate sedation                               | moderate
            conscious sedation                              | moderate
            moderate IV sedation                            | moderate
            deep sedation                                   | deep
            light sedation                                  | minimal
            mild sedation                                   | minimal
            IV sedation                                     | unspecified
            without sedation                                | none
            no IV sedation                                  | none
            Sedation: none                                  | none
            Sedation: moderate                              | moderate
            sedation was declined                           | none
            no deep sedation                                |
            moderate sedation, no deep sedation             | moderate
            moderate sedation then deep sedation            | deep
            moderate stenosis                               |
            oral anxiolysis                                 | minimal
            sedated                                         | unspecified
            No need for any sedation                        | none
            Sedation: declined                              | none
            sedation offered today was refused              | none
            Sedation: deep, not general                     | deep
            """)
    void readsTheSedation(String text, String sedation) {
        assertThat(read(text).sedation()).isEqualTo(sedation);
    }

    @Test
    void readsAWholeRecordAndLeavesOutWhatItDoesNotSay() {
        assertThat(
                        OperativeText.read(
                                Arrays.asList(
                                        "MILD L3-4, L4-5 bilateral",
                                        null,
                                        "Local anaesthesia with moderate sedation. Two stab incisions under fluoroscopy; epidurogram obtained.")))
                .satisfies(text -> {
                    assertThat(text.laterality()).isEqualTo("bilateral");
                    assertThat(text.incisions()).isEqualTo(2);
                    assertThat(text.guidance()).containsExactly("epidurogram", "fluoroscopy");
                    assertThat(text.anaesthesia()).containsExactly("local");
                    assertThat(text.sedation()).isEqualTo("moderate");
                });
        OperativeText nothing = OperativeText.read(List.of());
        assertThat(nothing.laterality()).isNull();
        assertThat(nothing.incisions()).isNull();
        assertThat(nothing.guidance()).isEmpty();
        assertThat(nothing.anaesthesia()).isEmpty();
        assertThat(nothing.sedation()).isNull();
    }

    @Tag("megabyte")
    @ParameterizedTest
    @ValueSource(strings = {"no ", "left ", "2 incisions ", "sedation ", "local ", "\n", "general anesthesia: "})
    void aMegabyteOfAnythingIsReadInAMoment(String piece) {
        String text = piece.repeat((1 << 20) / piece.length());
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(read(text)).isNotNull());
    }

    private static OperativeText read(String text) {
        return OperativeText.read(List.of(text));
    }

    private static String[] words(String cell) {
        return cell == null ? new String[0] : cell.split(" ");
    }
}
