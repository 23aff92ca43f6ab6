package org.interlaminar.ehr.courtesy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.interlaminar.ehr.search.LandingStore;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.EhrLoad.Counts;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rate, quiet hours, daily budget, and what is counted (EHR C7). */
class CourtesyTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Instant NOON = Instant.parse("2026-03-01T17:00:00Z");

    private final LandingStore store = LandingStore.shared();
    private final String source = store.newSource();
    private final List<Duration> waits = new ArrayList<>();
    private TestClock clock = new TestClock(NOON);

    // Quiet hours.

    @ParameterizedTest
    @CsvSource({
        // local time of New York, quiet hours, when they end
        "2026-07-01T06:59:59, 07:00-18:30, ",
        "2026-07-01T07:00:00, 07:00-18:30, 2026-07-01T22:30:00Z",
        "2026-07-01T18:29:59, 07:00-18:30, 2026-07-01T22:30:00Z",
        "2026-07-01T18:30:00, 07:00-18:30, ",
        "2026-07-01T21:59:59, 22:00-05:00, ",
        "2026-07-01T22:00:00, 22:00-05:00, 2026-07-02T09:00:00Z",
        "2026-07-02T00:00:00, 22:00-05:00, 2026-07-02T09:00:00Z",
        "2026-07-02T04:59:59, 22:00-05:00, 2026-07-02T09:00:00Z",
        "2026-07-02T05:00:00, 22:00-05:00, ",
        "2026-07-01T12:00:00, 00:00-23:59, 2026-07-02T03:59:00Z",
        "2026-07-01T23:59:30, 00:00-23:59, ",
        // In the night of 8 March 02:00 becomes 03:00.
        "2026-03-08T01:30:00, 01:00-02:30, 2026-03-08T07:00:00Z",
        "2026-03-08T03:00:00, 01:00-02:30, ",
        "2026-03-08T03:00:00, 02:30-05:00, 2026-03-08T09:00:00Z",
        "2026-03-07T23:00:00, 22:00-05:00, 2026-03-08T09:00:00Z",
        "2026-03-07T23:00:00, 22:00-02:15, 2026-03-08T07:00:00Z",
        // In the night of 1 November 02:00 becomes 01:00.
        "2026-10-31T23:00:00, 22:00-05:00, 2026-11-01T10:00:00Z",
        "2026-10-31T23:00:00, 22:00-01:30, 2026-11-01T05:30:00Z"
    })
    void nothingIsAskedInQuietHoursOfTheSource(String local, String hours, Instant end) {
        clock = new TestClock(
                ZonedDateTime.of(java.time.LocalDateTime.parse(local), NEW_YORK).toInstant());
        Courtesy courtesy = courtesy(settings(4, 0, 0, hours), NEW_YORK);

        Optional<SourceRests> rests = courtesy.rests();

        assertThat(rests.map(SourceRests::until)).isEqualTo(Optional.ofNullable(end));
        if (end != null) {
            assertThat(rests.orElseThrow()).hasMessage("these are its quiet hours, " + hours + " local time");
            assertThatThrownBy(() -> courtesy.ask(() -> {
                        throw new AssertionError("asked in quiet hours");
                    }))
                    .isInstanceOf(SourceRests.class);
            clock.pass(Duration.between(clock.instant(), end).minusSeconds(1));
            assertThat(courtesy.rests()).as("a second before").isPresent();
            clock.pass(Duration.ofSeconds(1));
            assertThat(courtesy.rests()).as("at their end").isEmpty();
        }
    }

    @Test
    void anHourThatComesTwiceIsQuietTwice() {
        clock = new TestClock(Instant.parse("2026-11-01T05:15:00Z"));
        Courtesy courtesy = courtesy(settings(4, 0, 0, "01:00-01:30"), NEW_YORK);
        assertThat(courtesy.rests()).map(SourceRests::until).contains(Instant.parse("2026-11-01T05:30:00Z"));
        clock.pass(Duration.ofMinutes(30));
        assertThat(courtesy.rests()).isEmpty();
        clock.pass(Duration.ofMinutes(30));
        assertThat(courtesy.rests()).map(SourceRests::until).contains(Instant.parse("2026-11-01T06:30:00Z"));
    }

    @Test
    void quietHoursAreThoseOfTheSourceAndNotOurs() {
        clock = new TestClock(Instant.parse("2026-07-01T03:00:00Z"));
        CourtesySettings working = settings(4, 0, 0, "08:00-18:00");
        assertThat(courtesy(working, ZoneId.of("UTC")).rests()).isEmpty();
        assertThat(courtesy(working, NEW_YORK).rests()).isEmpty();
        assertThat(courtesy(working, ZoneId.of("Asia/Tokyo")).rests()).isPresent();
    }

    @Test
    void whatWaitedForItsTurnIntoTheQuietHoursIsNotSent() {
        clock = new TestClock(Instant.parse("2026-07-01T06:59:30Z"));
        Courtesy courtesy = courtesy(settings(4, 1, 0, "07:00-08:00"), ZoneId.of("UTC"));

        ask(courtesy, 200);
        assertThatThrownBy(() -> ask(courtesy, 200)).isInstanceOf(SourceRests.class);

        assertThat(counts().requests()).isEqualTo(1);
    }

    // Budget.

    @Test
    void theDaysRequestsAreUsedUpAndThereAreNewOnesAtLocalMidnight() {
        Courtesy courtesy = courtesy(settings(4, 0, 3, ""), NEW_YORK);
        for (int i = 0; i < 3; i++) {
            ask(courtesy, i == 0 ? 404 : 200);
        }

        assertThatThrownBy(() -> ask(courtesy, 200))
                .isInstanceOfSatisfying(
                        SourceRests.class, rests -> assertThat(rests.until()).isEqualTo("2026-03-02T05:00:00Z"))
                .hasMessage("the day's 3 requests are used up");
        clock.pass(Duration.ofHours(12).minusSeconds(1));
        assertThat(courtesy.rests()).isPresent();
        clock.pass(Duration.ofSeconds(1));
        ask(courtesy, 200);
    }

    @Test
    void theBudgetHoldsOverNodesAndRestarts() {
        CourtesySettings ten = settings(4, 0, 10, "");
        EhrLoad here = store.service().bean(EhrLoad.class);
        try (Service beside = store.service().beside()) {
            EhrLoad there = beside.bean(EhrLoad.class);
            Courtesy one = courtesy(ten, NEW_YORK, here);
            Courtesy other = courtesy(ten, NEW_YORK, there);
            for (int i = 0; i < 3; i++) {
                ask(one, 200);
                ask(other, 200);
            }
            here.write(source);
            there.write(source);
            for (int i = 0; i < 4; i++) {
                ask(other, 200);
            }
            assertThat(other.rests()).isPresent();
            assertThat(one.rests())
                    .as("what has not been written yet is not known elsewhere")
                    .isEmpty();
            there.write(source);
            assertThat(one.rests()).isPresent();
        }
        try (Service restarted = store.service().beside()) {
            assertThat(courtesy(ten, NEW_YORK, restarted.bean(EhrLoad.class)).rests())
                    .isPresent();
        }
    }

    @Test
    void manyAtTheSameTimeDoNotOverdrawTheBudget() throws Exception {
        Courtesy courtesy = courtesy(settings(16, 0, 20, ""), NEW_YORK);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                all.add(() -> {
                    try {
                        courtesy.ask(() -> answer(200, "{}"));
                        return true;
                    } catch (SourceRests e) {
                        return false;
                    }
                });
            }
            int sent = 0;
            for (var one : threads.invokeAll(all)) {
                sent += one.get() ? 1 : 0;
            }
            assertThat(sent).isEqualTo(20);
        } finally {
            threads.shutdownNow();
        }
    }

    // Rate.

    @Test
    void requestsAreSpacedEvenlyOverTheMinute() {
        Courtesy courtesy = courtesy(settings(4, 20, 0, ""), NEW_YORK);
        for (int i = 0; i < 4; i++) {
            ask(courtesy, 200);
        }
        assertThat(waits).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3));

        waits.clear();
        clock.pass(Duration.ofSeconds(2));
        ask(courtesy, 200);
        assertThat(waits).as("time that passes otherwise counts").containsExactly(Duration.ofSeconds(1));

        waits.clear();
        clock.pass(Duration.ofHours(1));
        ask(courtesy, 200);
        ask(courtesy, 200);
        assertThat(waits).as("what was not used is not saved up").containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyWaiting() {
        Courtesy courtesy = courtesy(settings(4, 20, 0, ""), NEW_YORK);
        ask(courtesy, 200);
        clock.pass(Duration.ofHours(-1));
        ask(courtesy, 200);
        ask(courtesy, 200);
        assertThat(waits).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void withoutARateNothingWaits() {
        Courtesy courtesy = courtesy(settings(4, 0, 0, ""), NEW_YORK);
        for (int i = 0; i < 100; i++) {
            ask(courtesy, 200);
        }
        assertThat(waits).isEmpty();
    }

    // What is counted.

    @Test
    void countsRequestsBytesTimeRefusalsAndWaits() {
        Courtesy courtesy = courtesy(settings(4, 60, 0, ""), NEW_YORK);
        ask(courtesy, 200, "{\"a\":1}", Duration.ofMillis(120));
        ask(courtesy, 404, "gone", Duration.ofMillis(30));
        ask(courtesy, 429, "", Duration.ofMillis(5));
        ask(courtesy, 503, "!", Duration.ZERO);
        courtesy.received(1_000_000);

        assertThat(counts()).isEqualTo(new Counts(4, 7 + 4 + 1 + 1_000_000, 155, 2, 880 + 970 + 995));
    }

    @Test
    void countsWhatWasSentAndNotAnswered() {
        Courtesy courtesy = courtesy(settings(4, 0, 0, ""), NEW_YORK);
        fail(courtesy, new SocketTimeoutException());
        fail(courtesy, new ConnectException());
        assertThat(counts()).isEqualTo(new Counts(2, 0, 2000, 1, 0));
    }

    @Test
    void doesNotCountWhatTheGateDidNotLetOut() {
        Courtesy courtesy = courtesy(settings(4, 0, 0, ""), NEW_YORK);
        assertThatThrownBy(() -> courtesy.ask(() -> {
                    Link.follow(java.net.URI.create("http://a/"), java.net.URI.create("http://a/"), "http://[");
                    return null;
                }))
                .isInstanceOf(org.interlaminar.outbound.Refused.class);
        assertThat(counts()).isEqualTo(new Counts(0, 0, 0, 0, 0));
    }

    @Test
    void countsNothingForWhoWasInterruptedWhileWaiting() {
        Courtesy courtesy = new Courtesy(
                source, settings(4, 60, 0, ""), NEW_YORK, store.service().bean(EhrLoad.class), clock, length -> {
                    throw new InterruptedException();
                });
        ask(courtesy, 200);
        assertThatThrownBy(() -> courtesy.ask(() -> answer(200, "{}"))).isInstanceOf(InterruptedException.class);
        assertThat(counts()).isEqualTo(new Counts(1, 2, 0, 0, 0));
        clock.pass(Duration.ofHours(1));
        ask(courtesy, 200);
    }

    @Test
    void aClockThatIsSetBackCostsNoTime() {
        Courtesy courtesy = courtesy(settings(4, 0, 0, ""), NEW_YORK);
        ask(courtesy, 200, "{}", Duration.ofMinutes(-5));
        assertThat(counts()).isEqualTo(new Counts(1, 2, 0, 0, 0));
    }

    @Test
    void countsByTheLocalDayOfTheSource() {
        clock = new TestClock(Instant.parse("2026-07-02T03:59:59Z"));
        Courtesy courtesy = courtesy(settings(4, 0, 0, ""), NEW_YORK);
        ask(courtesy, 200);
        clock.pass(Duration.ofSeconds(1));
        ask(courtesy, 200);
        counts();
        assertThat(store.service().bean(EhrLoad.class).since(LocalDate.EPOCH))
                .filteredOn(day -> day.source().equals(source))
                .extracting(EhrLoad.Day::day)
                .containsExactlyInAnyOrder(LocalDate.parse("2026-07-02"), LocalDate.parse("2026-07-01"));
    }

    @Test
    void aServerThatSaysItIsTooMuchIsAskedByFewerAtTheSameTime() throws Exception {
        Courtesy courtesy = courtesy(settings(4, 0, 0, ""), NEW_YORK);
        assertThat(courtesy.concurrency()).isEqualTo(1);
        ask(courtesy, 200);
        assertThat(courtesy.concurrency()).isEqualTo(2);
        ask(courtesy, 503);
        assertThat(courtesy.concurrency()).isEqualTo(1);
        ask(courtesy, 200);
        fail(courtesy, new ConnectException());
        assertThat(courtesy.concurrency())
                .as("nobody was there who could have said so")
                .isEqualTo(2);
        fail(courtesy, new SocketTimeoutException());
        assertThat(courtesy.concurrency()).isEqualTo(1);
    }

    @Test
    void howLongAFileTakesSaysNothingOfTheServer() {
        Courtesy courtesy = courtesy(settings(4, 0, 0, ""), NEW_YORK);
        ask(courtesy, 200, "{}", Duration.ofMillis(50));
        assertThat(courtesy.concurrency()).isEqualTo(2);
        ask(courtesy, 200, "", Duration.ofMinutes(20));
        assertThat(courtesy.concurrency()).isEqualTo(2);
        ask(courtesy, 200, "{}", Duration.ofSeconds(2));
        assertThat(courtesy.concurrency()).isEqualTo(1);
    }

    // Settings.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7:00-18:00",
                "07:00",
                "07:00-07:00",
                "24:00-01:00",
                "07:60-08:00",
                "07:00 - 18:00",
                "at night",
                "-"
            })
    void refusesHoursThatAreNone(String hours) {
        assertThatThrownBy(() -> settings(4, 0, 0, hours).check("courtesy"))
                .hasMessage("courtesy.quiet-hours must be two different times of day, as in \"07:00-18:30\".");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "65, 0, 0", "4, -1, 0", "4, 0, -1"})
    void refusesNumbersThatAreNone(int concurrency, int perMinute, long perDay) {
        assertThatThrownBy(() -> settings(concurrency, perMinute, perDay, "").check("courtesy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("courtesy.");
    }

    private static CourtesySettings settings(int concurrency, int perMinute, long perDay, String hours) {
        return new CourtesySettings(concurrency, perMinute, perDay, hours);
    }

    private Courtesy courtesy(CourtesySettings settings, ZoneId zone) {
        return courtesy(settings, zone, store.service().bean(EhrLoad.class));
    }

    private Courtesy courtesy(CourtesySettings settings, ZoneId zone, EhrLoad load) {
        return new Courtesy(source, settings, zone, load, clock, length -> {
            waits.add(length);
            clock.pass(length);
        });
    }

    private void ask(Courtesy courtesy, int status) {
        ask(courtesy, status, "{}", Duration.ZERO);
    }

    private void ask(Courtesy courtesy, int status, String body, Duration took) {
        try {
            courtesy.ask(() -> {
                clock.pass(took);
                return answer(status, body);
            });
        } catch (IOException | InterruptedException e) {
            throw sneaky(e);
        }
    }

    private void fail(Courtesy courtesy, IOException trouble) {
        assertThatThrownBy(() -> courtesy.ask(() -> {
                    clock.pass(Duration.ofSeconds(1));
                    throw trouble;
                }))
                .isSameAs(trouble);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> RuntimeException sneaky(Exception e) throws E {
        throw (E) e;
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, HttpHeaders.of(Map.of(), (name, value) -> true), body.getBytes());
    }

    private Counts counts() {
        EhrLoad load = store.service().bean(EhrLoad.class);
        load.write(source);
        return load.since(LocalDate.EPOCH).stream()
                .filter(day -> day.source().equals(source))
                .findFirst()
                .orElseThrow()
                .counts();
    }
}
