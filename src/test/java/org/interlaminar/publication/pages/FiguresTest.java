package org.interlaminar.publication.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Locale before = Locale.getDefault();
    private final Figures figures = new Figures();

    @BeforeEach
    void onAMachineThatWritesOtherDigits() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void numbersAndTimesDoNotFollowTheMachine() {
        assertThat(figures.count(1234567L)).isEqualTo("1,234,567");
        assertThat(figures.decimal(new BigDecimal("-12.25"), 1)).isEqualTo("−12.3");
        assertThat(figures.time(Instant.parse("2026-01-31T09:05:59Z"))).isEqualTo("2026-01-31 09:05 UTC");
        assertThat(figures.duration(Instant.EPOCH, Instant.ofEpochMilli(61_000)))
                .isEqualTo("1 min 01 s");
        assertThat(figures.share(1, 3)).isEqualTo("33 %");
    }

    @Test
    void nothingIsShownAsADashAndNeverAsZero() {
        assertThat(figures.count(null)).isEqualTo("–");
        assertThat(figures.decimal(null, 1)).isEqualTo("–");
        assertThat(figures.share(0, 0)).isEqualTo("–");
        assertThat(figures.interval(null, null, 1)).isEqualTo("–");
    }

    @Test
    void zeroHasNoMinusSign() {
        assertThat(figures.decimal(new BigDecimal("-0.04"), 1)).isEqualTo("0.0");
    }
}
