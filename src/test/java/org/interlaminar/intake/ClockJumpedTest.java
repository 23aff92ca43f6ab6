package org.interlaminar.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.aPatient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine's clock that goes back: what comes now would look older than what came before (G8). */
class ClockJumpedTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    private final TestClock clock = new TestClock(NOON);
    private Service service;

    @TempDir
    private Path folder;

    @BeforeEach
    void somethingHasLanded() throws Exception {
        service = Service.started(clock);
        service.load("a", file("lss.ndjson", aPatient().withLumbarStenosis().ndjson()));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aFileThatTellsNoTimeIsRefusedAndNothingChanges() throws Exception {
        Path correction =
                file("refuted.ndjson", aPatient().withLumbarStenosis().refuted().ndjson());
        var mart = service.martHashes();
        clock.pass(Duration.ofMinutes(-11));

        assertThatThrownBy(() -> service.load("a", correction))
                .isInstanceOf(ClockJumped.class)
                .hasMessage("This machine's clock says 2026-07-01T11:49:00Z, but the last run of source 'a' began at"
                        + " 2026-07-01T12:00:00Z; nothing was landed. Set the clock, or tell with --as-of when the"
                        + " source said this.");

        assertThat(service.martHashes()).isEqualTo(mart);
        assertThat(runs()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(12));
        service.load("a", correction);
        assertThat(lss()).isZero();
    }

    @Test
    void aFewMinutesAreNoJump() throws Exception {
        clock.pass(Duration.ofMinutes(-9));
        RunSummary run = service.load("a", file("more.ndjson", aPatient("p2").ndjson()));
        assertThat(run.stored()).isEqualTo(1);
    }

    @Test
    void aFileThatTellsItsTimeIsTakenByThat() throws Exception {
        Path correction =
                file("refuted.ndjson", aPatient().withLumbarStenosis().refuted().ndjson());
        clock.pass(Duration.ofDays(-1));
        service.bean(FileIntake.class)
                .land(
                        Delivery.told("a", Way.LOAD, NOON.plusSeconds(1), Scope.SOME),
                        List.of(new InputFile(correction, "refuted.ndjson")),
                        bytes -> {});
        service.derive();
        assertThat(lss()).isZero();
    }

    @Test
    void aClockThatGoesForwardStopsNobody() throws Exception {
        clock.pass(Duration.ofDays(400));
        assertThat(service.load("a", file("more.ndjson", aPatient("p2").ndjson()))
                        .stored())
                .isEqualTo(1);
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }

    private long runs() {
        return service.sql()
                .sql("select count(*) from ledger.run")
                .query(Long.class)
                .single();
    }

    private long lss() {
        return service.sql()
                .sql("select count(*) from cases.person_case where lss = 'yes'")
                .query(Long.class)
                .single();
    }
}
