package org.interlaminar.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.interlaminar.ehr.search.PullFrom;
import org.interlaminar.ehr.search.SearchPull;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.truth.Said.Diagnosis;
import org.interlaminar.truth.Said.Disease;
import org.interlaminar.truth.Said.Person;
import org.interlaminar.truth.SearchFace.Manners;
import org.interlaminar.truth.SearchFace.Paging;
import org.interlaminar.truth.SimulatedEhr.Meta;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short histories in which something was once lost, or once came back, without anybody noticing. */
class OnceLostTest {
    private static final LocalDate DAY = LocalDate.of(2024, 5, 10);
    private static final Key PATIENT = new Key("Patient", "p1");
    private static final Key CONDITION = new Key("Condition", "c1");
    private static final Diagnosis STENOSIS = new Diagnosis(Disease.STENOSIS, null, DAY);

    private static Service service;
    private static EhrServer server;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        service = Service.started();
        server = new EhrServer();
    }

    @AfterAll
    static void stop() {
        server.close();
        service.close();
    }

    @Test
    void whatAnOldFileSaysThatThePullHadFilteredSinceIsAskedForAgain() throws Exception {
        String source = "old-file";
        SimulatedEhr ehr = ehr(Meta.DATED);
        ehr.put(CONDITION, "p1", STENOSIS);
        ehr.pass(Duration.ofHours(1));
        Parcel old = new Exports(ehr).bulk(null);
        ehr.pass(Duration.ofHours(1));
        ehr.put(CONDITION, "p1", new Diagnosis(Disease.ASTHMA, null, DAY));
        ehr.pass(Duration.ofHours(1));
        SearchPull node = puller(source, face(ehr, Paging.SNAPSHOT));
        pull(node, source);

        new Loader(service, source, folder).loadAsOf(old);
        ehr.pass(Duration.ofHours(1));
        pull(node, source);
        service.derive();

        assertThat(new Recount(ehr.live()).people()).isEmpty();
        assertThat(service.mart(source)).isEmpty();
    }

    @Test
    void anOldFileThatSaysNothingNewCausesNoPullOfEverything() throws Exception {
        String source = "same-file";
        SimulatedEhr ehr = ehr(Meta.DATED);
        ehr.put(CONDITION, "p1", STENOSIS);
        ehr.pass(Duration.ofHours(1));
        Parcel old = new Exports(ehr).bulk(null);
        ehr.pass(Duration.ofHours(1));
        SearchPull node = puller(source, face(ehr, Paging.SNAPSHOT));
        pull(node, source);

        new Loader(service, source, folder).loadAsOf(old);
        ehr.pass(Duration.ofHours(1));

        assertThat(pull(node, source).received()).isZero();
    }

    @Test
    void whatSlipsThroughWherePagesAreCountedFromTheBeginningIsAGapAndComesWithTheNextPull() throws Exception {
        String source = "slip";
        SimulatedEhr ehr = ehr(Meta.NUMBERED);
        SearchFace face = face(ehr, Paging.OFFSET);
        SearchPull node = puller(source, face);
        pull(node, source);
        ehr.pass(Duration.ofHours(1));
        for (int i = 1; i <= 4; i++) {
            ehr.put(new Key("Condition", "c" + i), "p1", STENOSIS);
            ehr.pass(Duration.ofMinutes(1));
        }
        ehr.pass(Duration.ofMinutes(20));
        AtomicBoolean happened = new AtomicBoolean();
        face.betweenPages(() -> {
            if (!happened.getAndSet(true)) {
                ehr.pass(Duration.ofSeconds(1));
                ehr.put(CONDITION, "p1", new Diagnosis(Disease.STENOSIS_WITH_CLAUDICATION, null, DAY));
            }
        });

        RunSummary slipped = node.pull(source, bytes -> {}).run();

        assertThat(slipped.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(slipped.gaps()).containsExactly("Condition: the server announced 4 and sent 3, and 1 of them again");
        assertThat(conditions(source)).containsExactly("c1", "c2", "c4");
        ehr.pass(Duration.ofHours(1));
        pull(node, source);
        assertThat(conditions(source)).containsExactly("c1", "c2", "c3", "c4");
    }

    @Test
    void aDatedDeleteDoesNotOutdateWhatASourceWithoutDatesSaysLater() throws Exception {
        String source = "dated-delete";
        SimulatedEhr ehr = ehr(Meta.NONE);
        Exports exports = new Exports(ehr);
        Loader loader = new Loader(service, source, folder);
        ehr.put(CONDITION, "p1", STENOSIS);
        ehr.pass(Duration.ofHours(1));
        Parcel alive = exports.bulk(null);
        loader.loadAsOf(alive);
        ehr.delete(CONDITION);
        String deleted =
                "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[{\"request\":{\"method\":\"DELETE\","
                        + "\"url\":\"Condition/c1\"},\"response\":{\"status\":\"204\",\"lastModified\":\"" + ehr.now()
                        + "\"}}]}";
        ehr.pass(Duration.ofHours(1));
        loader.loadAsOf(new Parcel(
                "deleted", ehr.now(), Map.of("Condition-history.json", deleted), List.of(ehr.current(CONDITION))));
        loader.loadAsOf(alive);
        service.derive();
        assertThat(service.mart(source)).isEmpty();
        ehr.pass(Duration.ofHours(1));

        ehr.put(CONDITION, "p1", new Diagnosis(Disease.STENOSIS_WITH_CLAUDICATION, null, DAY));
        loader.loadAsOf(exports.bulk(null));
        service.derive();

        assertThat(new Recount(ehr.live()).people()).hasSize(1);
        assertThat(service.mart(source)).anyMatch(row -> row.startsWith("case p1"));
    }

    private static SimulatedEhr ehr(Meta meta) {
        SimulatedEhr ehr = new SimulatedEhr(meta);
        ehr.put(PATIENT, null, new Person(1950, List.of()));
        return ehr;
    }

    private static SearchFace face(SimulatedEhr ehr, Paging paging) {
        return new SearchFace(ehr, new Manners(true, true, false, paging), new Receipts());
    }

    private static SearchPull puller(String source, SearchFace face) {
        return PullFrom.server(
                service,
                source,
                Map.of(
                        "base-url",
                        server.serve(source, face),
                        "types",
                        SimulatedEhr.TYPES_SETTING,
                        "page-size",
                        2,
                        "resync",
                        "0s"));
    }

    private static RunSummary pull(SearchPull node, String source) throws Exception {
        RunSummary run = node.pull(source, bytes -> {}).run();
        assertThat(run.outcome()).as(Loader.told("pull", run)).isEqualTo(Outcome.COMPLETE);
        return run;
    }

    private static List<String> conditions(String source) {
        return service.sql()
                .sql("select distinct id from landing.version where source = ? and type = 'Condition' order by 1")
                .param(source)
                .query(String.class)
                .list();
    }
}
