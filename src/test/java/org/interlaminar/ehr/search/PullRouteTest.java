package org.interlaminar.ehr.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.Interlaminar;
import org.interlaminar.demo.DemoEhr;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.ehr.Pulls;
import org.interlaminar.fixture.TestStore;
import org.interlaminar.ledger.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The routes as they are, with the demo EHR at one end and cases at the other. */
class PullRouteTest {
    private static final DemoEhr EHR = new DemoEhr(List.of(DemoEhr.Sample.whole("enriched")), 0);

    @BeforeAll
    static void startEhr() {
        EHR.start();
    }

    @AfterAll
    static void stopEhr() {
        EHR.close();
    }

    @Test
    void pullsAndDerivesByItself() throws Exception {
        try (ConfigurableApplicationContext service = start(
                "--interlaminar.sources.demo.base-url=" + EHR.base(),
                "--interlaminar.sources.demo.types=Patient,Condition,Procedure,Observation,Encounter")) {
            Pulls pulls = service.getBean(Pulls.class);
            await().atMost(Duration.ofSeconds(60)).until(pulls::haveAllEndedOnce);
            Derivation derivation = service.getBean(Derivation.class);
            await().atMost(Duration.ofSeconds(60)).until(() -> derivation.waiting() == 0);

            assertThat(pulls.last("demo").orElseThrow().run().outcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(service.getBean(JdbcClient.class)
                            .sql("select count(*) from cases.person_case where mild = 'yes'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(47);
        }
    }

    @Test
    void twoServicesOnOneStoreShareThePullsQuietly() throws Exception {
        String store = TestStore.freshDatabase();
        String[] settings = {
            "--interlaminar.sources.demo.base-url=" + EHR.base(),
            "--interlaminar.sources.demo.types=Patient,Organization"
        };
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("org.interlaminar");
        said.start();
        log.addAppender(said);
        try (ConfigurableApplicationContext one = startOn(store, settings);
                ConfigurableApplicationContext other = startOn(store, settings)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> one.getBean(Pulls.class).haveAllEndedOnce()
                            && other.getBean(Pulls.class).haveAllEndedOnce());

            assertThat(one.getBean(JdbcClient.class)
                            .sql("select count(*) from ledger.run")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
            assertThat(said.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        } finally {
            log.detachAppender(said);
        }
    }

    @Test
    void refusesToStartWithoutRoutes() {
        assertThatThrownBy(() -> start("--camel.main.routes-include-pattern=classpath:nowhere/*.camel.yaml"))
                .hasMessageStartingWith("No route was loaded from camel.main.routes-include-pattern"
                        + " (classpath:nowhere/*.camel.yaml)");
    }

    private static ConfigurableApplicationContext start(String... settings) {
        return startOn(TestStore.freshDatabase(), settings);
    }

    private static ConfigurableApplicationContext startOn(String store, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--interlaminar.store.url=" + store);
        all.add("--interlaminar.store.user=postgres");
        return new SpringApplicationBuilder(Interlaminar.class)
                .web(WebApplicationType.NONE)
                .run(all.toArray(String[]::new));
    }
}
