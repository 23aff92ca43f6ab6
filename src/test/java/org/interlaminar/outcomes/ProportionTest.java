package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProportionTest {
    @Test
    void itsIntervalIsTheOneOfPropTestWithoutCorrection() {
        SaidByR.rows("wilson").forEach(row -> {
            Proportion proportion = Proportion.of(row.whole("count"), row.whole("of"));
            row.agrees("low", proportion.low());
            row.agrees("high", proportion.high());
        });
    }

    @Test
    void noneAndAllReachTheEdge() {
        for (int of = 1; of < 500; of++) {
            assertThat(Proportion.of(0, of).low()).isZero();
            assertThat(Proportion.of(of, of).high()).isEqualTo(1);
        }
    }

    @Test
    void ofNobodyNothingIsKnown() {
        assertThat(Proportion.of(0, 0)).isEqualTo(new Proportion(0, 0, null, null, null));
        assertThat(Proportion.of(0, 0).isKnown()).isFalse();
    }

    @Test
    void moreThanAllIsRefused() {
        assertThatThrownBy(() -> Proportion.of(3, 2)).hasMessageContaining("3 of 2");
        assertThatThrownBy(() -> Proportion.of(-1, 2)).hasMessageContaining("-1 of 2");
    }
}
