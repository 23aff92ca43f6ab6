package org.interlaminar.ehr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.Interlaminar;
import org.interlaminar.demo.DemoEhr;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.fixture.TestStore;
import org.interlaminar.ledger.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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
    void refusesToStartWithoutRoutes() {
        assertThatThrownBy(() -> start("--camel.main.routes-include-pattern=classpath:nowhere/*.camel.yaml"))
                .hasMessageStartingWith("No route was loaded from camel.main.routes-include-pattern"
                        + " (classpath:nowhere/*.camel.yaml)");
    }

    private static ConfigurableApplicationContext start(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--interlaminar.store.url=" + TestStore.freshDatabase());
        all.add("--interlaminar.store.user=postgres");
        return new SpringApplicationBuilder(Interlaminar.class)
                .web(WebApplicationType.NONE)
                .run(all.toArray(String[]::new));
    }
}
