package org.interlaminar.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Tally;
import org.interlaminar.reporting.CohortDelta.Moved;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was set aside is taken again by its cause, once the cause is gone, and as often as anybody likes. */
class ReplayCauseTest {
    @TempDir
    private Path folder;

    private Service service;
    private Path records;

    @BeforeEach
    void landed() throws Exception {
        records = folder.resolve("records.ndjson");
        Files.writeString(
                records,
                aPatient()
                        .born(1950)
                        .withLumbarStenosis()
                        .onset(on("2024-01-01"))
                        .afterMildProcedure(on("2025-01-01"))
                        .withOdi(42, daysAfterIndex(90))
                        .withOdi(420, daysAfterIndex(180))
                        .ndjson());
        service = Service.started();
        service.load("hospital-a", records);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aCauseHasAFingerprintThatGroupsWhatIsWrongInTheSameWay() throws Exception {
        Path more = folder.resolve("more.ndjson");
        Files.writeString(
                more,
                aPatient("p2")
                                .withOdi(421, on("2025-05-01"))
                                .withLumbarStenosis()
                                .ndjson()
                        + aPatient("p3")
                                .withOdi(422, on("2025-05-01"))
                                .withLumbarStenosis()
                                .ndjson());
        service.load("hospital-a", more);
        assertThat(causes()).singleElement().satisfies(cause -> {
            assertThat(cause.records()).isEqualTo(3);
            assertThat(cause.fingerprint()).matches("[0-9a-f]{8}");
        });
    }

    @Test
    void theDryRunSaysWhatWouldChangeAndChangesNothing() throws Exception {
        try (Service narrow = Service.started("interlaminar.derive.max-versions=1");
                Service wide = narrow.beside()) {
            narrow.load("hospital-a", records);
            ReplayCause.Rehearsed rehearsed = wide.bean(ReplayCause.class).rehearse("person-too-large");
            assertThat(rehearsed.records()).isEqualTo(1);
            assertThat(rehearsed.delta().entering()).hasSize(1);
            assertThat(rehearsed.delta().counts())
                    .containsEntry("MILD index", new Moved(0, 1))
                    .containsEntry("scores", new Moved(0, 1));
            assertThat(causes(narrow)).hasSize(1);
            assertThat(narrow.bean(Derivation.class).waiting()).isZero();
        }
    }

    @Test
    void oneWhoseCauseIsGoneIsDerivedAndTheCauseIsGoneAsWell() throws Exception {
        try (Service narrow = Service.started("interlaminar.derive.max-versions=1");
                Service wide = narrow.beside()) {
            narrow.load("hospital-a", records);
            assertThat(causes(narrow)).hasSize(1);
            wide.bean(ReplayCause.class).run("person-too-large");
            wide.derive();
            assertThat(wide.martHashes()).isEqualTo(service.martHashes());
            assertThatThrownBy(() -> wide.bean(ReplayCause.class).run("person-too-large"))
                    .isInstanceOf(ReplayCause.UnknownCause.class);
        }
    }

    @Test
    void aCauseThatIsStillThereStaysAndNothingIsDoubled() throws Exception {
        Map<String, String> before = service.martHashes();
        String cause = causes().get(0).cause();
        service.bean(ReplayCause.class).run(cause);
        service.derive();
        service.bean(ReplayCause.class).run(cause);
        service.derive();
        assertThat(causes()).singleElement().satisfies(one -> assertThat(one.records())
                .isEqualTo(1));
        assertThat(service.martHashes()).isEqualTo(before);
    }

    @Test
    void aCauseThatDoesNotExistIsRefusedAndNothingChanges() {
        assertThatThrownBy(() -> service.bean(ReplayCause.class).run("deadbeef"))
                .isInstanceOf(ReplayCause.UnknownCause.class)
                .hasMessageContaining("nothing was changed");
        assertThatThrownBy(() -> service.bean(ReplayCause.class).rehearse("deadbeef"))
                .isInstanceOf(ReplayCause.UnknownCause.class);
    }

    @Test
    void whatCouldNotLandLandsByTheClockItHadBeenDeliveredBy() throws Exception {
        Map<String, String> whole = service.martHashes();
        setAsideAgain("Procedure");
        service.derive();
        assertThat(service.martHashes()).isNotEqualTo(whole);
        ReplayCause.Rehearsed rehearsed = service.bean(ReplayCause.class).rehearse("bad-json");
        assertThat(rehearsed.tally().total(Tally.State.STORED)).isEqualTo(1);
        assertThat(rehearsed.delta().counts()).containsEntry("MILD index", new Moved(0, 1));
        RunSummary run = service.bean(ReplayCause.class).run("bad-json").get(0);
        service.derive();
        assertThat(run.balances()).isTrue();
        assertThat(run.stored()).isEqualTo(1);
        assertThat(service.martHashes()).isEqualTo(whole);
        assertThat(service.sql()
                        .sql("select count(distinct delivered) from landing.version")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whatIsStillUnreadableStaysWithItsPlaceInTheFile() throws Exception {
        Path broken = folder.resolve("broken.ndjson");
        Files.writeString(broken, "{\"resourceType\":\"Patient\",\"id\":\"p9\"\n");
        service.load("hospital-a", broken);
        RunSummary run = service.bean(ReplayCause.class).run("bad-json").get(0);
        assertThat(run.quarantined()).isEqualTo(1);
        assertThat(run.balances()).isTrue();
        assertThat(service.bean(Quarantine.class).entries(10))
                .anySatisfy(entry -> assertThat(entry.part()).isEqualTo("broken.ndjson"));
        assertThat(service.sql()
                        .sql("select times from landing.quarantine where cause = 'bad-json'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    /** As if an earlier version of the service had not been able to read it. */
    private void setAsideAgain(String type) {
        service.sql()
                .sql("with gone as (delete from landing.version where type = ? returning *), kept as ("
                        + " insert into landing.quarantine (source, cause, content, stage, message, type, id, patient, run,"
                        + " part, position, body_bytes, body, delivered, observed)"
                        + " select source, 'bad-json', content, 'landing', 'not well-formed', type, id, patient, run, part,"
                        + " position, body_bytes, body, delivered, observed from gone returning source, patient)"
                        + " insert into landing.dirty (source, patient) select source, patient from kept")
                .param(type)
                .update();
    }

    private List<Quarantine.CauseCount> causes() {
        return causes(service);
    }

    private static List<Quarantine.CauseCount> causes(Service of) {
        return of.bean(Quarantine.class).byCause();
    }
}
