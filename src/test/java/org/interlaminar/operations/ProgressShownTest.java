package org.interlaminar.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.LongConsumer;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.intake.Progress;
import org.interlaminar.intake.Progress.Measure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person sees of a long command, on a terminal and in a log, by a clock that only moves when told to. */
class ProgressShownTest {
    private static final String CLEARED = "\u001b[K\r";

    private final Locale before = Locale.getDefault();
    private final TestClock clock = new TestClock(Instant.parse("2026-07-01T12:00:00Z"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Console console;

    @BeforeEach
    void onAMachineThatWritesOtherDigits() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void drawsABarWithResourcesMegabytesSpeedAndTheTimeLeft() {
        ProgressShown shown = onATerminal();
        clock.pass(Duration.ofSeconds(30));
        shown.accept(load("Condition.ndjson", 312_000, 380_000_000, 25, 100));

        assertThat(said())
                .isEqualTo("  Condition.. [##------] 25 %  312,000 resources  380 MB  12.7 MB/s  1 min left" + CLEARED);
    }

    @Test
    void redrawsInPlaceAndNotMoreOftenThanAnEyeCanFollow() {
        ProgressShown shown = onATerminal();
        for (int i = 1; i <= 10; i++) {
            clock.pass(Duration.ofMillis(100));
            shown.accept(load("a", i, i, i, 10));
        }
        assertThat(said().split(java.util.regex.Pattern.quote(CLEARED), -1)).hasSize(6);
        assertThat(said()).doesNotContain("\n");

        console.line("Run 1 of source hospital-a: complete");
        assertThat(said()).endsWith(CLEARED + "Run 1 of source hospital-a: complete" + System.lineSeparator());
    }

    @Test
    void drawsNoBarAndPromisesNothingWhereTheEndIsNotKnown() {
        ProgressShown shown = onATerminal();
        clock.pass(Duration.ofSeconds(10));
        shown.accept(new Progress("Encounter page 2", 1_000, 2_000_000, Measure.RESOURCES, 1_000, 0));
        assertThat(said()).isEqualTo("  Encounter page 2 1,000 resources  2.0 MB  0.2 MB/s" + CLEARED);
    }

    @Test
    void saysNoShareAnyMoreWhenMoreCameThanWasAnnounced() {
        ProgressShown shown = onATerminal();
        clock.pass(Duration.ofSeconds(10));
        shown.accept(new Progress("Encounter page 2", 1_000, 2_000_000, Measure.RESOURCES, 1_000, 999));
        assertThat(said()).doesNotContain("%", "left", "[#");
    }

    @Test
    void theTimeLeftIsThatOfTheSearchAtHand() {
        ProgressShown shown = onATerminal();
        clock.pass(Duration.ofMinutes(10));
        shown.accept(new Progress("Patient page 4", 200, 1_000, Measure.RESOURCES, 200, 200));
        out.reset();
        clock.pass(Duration.ofSeconds(10));
        shown.accept(new Progress("Condition page 1", 700, 5_000, Measure.RESOURCES, 500, 5_000));
        assertThat(said()).contains(" 10 % ").endsWith("1 min left" + CLEARED);
    }

    @Test
    void countsPeopleWhereTheyAreFetchedOneByOne() {
        ProgressShown shown = onATerminal();
        clock.pass(Duration.ofSeconds(60));
        shown.accept(new Progress("Observation of person 30 page 1", 9_000, 12_000_000, Measure.PEOPLE, 30, 120));
        assertThat(said())
                .contains(" 25 %  30 of 120 people  9,000 resources  12.0 MB")
                .hasSizeLessThanOrEqualTo(83);
    }

    @Test
    void neverTakesMoreThanEightyColumns() {
        for (long size = 1; size < 1L << 50; size *= 7) {
            ProgressShown shown = onATerminal();
            clock.pass(Duration.ofHours(30));
            shown.accept(load("a-very-long-name-of-a-file-that-somebody-gave.ndjson", size, 1L << 52, size, 7 * size));
            assertThat(said().replace(CLEARED, "")).hasSizeLessThan(80).contains("MB/s");
            ProgressShown logged = inALog();
            clock.pass(Duration.ofHours(30));
            logged.accept(load("a-very-long-name-of-a-file-that-somebody-gave.ndjson", size, 1L << 52, size, 7 * size));
            assertThat(said().strip()).hasSizeLessThan(80).contains("MB/s");
        }
    }

    @Test
    void inALogItIsPlainLinesTenSecondsApartAndNoneForWhatTakesLess() {
        ProgressShown shown = inALog();
        for (int second = 1; second <= 25; second++) {
            clock.pass(Duration.ofSeconds(1));
            shown.accept(load("a.ndjson", 1_000 * second, 1_000_000 * second, second, 100));
            assertThat(said().lines().count()).isEqualTo(second / 10);
        }
        assertThat(said())
                .isEqualTo("  a.ndjson: 10 %, 10,000 resources, 10.0 MB, 1.0 MB/s, 1 min left" + System.lineSeparator()
                        + "  a.ndjson: 20 %, 20,000 resources, 20.0 MB, 1.0 MB/s, 1 min left"
                        + System.lineSeparator());
    }

    @Test
    void whatAServerSaysOfItselfIsCutToTheLine() {
        onATerminal();
        clock.pass(Duration.ofSeconds(1));
        console.progress("  export: " + "45 % done ".repeat(20));
        assertThat(said().replace(CLEARED, "")).hasSize(79);
    }

    @Test
    void showsHowFarDerivingIs() {
        onATerminal();
        LongConsumer deriving = ProgressShown.deriving(console, clock, 4_000);
        clock.pass(Duration.ofSeconds(30));
        deriving.accept(1_000);
        assertThat(said()).isEqualTo("  deriving           [##------] 25 %  1,000 people  1 min left" + CLEARED);
    }

    private static Progress load(String part, long resources, long bytes, long done, long expected) {
        return new Progress(part, resources, bytes, Measure.BYTES_ON_DISK, done, expected);
    }

    private ProgressShown onATerminal() {
        return shown(true);
    }

    private ProgressShown inALog() {
        return shown(false);
    }

    private ProgressShown shown(boolean terminal) {
        out.reset();
        console = new Console(new PrintStream(out, true, UTF_8), terminal, clock);
        return new ProgressShown(console, clock);
    }

    private String said() {
        return out.toString(UTF_8);
    }
}
