package org.interlaminar.publication.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.interlaminar.access.Access;
import org.interlaminar.access.Role;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.fixture.TestStore;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.Landing.AlsoInTransaction;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.Tally.State;
import org.interlaminar.ledger.Way;
import org.interlaminar.reading.FhirProfiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@SpringBootTest
@AutoConfigureMockMvc
@DirtiesContext
class OverviewPageTest {
    private static final LocalDate INDEX = LocalDate.of(2024, 3, 1);

    @Autowired
    private MockMvc browser;

    @Autowired
    private Landing landing;

    @Autowired
    private Derivation derivation;

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private HikariDataSource pool;

    @Autowired
    private Access access;

    private static String database;

    private long patientsStored;

    @DynamicPropertySource
    static void ownStore(DynamicPropertyRegistry settings) {
        database = TestStore.freshDatabase();
        settings.add("interlaminar.store.url", () -> database);
        settings.add("interlaminar.store.user", () -> "postgres");
        settings.add("interlaminar.publication.refresh", () -> "0s");
    }

    @BeforeEach
    void emptyStore() {
        jdbc.sql(
                        "truncate ledger.run, ledger.reconciliation, landing.backfill, landing.version, landing.dirty, cases.person_case cascade")
                .update();
    }

    @Test
    void tellsWhatToDoWhileNothingHasBeenReceived() throws Exception {
        assertThat(page())
                .contains("Nothing has been received yet", "load --source hospital-a FOLDER")
                .doesNotContain("key-received");
    }

    @Test
    void saysThatTheFirstRunIsUnderWay() throws Exception {
        ledger.open("hospital-a", Way.PULL, "generation");
        assertThat(page())
                .contains("The first run is under way", "running")
                .doesNotContain("Nothing has been received");
    }

    @Test
    void theTopOfTheAttritionIsTheNumberOfPatientsTheLedgerStored() throws Exception {
        receive(manyPeople());
        String page = page();
        assertThat(patientsStored).isEqualTo(42);
        assertThat(key(page, "key-received")).isEqualTo("42");
        assertThat(key(page, "key-stenosis")).isEqualTo("27");
        assertThat(key(page, "key-index")).isEqualTo("14");
        assertThat(key(page, "key-analysed")).isEqualTo("14");
    }

    @Test
    void saysInWordsHowTheOutcomesWere() throws Exception {
        receive(manyPeople());
        assertThat(page())
                .contains(
                        "Disability (ODI) at 12 months: changed by −26.0 points (95 % CI −26.0 to −26.0), better, in 14"
                                + " people with both scores.")
                .contains("data-change=\"-26.0000\"")
                .contains("Re-intervention by 12 months: 0 %");
    }

    @Test
    void aSmallCohortIsHiddenFromOperatorsToo() throws Exception {
        receive(cohort());
        assertThat(page())
                .contains("id=\"key-received\">hidden<", "id=\"key-index\">hidden<")
                .contains("hidden, because a small group would show")
                .doesNotContain("1 of 2");
    }

    @Test
    void everyReaderOfFiguresSeesThemAndOnlyOperatorsSeeTheRuns() throws Exception {
        receive(manyPeople());
        assertThat(page(Role.ANALYST))
                .contains("id=\"key-index\">14<", "href=\"/outcomes\"", "href=\"/worklist\"")
                .doesNotContain("Latest runs", "href=\"/sources\"", "href=\"/people\"");
        browser.perform(get("/").with(account(Role.AGGREGATE_READER)))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Nothing is published yet")));
        browser.perform(get("/").with(account(Role.ABSTRACTOR))).andExpect(redirectedUrl("/review"));
    }

    @Test
    void textFromOutsideIsShownAndNeverRun() throws Exception {
        long run = ledger.open("<img src=x>", Way.LOAD, "generation").run();
        ledger.close(run, Outcome.PARTIAL, "<script>alert(1)</script>");
        browser.perform(get("/").with(user("operator").roles("OPERATOR")))
                .andExpect(content().string(containsString("&lt;script&gt;alert(1)&lt;/script&gt;")))
                .andExpect(content().string(not(containsString("<script>"))))
                .andExpect(content().string(not(containsString("<img"))));
    }

    @Test
    void saysInPlainWordsWhatIsMissingAndWhatWaits() throws Exception {
        receive(cohort());
        long run = ledger.open("hospital-b", Way.PULL, "generation").run();
        ledger.close(run, Outcome.PARTIAL, "Condition page 3: the server answered 500");
        jdbc.sql(
                        "insert into ledger.deletion (run, source, type, clock, epoch, missing, held, state)"
                                + " values (?, 'hospital-a', 'Patient', timestamptz '2026-01-30T02:00:00Z', 0, 1200, 4000, 'waiting')")
                .param(run)
                .update();
        jdbc.sql("insert into landing.backfill values ('hospital-a', 'untreated', now(), 3, 'a.ndjson')")
                .update();
        jdbc.sql(
                        "insert into ledger.reconciliation values ('hospital-a', 'Encounter', timestamptz '2026-01-30T02:00:00Z',"
                                + " 700, 690, 20, 0, 0, null)")
                .update();

        assertThat(page().replaceAll("\\s+", " "))
                .contains("hospital-b: data is missing. Run " + run + " (pull, 2026-01-31 09:05 UTC) is not complete.")
                .contains("Condition page 3: the server answered 500")
                .contains("hospital-a: the source no longer shows 1,200 of 4,000 Patient since 2026-01-30 02:00 UTC.")
                .contains("<code>deletions confirm --source hospital-a</code>")
                .contains("1 person is incomplete")
                .contains("The source counts 700, here are 690.")
                .containsPattern("class=\"alert bad\".*data is missing")
                .containsPattern("class=\"alert warn\".*no longer shows");
    }

    @Test
    void saysThatTheStoreIsAwayInsteadOfFailing() throws Exception {
        pool.setConnectionTimeout(250);
        TestStore.takeAway(database);
        try {
            browser.perform(get("/").with(user("operator").roles("OPERATOR")))
                    .andExpect(status().isServiceUnavailable())
                    .andExpect(header().string("Retry-After", "30"))
                    .andExpect(content().string(containsString("The store does not answer")));
        } finally {
            TestStore.giveBack(database);
            pool.setConnectionTimeout(10_000);
            pool.getHikariPoolMXBean().softEvictConnections();
        }
        assertThat(page()).contains("Nothing has been received yet");
    }

    @Test
    void saysNothingWhereNothingNeedsAnybody() throws Exception {
        receive(cohort());
        assertThat(page()).doesNotContain("Needs you");
    }

    @Test
    void carriesStrictHeadersAndNothingInline() throws Exception {
        receive(cohort());
        browser.perform(get("/").with(user("operator").roles("OPERATOR")))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'self'")))
                .andExpect(header().string("Cache-Control", containsString("no-store")))
                .andExpect(content().string(not(containsString("style=\""))))
                .andExpect(content().string(not(containsString("<style"))));
    }

    @Test
    void chartsAndStylesAreServedUnderTheirHashAndNothingElseOfTheLibrary() throws Exception {
        receive(cohort());
        Matcher assets = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"").matcher(page());
        int found = 0;
        for (; assets.find(); found++) {
            assertThat(assets.group(1)).matches(".*-[0-9a-f]{32}\\.(css|js|svg)");
            browser.perform(get(assets.group(1)))
                    .andExpect(status().isOk())
                    .andExpect(header().string("Cache-Control", containsString("max-age=31536000")));
        }
        assertThat(found).isEqualTo(4);
        browser.perform(get("/assets/charting/echarts.js")).andExpect(status().isNotFound());
        browser.perform(get("/_static/echarts/6.0.0/dist/echarts.js")
                        .with(user("operator").roles("OPERATOR")))
                .andExpect(status().isForbidden());
    }

    @Test
    void strangersAreSentToTheLoginPage() throws Exception {
        browser.perform(get("/")).andExpect(redirectedUrlPattern("**/login"));
    }

    /** 15 without stenosis, 13 untreated, 14 who improved by 26 points. */
    private static SmallCohort manyPeople() {
        SmallCohort people = new SmallCohort();
        for (int i = 0; i < 15; i++) {
            people.person("without" + i);
        }
        for (int i = 0; i < 13; i++) {
            people.person("untreated" + i).withStenosis("untreated" + i);
        }
        for (int i = 0; i < 14; i++) {
            String id = "responder" + i;
            people.person(id)
                    .withStenosis(id)
                    .withMild(id, INDEX)
                    .withOdi(id, INDEX.minusDays(7), 50)
                    .withOdi(id, INDEX.plusDays(365), 24);
        }
        return people;
    }

    private static SmallCohort cohort() {
        return new SmallCohort()
                .person("without")
                .person("untreated")
                .withStenosis("untreated")
                .person("responder")
                .withStenosis("responder")
                .withMild("responder", INDEX)
                .withOdi("responder", INDEX.minusDays(7), 50)
                .withOdi("responder", INDEX.plusDays(365), 24)
                .person("failure")
                .withStenosis("failure")
                .withMild("failure", INDEX)
                .withOdi("failure", INDEX.minusDays(7), 50)
                .withLaminectomy("failure", INDEX.plusDays(210))
                .withOdi("failure", INDEX.plusDays(365), 20);
    }

    private void receive(SmallCohort cohort) throws Exception {
        Instant now = Instant.parse("2026-01-31T09:00:00Z");
        Delivery delivery = Delivery.loaded("hospital-a", Way.LOAD, now);
        try (LandingRun run = landing.open(delivery)) {
            patientsStored = run.landBundle(delivery, "page 1", cohort.bundle(), null, AlsoInTransaction.NOTHING)
                    .of("Patient", State.STORED);
            run.finish();
        }
        derivation.drain(people -> {});
    }

    private String page() throws Exception {
        return page(Role.OPERATOR);
    }

    private String page(Role role) throws Exception {
        return browser.perform(get("/").with(account(role)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    /** Whoever has an account of this role: the store is asked with every page. */
    private RequestPostProcessor account(Role role) {
        String name = role == Role.OPERATOR ? "operator" : role.word();
        if (access.all().stream().noneMatch(account -> account.name().equals(name))) {
            access.add(name, role);
        }
        return user(name).roles(role.name());
    }

    private static String key(String page, String id) {
        return first(page, "id=\"" + id + "\">([0-9,]+)<");
    }

    private static String first(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration(exclude = CamelAutoConfiguration.class)
    @ComponentScan(
            basePackages = {
                "org.interlaminar.access",
                "org.interlaminar.derivation",
                "org.interlaminar.intake",
                "org.interlaminar.ledger",
                "org.interlaminar.publication",
                "org.interlaminar.reporting",
                "org.interlaminar.store"
            },
            excludeFilters = @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
    @ConfigurationPropertiesScan({
        "org.interlaminar.derivation",
        "org.interlaminar.intake",
        "org.interlaminar.publication",
        "org.interlaminar.store"
    })
    static class UpToThePages {
        @Bean
        Clock clock() {
            return Clock.fixed(Instant.parse("2026-01-31T09:05:00Z"), ZoneOffset.UTC);
        }

        @Bean
        FhirProfiles fhirProfiles() throws IOException {
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:fhir-profiles/*.json")) {
                files.put(file.getFilename(), file.getContentAsByteArray());
            }
            return new FhirProfiles(files);
        }
    }
}
