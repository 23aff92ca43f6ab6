package org.interlaminar.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.reading.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleSketchTest {
    private static final int EXACT = PeopleSketch.EXACT;

    @Test
    void nobodyIsExactlyNobody() {
        PeopleSketch none = PeopleSketch.of(null);
        assertThat(none.people()).isZero();
        assertThat(none.isExact()).isTrue();
        assertThat(PeopleSketch.of(none.toBytes()).people()).isZero();
    }

    @Test
    void fewAreCountedExactlyHoweverOftenTheyCome() {
        PeopleSketch few = people(0, EXACT);
        few.add(people(0, EXACT));
        assertThat(few.people()).isEqualTo(EXACT);
        assertThat(few.isExact()).isTrue();
        few.add(key(EXACT));
        assertThat(few.isExact()).isFalse();
        assertThat((double) few.people()).isCloseTo(EXACT + 1, within(0.08 * EXACT));
    }

    /** Four standard errors: the keys are fixed, so it either holds or does not. */
    @ParameterizedTest
    @ValueSource(ints = {300, 1_000, 10_000, 300_000})
    void manyAreCountedWithinAFewPercentInTwoKilobytes(int number) {
        PeopleSketch many = people(0, number);
        assertThat((double) many.people()).isCloseTo(number, within(0.07 * number));
        assertThat(many.toBytes()).hasSizeLessThanOrEqualTo(2049);
    }

    @Test
    void isTheSameInWhateverOrderAndGroupingPeopleCome() {
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            int number = 1 + random.nextInt(4 * EXACT);
            PeopleSketch[] parts = {of(), of(), of(), of()};
            LongStream.range(0, 3L * number).forEach(any -> parts[random.nextInt(4)].add(key(random.nextInt(number))));
            LongStream.range(0, number).forEach(one -> parts[random.nextInt(4)].add(key(one)));
            PeopleSketch merged = of();
            for (PeopleSketch part : parts) {
                merged.add(PeopleSketch.of(part.toBytes()));
            }
            assertThat(merged.toBytes())
                    .as("seed " + seed)
                    .isEqualTo(people(0, number).toBytes());
            assertThat(merged.isExact()).as("seed " + seed).isEqualTo(number <= EXACT);
        }
    }

    @Test
    void peopleOfTwoSketchesThatOverlapCountOnce() {
        PeopleSketch merged = people(0, 60);
        merged.add(people(30, 90));
        assertThat(merged.people()).isEqualTo(90);

        PeopleSketch large = people(0, 20_000);
        large.add(people(10_000, 30_000));
        large.add(people(0, 10));
        assertThat((double) large.people()).isCloseTo(30_000, within(2_100.0));
    }

    private static PeopleSketch of() {
        return PeopleSketch.of(null);
    }

    private static PeopleSketch people(int from, int to) {
        PeopleSketch sketch = of();
        for (int i = from; i < to; i++) {
            sketch.add(key(i));
        }
        return sketch;
    }

    private static long key(long number) {
        return Bytes.keyHash("Patient", "p" + number);
    }
}
