package org.interlaminar.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.interlaminar.fixture.PatientStory.aPatient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.interlaminar.derivation.DirtyPeople.Claimed;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.JoinedPeople;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Marks and who takes them: none is lost, none is taken twice at once. */
class DirtyPeopleTest {
    private static final PatientStory STORY = aPatient().withLumbarStenosis();
    private static Service service;

    @TempDir
    private Path folder;

    private String source;
    private DirtyPeople people;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void aSourceOfItsOwn(TestInfo test) throws SQLException {
        source = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        people = new DirtyPeople(service.bean(JoinedPeople.class));
        service.derive();
    }

    @Test
    void aMarkMadeBetweenClaimAndCommitIsNotLost() throws Exception {
        land(STORY);
        try (Connection worker = begun()) {
            Claimed claimed = people.claim(worker, 10);
            assertThat(claimed.people()).hasSize(1);

            land(STORY.refuted());
            DirtyPeople.done(worker, claimed);
            worker.commit();
        }
        assertThat(marks()).isEqualTo(1);
        service.derive();
        assertThat(lss()).isZero();
    }

    @Test
    void aMarkMadeWhileTheWorkerReadsIsNotLostWhenTheWorkerFails() throws Exception {
        land(STORY);
        try (Connection worker = begun()) {
            Claimed claimed = people.claim(worker, 10);
            land(STORY.refuted());
            DirtyPeople.done(worker, claimed);
            worker.rollback();
        }
        assertThat(marks()).isEqualTo(2);
        service.derive();
        assertThat(marks()).isZero();
        assertThat(lss()).isZero();
    }

    @Test
    void whomOneWorkerHoldsTheOtherLeavesAlone() throws Exception {
        land(STORY);
        try (Connection one = begun();
                Connection other = begun()) {
            assertThat(people.claim(one, 10).people()).hasSize(1);
            assertThat(people.claim(other, 10).isEmpty()).isTrue();
            one.rollback();
            assertThat(people.claim(other, 10).people()).hasSize(1);
        }
    }

    @Test
    void marksOfAWorkerThatDiedAreThereForTheNext() throws Exception {
        land(STORY);
        Connection dead = DriverManager.getConnection(service.url(), "postgres", "");
        dead.setAutoCommit(false);
        DirtyPeople.done(dead, people.claim(dead, 10));
        dead.abort(Runnable::run);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            service.derive();
            return marks() == 0;
        });
        assertThat(lss()).isEqualTo(1);
    }

    private Connection begun() throws SQLException {
        Connection connection = service.bean(DataSource.class).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private void land(PatientStory story) throws Exception {
        Path file = Files.writeString(folder.resolve("story.ndjson"), story.ndjson());
        service.land(source, file);
    }

    private long marks() {
        return count("select count(*) from landing.dirty where source = ?");
    }

    private long lss() {
        return count("select count(*) from cases.person_case where source = ? and lss = 'yes'");
    }

    private long count(String sql) {
        return service.sql().sql(sql).param(source).query(Long.class).single();
    }
}
