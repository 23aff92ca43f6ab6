package org.interlaminar.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.interlaminar.derivation.DerivationSettings.Derive;
import org.interlaminar.derivation.DerivationSettings.Source;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Backfills;
import org.interlaminar.intake.Decisions;
import org.interlaminar.intake.JoinedPeople;
import org.interlaminar.intake.LandedVersions;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.intake.Things;
import org.interlaminar.ledger.TerminologyInForce;
import org.interlaminar.reading.FhirProfiles;
import org.interlaminar.reporting.Cases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** One person who cannot be derived: set aside after three tries with a cause, while everybody else is derived. */
class PoisonPeopleTest {
    /** The only person of this source is the poisoned one; the others have sources of their own. */
    private static final String POISONED = "m-poisoned";

    private final CountDownLatch never = new CountDownLatch(1);

    @TempDir
    private Path folder;

    private Service service;

    @BeforeEach
    void start() throws Exception {
        service = Service.started();
        service.load(POISONED, file(story("poisoned")));
        for (String source : List.of("a-healthy", "z-healthy")) {
            service.land(source, file(story("healthy")));
        }
        assertThat(complete(POISONED)).containsExactly(true);
        service.land(POISONED, file(story("poisoned").withOdi(40, PatientStory.on("2024-03-01"))));
    }

    @AfterEach
    void stop() {
        never.countDown();
        service.close();
    }

    @Test
    void whoFailsIsSetAsideAfterThreeTriesWhileTheOthersAreDerived() throws Exception {
        Derivation failing = derivation(limits(), () -> {
            throw new IllegalStateException("on purpose, quoting content nobody may read");
        });

        assertThat(failing.deriveNext()).isEqualTo(3);
        assertThat(derived()).containsExactly("a-healthy", POISONED, "z-healthy");
        assertThat(quarantined()).isEmpty();
        assertThat(complete(POISONED)).containsExactly(true);
        assertThat(failing.deriveNext()).isEqualTo(1);
        assertThat(quarantined()).isEmpty();
        assertThat(failing.deriveNext()).isEqualTo(1);

        assertThat(quarantined())
                .singleElement()
                .asString()
                .startsWith("person-failed deriving failed (IllegalStateException at ")
                .doesNotContain("on purpose");
        assertThat(complete(POISONED)).containsExactly(false);
        assertThat(failing.deriveNext()).isZero();
        recovers();
    }

    @Test
    void whoNeverEndsIsSetAsideAfterThreeTriesWhileTheOthersAreDerived() throws Exception {
        Derivation endless = derivation(limits(Duration.ofMillis(300)), this::neverEnds);

        endless.drain(people -> {});

        assertThat(derived()).containsExactly("a-healthy", POISONED, "z-healthy");
        assertThat(quarantined())
                .containsExactly("person-too-slow deriving took longer than interlaminar.derive.time-limit");
        assertThat(complete(POISONED)).containsExactly(false);
        recovers();
    }

    @Test
    void whoHasTooManyVersionsIsSetAsideUntilTheSettingIsRaised() throws Exception {
        tooLarge(new Derive(
                Duration.ofSeconds(5), 200, 2, true, Duration.ofSeconds(30), 4, DataSize.ofMegabytes(64), List.of()));
    }

    @Test
    void whoHasTooManyBytesIsSetAsideUntilTheSettingIsRaised() throws Exception {
        tooLarge(new Derive(
                Duration.ofSeconds(5),
                200,
                2,
                true,
                Duration.ofSeconds(30),
                50_000,
                DataSize.ofBytes(1200),
                List.of()));
    }

    private void tooLarge(Derive small) throws Exception {
        service.land(
                POISONED,
                file(story("poisoned")
                        .withOdi(40, PatientStory.on("2024-03-01"))
                        .withOdi(30, PatientStory.on("2024-04-01"))
                        .withOdi(20, PatientStory.on("2024-05-01"))));
        derivation(small, () -> {}).drain(people -> {});

        assertThat(derived()).containsExactly("a-healthy", POISONED, "z-healthy");
        assertThat(quarantined())
                .containsExactly("person-too-large more records than interlaminar.derive.max-versions or"
                        + " interlaminar.derive.max-bytes");
        assertThat(complete(POISONED)).containsExactly(false);
        recovers();
    }

    @Test
    void whoFailsNowAndThenStartsToBeCountedAnew() throws Exception {
        Derivation failing = derivation(limits(), () -> {
            throw new IllegalStateException();
        });
        failing.deriveNext();
        failing.deriveNext();
        service.derive();
        assertThat(attempts()).isZero();
        assertThat(complete(POISONED)).containsExactly(true);

        service.land(POISONED, file(story("poisoned").refuted()));
        failing.deriveNext();
        failing.deriveNext();
        assertThat(quarantined()).isEmpty();
        failing.deriveNext();
        assertThat(quarantined()).hasSize(1);
    }

    @Test
    void whoIsSetAsideIsTriedAgainWhenSomethingNewLands() throws Exception {
        Derivation failing = derivation(limits(), () -> {
            throw new IllegalStateException();
        });
        failing.drain(people -> {});
        service.land(POISONED, file(story("poisoned").withOdi(33, PatientStory.on("2024-02-01"))));
        failing.drain(people -> {});
        assertThat(service.sql()
                        .sql("select times from landing.quarantine where stage = 'deriving'")
                        .query(Integer.class)
                        .list())
                .containsExactly(2);
        recovers();
    }

    /** The cause is gone and there is a new mark: the person is derived, and nothing is left of the trouble. */
    private void recovers() throws Exception {
        service.derive();
        assertThat(complete(POISONED)).as("nobody has marked the person again").containsExactly(false);

        service.land(POISONED, file(story("poisoned").withOdi(12, PatientStory.on("2024-06-01"))));
        service.derive();

        assertThat(complete(POISONED)).containsExactly(true);
        assertThat(quarantined()).isEmpty();
        assertThat(attempts()).isZero();
        assertThat(service.sql()
                        .sql("select count(*) from cases.score where source = ? and value = 12")
                        .param(POISONED)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private void neverEnds() {
        while (never.getCount() > 0) {
            Thread.onSpinWait();
            Thread.interrupted();
        }
    }

    private static Derive limits() {
        return limits(Duration.ofSeconds(30));
    }

    private static Derive limits(Duration time) {
        return new Derive(Duration.ofSeconds(5), 200, 2, true, time, 50_000, DataSize.ofMegabytes(64), List.of());
    }

    /** Deriving that does something of its own whenever it comes to the poisoned source's settings. */
    private Derivation derivation(Derive derive, Runnable poison) throws SQLException {
        TreeMap<String, Source> sources = new TreeMap<>() {
            @Override
            public Source getOrDefault(Object source, Source otherwise) {
                if (source.equals(POISONED)) {
                    poison.run();
                }
                return otherwise;
            }
        };
        DerivationSettings settings = new DerivationSettings(derive, sources);
        return new Derivation(
                service.bean(DataSource.class),
                service.bean(JdbcClient.class),
                service.bean(JoinedPeople.class),
                new PeopleAssembly(
                        service.bean(LandedVersions.class),
                        service.bean(Quarantine.class),
                        service.bean(Decisions.class),
                        service.bean(Things.class),
                        service.bean(FhirProfiles.class),
                        settings),
                service.bean(Things.class),
                service.bean(Backfills.class),
                service.bean(Cases.class),
                service.bean(TerminologyInForce.class),
                service.bean(FhirProfiles.class),
                settings);
    }

    private static PatientStory story(String id) {
        return aPatient(id).born(1950).withLumbarStenosis();
    }

    private Path file(PatientStory story) throws Exception {
        return Files.writeString(folder.resolve("story.ndjson"), story.ndjson());
    }

    private List<String> derived() {
        return service.sql()
                .sql("select source from cases.person_case order by 1")
                .query(String.class)
                .list();
    }

    private List<String> quarantined() {
        return service.sql()
                .sql("select cause || ' ' || message from landing.quarantine where source = ? and stage = 'deriving'")
                .param(POISONED)
                .query(String.class)
                .list();
    }

    private List<Boolean> complete(String source) {
        return service.sql()
                .sql("select complete from cases.person_case where source = ?")
                .param(source)
                .query(Boolean.class)
                .list();
    }

    private long attempts() {
        return service.sql()
                .sql("select count(*) from landing.attempt")
                .query(Long.class)
                .single();
    }
}
