package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.interlaminar.fixture.PatientStory.aPatient;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.fixture.TestStore;
import org.interlaminar.intake.Quarantine;
import org.interlaminar.ledger.Attention;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Way;
import org.interlaminar.reporting.Unfinished;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape says of runs, gaps and whoever waits; and that it says something while the store is away. */
class StandingMetricsTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-07-01T12:00:00Z"));
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @TempDir
    private Path folder;

    private Service service;
    private StandingMetrics metrics;

    @BeforeEach
    void start() {
        service = Service.started(clock, "interlaminar.sources.pulled.base-url=http://127.0.0.1:1/fhir");
        metrics = new StandingMetrics(
                registry,
                service.bean(Ledger.class),
                service.bean(Attention.class),
                service.bean(Unfinished.class),
                service.bean(Quarantine.class),
                new SourceGauges(
                        registry,
                        service.bean(EhrSettings.class),
                        service.bean(Turns.class),
                        service.bean(LoadPut.class)));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void tellsTheLastRunOfEverySourceAndWhatIsMissing() throws Exception {
        assertThat(registry.scrape()).contains("interlaminar_store_up 0.0").doesNotContain("hospital");

        service.load(
                "hospital-a",
                file("a.ndjson", aPatient("p1").withLumbarStenosis().ndjson() + "no json\n"));
        clock.pass(Duration.ofHours(1));
        service.load("hospital-b", file("broken.json", "{\"resourceType\":\"Bundle\",\"entry\":["));
        service.land("hospital-b", file("b.ndjson", aPatient("p2").ndjson()));
        service.sql().sql("update ledger.run set way = 'pull' where run = 2").update();
        metrics.refresh();

        assertThat(lines())
                .contains(
                        "interlaminar_store_up 1.0",
                        "interlaminar_run_received{source=\"hospital-a\"} 3.0",
                        "interlaminar_run_stored{source=\"hospital-a\"} 2.0",
                        "interlaminar_run_duplicate{source=\"hospital-a\"} 0.0",
                        "interlaminar_run_quarantined{source=\"hospital-a\"} 1.0",
                        "interlaminar_run_received{source=\"hospital-b\"} 1.0",
                        "interlaminar_gaps{source=\"hospital-a\"} 0.0",
                        "interlaminar_gaps{source=\"hospital-b\"} 1.0",
                        "interlaminar_quarantined{cause=\"bad-json\"} 1.0",
                        "interlaminar_people_waiting 1.0",
                        "interlaminar_deletes_waiting 0.0",
                        "interlaminar_backfills_waiting 0.0",
                        "interlaminar_last_complete_run_seconds{source=\"hospital-a\"} "
                                + seconds("2026-07-01T12:00:00Z"));
    }

    @Test
    void tellsTheLoadOfTodayAndWhichSourceIsStoppedAndWhenEachIsDue() {
        service.bean(EhrLoad.class).add("pulled", LocalDate.of(2026, 7, 1), new EhrLoad.Counts(7, 4_096, 0, 2, 0));
        service.sql()
                .sql(
                        "insert into ledger.source (source, due, stopped) values ('pulled', timestamptz '2026-07-01T12:15:00Z', 'x')")
                .update();
        service.sql()
                .sql("insert into ledger.load values ('pulled', date '2026-06-30', 1000, 0, 0, 0, 0)")
                .update();
        metrics.refresh();

        assertThat(lines())
                .contains(
                        "interlaminar_ehr_requests{source=\"pulled\"} 7.0",
                        "interlaminar_ehr_bytes{source=\"pulled\"} 4096.0",
                        "interlaminar_ehr_refused{source=\"pulled\"} 2.0",
                        "interlaminar_source_stopped{source=\"pulled\"} 1.0",
                        "interlaminar_source_due_seconds{source=\"pulled\"} " + seconds("2026-07-01T12:15:00Z"));

        service.bean(Turns.class).goOn("pulled");
        metrics.refresh();
        assertThat(lines()).contains("interlaminar_source_stopped{source=\"pulled\"} 0.0");
    }

    @Test
    void takingAgainFromQuarantineMakesNoDataYounger() throws Exception {
        service.load("hospital-a", file("a.ndjson", aPatient("p1").ndjson()));
        clock.pass(Duration.ofDays(3));
        Ledger ledger = service.bean(Ledger.class);
        ledger.close(ledger.open("hospital-a", Way.REPLAY, "generation").run(), Outcome.COMPLETE, null);
        metrics.refresh();
        assertThat(lines())
                .contains("interlaminar_last_complete_run_seconds{source=\"hospital-a\"} "
                        + seconds("2026-07-01T12:00:00Z"));
    }

    @Test
    void whatIsSettledIsGoneFromTheNextScrape() throws Exception {
        service.load("hospital-a", file("a.ndjson", "no json\n"));
        metrics.refresh();
        assertThat(registry.scrape()).contains("cause=\"bad-json\"");

        service.sql().sql("delete from landing.quarantine").update();
        metrics.refresh();

        assertThat(registry.scrape()).doesNotContain("cause=\"bad-json\"");
    }

    @Test
    void aStoreThatIsAwayFailsNoScrapeAndShowsNoOldNumbers() throws Exception {
        service.load("hospital-a", file("a.ndjson", aPatient("p1").ndjson()));
        metrics.refresh();
        HikariDataSource pool = service.bean(HikariDataSource.class);
        pool.setConnectionTimeout(250);
        TestStore.takeAway(service.url());

        metrics.refresh();

        assertThat(lines()).contains("interlaminar_store_up 0.0", "interlaminar_people_waiting NaN");
        assertThat(registry.scrape()).doesNotContain("hospital-a");

        TestStore.giveBack(service.url());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            metrics.refresh();
            assertThat(lines())
                    .contains("interlaminar_store_up 1.0", "interlaminar_run_received{source=\"hospital-a\"} 1.0");
        });
    }

    private List<String> lines() {
        return registry.scrape().lines().toList();
    }

    private static String seconds(String moment) {
        return Double.toString(Instant.parse(moment).getEpochSecond());
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(folder.resolve(name), content);
    }
}
