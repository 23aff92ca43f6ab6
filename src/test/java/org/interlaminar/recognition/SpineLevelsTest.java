package org.interlaminar.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.interlaminar.fixture.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpineLevelsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            L3-4                                  | L3-L4
            l3-4                                  | L3-L4
            L3/4                                  | L3-L4
            L3-L4                                 | L3-L4
            L3 - L4                               | L3-L4
            L3 - 4                                | L3-L4
            L 4-5                                 | L4-L5
            MILD at L3/L4, bilateral              | L3-L4
            L3-5                                  | L3-L4 L4-L5
            L3-L5                                 | L3-L4 L4-L5
            L3 to L5                              | L3-L4 L4-L5
            L2 through S1                         | L2-L3 L3-L4 L4-L5 L5-S1
            L3-L4-L5                              | L3-L4 L4-L5
            L3-4-5                                | L3-L4 L4-L5
            L4-S1                                 | L4-L5 L5-S1
            L5-S1                                 | L5-S1
            L5/S1                                 | L5-S1
            L5-1                                  | L5-S1
            L5-L4                                 | L4-L5
            L3-4 and 4-5                          | L3-L4 L4-L5
            L3-4 & 4-5                            | L3-L4 L4-L5
            L3-4, 4-5                             | L3-L4 L4-L5
            L3-4/4-5                              | L3-L4 L4-L5
            L2-3, 3-4, and 4-5                    | L2-L3 L3-L4 L4-L5
            L4-5, 5-S1                            | L4-L5 L5-S1
            L5-S1, L4-5, L3-4                     | L3-L4 L4-L5 L5-S1
            L4                                    | L4
            L4 and L5                             | L4 L5
            L4, L4-5                              | L4 L4-L5
            T12-L1, L1-2                          | L1-L2
            T12-L2                                | L1-L2
            C4-5 fusion, MILD L4-5                | L4-L5
            L4-5 on 5/3/2021                      | L4-L5
            L4-5 5-1-2020                         | L4-L5
            L3-4, 4-5 mm thick                    | L3-L4
            L4-5.                                 | L4-L5
            (L4-5)                                | L4-L5
            L3-4 4-5                              | L3-L4 L4-L5
            L3-4+4-5                              | L3-L4 L4-L5
            L3-4, 4-5, 5-1                        | L3-L4 L4-L5 L5-S1
            L4-L 5                                | L4-L5
            L4 to S 1                             | L4-L5 L5-S1
            L3 / L4                               | L3-L4
            L4 thru S1                            | L4-L5 L5-S1
            L1-S1                                 | L1-L2 L2-L3 L3-L4 L4-L5 L5-S1
            L4 L5                                 | L4 L5
            L4 5/5 strength                       | L4
            L4-4                                  | L4
            L4-L4                                 | L4
            L3 - 5                                | L3
            L3 to 5 times                         | L3
            L4-bilateral                          | L4
            L4-5-1-20                             | L4-L5
            L4-5 %                                | L4-L5
            L3-4, 4-5%                            | L3-L4
            T13-L1                                | L1
            """)
    void readsLevelsHoweverTheyAreWritten(String text, String levels) {
        assertThat(SpineLevels.in(List.of(text))).containsExactly(levels.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "C4-5",
                "C5-6, 6-7",
                "C3-4 and 4-5",
                "T10-11",
                "T12-L1",
                "C7-T1",
                "L1 capsule",
                "LOL4",
                "L34",
                "L45",
                "L0-1",
                "L6",
                "L4a",
                "L4x2",
                "L 4",
                "XL4-5",
                "L12",
                "S1",
                "S1 S2 normal",
                "4-5",
                "L 5/5 strength",
                "2L4",
                "L4.5",
                "L2 mg",
                "L4%",
                "L5/5",
                "L4/50",
                "L100-5",
                "S1-2",
                "T12-1",
                "L4to5"
            })
    void everythingElseIsNoLumbarLevel(String text) {
        assertThat(SpineLevels.in(List.of(text))).isEmpty();
    }

    @Test
    void dashesAndBlanksAreOfAnyKind() {
        assertThat(SpineLevels.in(List.of("L4\u20135", "L3\u2013L4", "L5\u00a0\u2013\u00a0S1")))
                .containsExactly("L3-L4", "L4-L5", "L5-S1");
    }

    @Test
    void allTextsTogetherFromTheTopDown() {
        assertThat(SpineLevels.in(Arrays.asList("L5-S1", null, "L3", "L2-3; L3-4")))
                .containsExactly("L2-L3", "L3", "L3-L4", "L5-S1");
    }

    @ParameterizedTest
    @MethodSource("org.interlaminar.fixture.Seeds#some")
    void anyTextIsReadWithoutFailing(long seed) {
        Random random = new Random(seed);
        String alphabet = "LLTCS1234567890-/, &and\n.%mx\u2013";
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(14); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(SpineLevels.in(List.of(text.toString())))
                    .as(Seeds.named(seed, text))
                    .allMatch(level -> level.matches("L[1-5]|L[1-4]-L[2-5]|L5-S1"));
        }
    }
}
