package org.interlaminar.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of letters and marks; a line's end is written as a paragraph sign. */
class WordsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
            PILD at L3-4                | pild at <lumbar level>
            PILD @ L3-4                 | pild at <lumbar level>
            ESI & PILD                  | esi and pild
            ESI+PILD                    | esi and pild
            image-guided                | image guided
            image/guided                | image guided
            -guided                     | guided
            guided-                     | guided
            PILD - home                 | pild - home
            PILD- home                  | pild - home
            PILD -home                  | pild - home
            ESI,,PILD                   | esi , pild
            [PILD]                      | ( pild )
            s/p PILD                    | s/p pild
            w/o PILD                    | w/o pild
            s/5 PILD                    | s 5 pild
            didn't                      | not
            patient's leg               | patient leg
            patients' legs              | patients legs
            'PILD'                      | pild
            ran't                       | not
            Dr. Lee                     | dr lee
            Lee. Dr                     | lee <end> dr
            J. R. Lee                   | j <end> r <end> lee
            J.R. Lee                    | j r <end> lee
            2.5 cm                      | 2.5 cm
            at 2.5.                     | at 2.5 <end>
            2.50 or 2.505               | 2.50 or 2 505
            L4.5                        | l4 5
            3.14.21                     | 3 14 21
            5.2022                      | 5 2022
            C1-2                        | <higher level>
            C6-7                        | <higher level>
            C7-8                        | c7 8
            C0-1                        | c0 1
            C7-T1                       | <higher level>
            T1-2                        | <higher level>
            T0-1                        | t0 1
            T11-12                      | <higher level>
            T12-13                      | t12 13
            T12-L1                      | <thoracolumbar level>
            T12-L2                      | <lumbar level>
            Visit 5. PILD               | visit 5 <end> pild
            Visit. 5 days               | visit <end> 5 days
            PILD.Home                   | pild <end> home
            PILD; home                  | pild <end> home
            PILD!                       | pild <end>
            PILD\u2022home              | pild <end> home
            PILD?                       | pild <question>
            (PILD)?                     | ( pild ) <question>
            PILD?!                      | pild <question> <end>
            PILD?? home                 | pild <question> home
            PILD!? home                 | pild <end> home
            ?PILD                       | possible pild
            PILD\u00b6home              | pild <line> home
            PILD \u00b6 home            | pild <line> home
            PILD\u00b6\u00b6home        | pild <end> home
            PILD \u00b6 \u00b6 home     | pild <end> home
            PILD.\u00b6home             | pild <end> home
            planned for\u00b6PILD       | planned for pild
            ESI,\u00b6PILD              | esi , pild
            mild                        | mild
            MILD                        | MILD
            Mild                        | mild
            mild\u00ae L3-4             | <brand> <lumbar level>
            mild \u2122 L3-4            | <brand> <lumbar level>
            mild(TM)L3-4                | <brand> <lumbar level>
            MILD(R) L3-4                | <brand or right> <lumbar level>
            MILD (R) L3-4               | MILD ( r ) <lumbar level>
            MILD (right)                | MILD ( right )
            M.I.L.D. at L3-4            | <brand> at <lumbar level>
            m.i.l.d at L3-4             | <brand> at <lumbar level>
            m.i.l.d\u2122 kit           | <brand> kit
            m.i.l.d. Home               | <brand> home
            m.i.l.dx                    | m i l dx
            A.M.I.L.D.                  | a m i l d <end>
            1.m.i.l.d. kit              | 1 <brand> kit
            """)
    void readsWordsAndMarks(String text, String words) {
        List<String> read = Words.of(List.of(text.replace('\u00b6', '\n')));
        assertThat(read.get(read.size() - 1)).isEqualTo(Words.END);
        assertThat(String.join(" ", read.subList(0, read.size() - 1))).isEqualTo(words);
    }

    @Test
    void everyTextEndsForItself() {
        assertThat(Words.of(Arrays.asList("no", null, "", "PILD")))
                .containsExactly("no", Words.END, Words.END, "pild", Words.END);
    }

    @Test
    void blanksAreOneAndWhatIsNotSeenIsNothing() {
        assertThat(Words.plain("L4 \u00a0\t L5")).isEqualTo("L4 L5");
        assertThat(Words.plain("L4 \r\n\r\n L5")).isEqualTo("L4\n\nL5");
        assertThat(Words.plain("L4\u2028L5\u000bL6")).isEqualTo("L4\nL5\nL6");
        assertThat(Words.plain("L4\u2013L5 \u2212 MI\u00adLD don\u2019t")).isEqualTo("L4-L5 - MILD don't");
    }
}
