package org.interlaminar.ehr.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pulls from a source that wants to be left alone at times (EHR C7). */
class CourteousPullTest {
    private final LandingStore store = LandingStore.shared();
    private final TestClock clock = new TestClock(Instant.parse("2026-03-02T11:50:00Z"));
    private final SmallEhr ehr = new SmallEhr();
    private final Pulling pulling = new Pulling(store.service(), store.newSource(), ehr.base())
            .types("Patient", "Organization", "Location")
            .pageSize(1)
            .set("zone", "America/New_York")
            .clock(clock);

    @BeforeEach
    void somePatients() {
        ehr.patients("p1", "p2", "p3");
    }

    @AfterEach
    void stopEhr() {
        ehr.close();
    }

    @Test
    void aPullDoesNotBeginInQuietHoursAndBeginsAfterThem() {
        SearchPull node = pulling.set("courtesy.quiet-hours", "06:00-18:30").node();
        assertThat(node.due()).isEmpty();
        clock.pass(Duration.ofHours(11).plusMinutes(39));
        assertThat(node.due()).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        assertThat(node.due()).containsExactly(pulling.source);
        assertThat(ehr.asked()).isEmpty();
    }

    @Test
    void aPullThatRunsIntoQuietHoursEndsWithOneSentenceAndIsMadeUpForLater() throws Exception {
        SearchPull node = pulling.set("courtesy.quiet-hours", "07:00-18:30").node();
        ehr.meanwhile(() -> clock.pass(Duration.ofMinutes(10)));

        RunSummary run = node.pull(pulling.source, bytes -> {}).run();

        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(run.gaps())
                .containsExactly("Patient page 2: the source is left alone: these are its quiet hours,"
                        + " 07:00-18:30 local time");
        assertThat(store.landedIds(pulling.source)).containsExactly("p1");
        assertThat(ehr.asked()).hasSize(2);

        clock.pass(Duration.ofHours(12));
        assertThat(node.pull(pulling.source, bytes -> {}).run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(store.landedIds(pulling.source)).containsExactly("p1", "p2", "p3");
    }

    @Test
    void aPullThatIsOrderedInQuietHoursAsksNothingAtAll() throws Exception {
        RunSummary run = pulling.set("courtesy.quiet-hours", "06:00-18:30")
                .set("auth.method", "client-secret")
                .set("auth.client-id", "us")
                .set("auth.secret-variable", "PATH")
                .pull()
                .run();

        assertThat(run.gaps())
                .containsExactly(
                        "metadata: the source is left alone: these are its quiet hours, 06:00-18:30 local time");
        assertThat(ehr.asked()).as("not even for a token").isEmpty();
    }

    @Test
    void aPullWhoseDayIsUsedUpEndsWithOneSentenceAndIsMadeUpForTheNextDay() throws Exception {
        pulling.set("courtesy.requests-per-day", 3);

        RunSummary run = pulling.pull().run();

        assertThat(run.gaps())
                .containsExactly("Patient page 3: the source is left alone: the day's 3 requests are used up");
        assertThat(ehr.asked()).hasSize(3);
        assertThat(pulling.node().due()).isEmpty();
        assertThat(pulling.pull().run().gaps())
                .as("after a restart")
                .containsExactly("metadata: the source is left alone: the day's 3 requests are used up");
        assertThat(ehr.asked()).isEmpty();

        clock.pass(Duration.ofHours(18));
        pulling.set("courtesy.requests-per-day", 100);
        assertThat(pulling.pull().run().outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void theLoadPutOnTheSourceStandsInTheLedgerDayByDay() throws Exception {
        pulling.pull();
        clock.pass(Duration.ofDays(1));
        ehr.refuse("Organization", 503);
        pulling.pull();

        List<EhrLoad.Day> days = store.service().bean(EhrLoad.class).since(LocalDate.EPOCH).stream()
                .filter(day -> day.source().equals(pulling.source))
                .sorted(Comparator.comparing(EhrLoad.Day::day).reversed())
                .toList();

        assertThat(days).extracting(day -> day.day().toString()).containsExactly("2026-03-03", "2026-03-02");
        assertThat(days.get(1).counts().requests())
                .as("metadata, three pages, two empty ones")
                .isEqualTo(6);
        assertThat(days.get(1).counts().bytes()).isBetween(300L, 3000L);
        assertThat(days.get(1).counts().refused()).isZero();
        assertThat(days.get(0).counts().refused()).as("asked three times").isEqualTo(3);
    }
}
