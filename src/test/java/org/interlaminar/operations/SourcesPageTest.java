package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.interlaminar.fixture.TestStore;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Landing;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.ledger.BulkJobs;
import org.interlaminar.ledger.BulkJobs.Job;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.TokenEndpoints;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Way;
import org.interlaminar.reading.FhirProfiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The page of the sources: what it says of each state, and what each button does, to whom. */
@SpringBootTest(
        properties = {
            "interlaminar.sources.searched.base-url=http://127.0.0.1:1/fhir/",
            "interlaminar.sources.searched.types=Patient,Condition",
            "interlaminar.sources.exported.base-url=https://fhir.example.org/r4",
            "interlaminar.sources.exported.types=Patient,Condition",
            "interlaminar.sources.exported.bulk.level=system",
            "interlaminar.sources.exported.auth.method=client-secret",
            "interlaminar.sources.exported.auth.client-id=us",
            "interlaminar.sources.exported.auth.secret-variable=NO_SUCH_VARIABLE_OF_OURS",
            "interlaminar.sources.broken.base-url=http://127.0.0.1:1/fhir",
            "interlaminar.sources.broken.ssl-bundle=nowhere",
            "interlaminar.sources.quiet.base-url=http://127.0.0.1:1/fhir",
            "interlaminar.sources.quiet.courtesy.quiet-hours=04:00-06:30",
            "interlaminar.sources.quiet.zone=America/New_York",
            "interlaminar.sources.followed.base-url=http://127.0.0.1:1/fhir",
            "interlaminar.sources.followed.cohort.by=code",
            "interlaminar.sources.filed.zone=UTC"
        })
@AutoConfigureMockMvc
@DirtiesContext
class SourcesPageTest {
    private static final String CANARY = "<img src=x onerror=alert(1)>";

    @Autowired
    private MockMvc browser;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Turns turns;

    @Autowired
    private BulkJobs jobs;

    @Autowired
    private Landing landing;

    @Autowired
    private EhrLoad load;

    @Autowired
    private TokenEndpoints endpoints;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private HikariDataSource pool;

    private static String database;

    @DynamicPropertySource
    static void ownStore(DynamicPropertyRegistry settings) {
        database = TestStore.freshDatabase();
        settings.add("interlaminar.store.url", () -> database);
        settings.add("interlaminar.store.user", () -> "postgres");
    }

    @BeforeEach
    void emptyStore() {
        jdbc.sql("truncate ledger.run, ledger.source, ledger.load, ledger.bulk_job, ledger.cohort_member,"
                        + " ledger.watermark, landing.version, landing.quarantine cascade")
                .update();
    }

    // What it says.

    @Test
    void aSourceThatWasNeverPulledSaysSo() throws Exception {
        assertThat(card("searched"))
                .contains(
                        "source warn",
                        "Never pulled",
                        "Its first pull begins by itself.",
                        "at once",
                        "http://127.0.0.1:1/fhir<",
                        "By search, 200 to a page: Patient, Condition")
                .doesNotContain("Resume", "The last run of each way");
    }

    @Test
    void aSourceThatIsWellShowsItsRunItsAgeAndItsNextPull() throws Exception {
        long run = ran("searched", Way.PULL, Outcome.COMPLETE, null);
        jdbc.sql("insert into ledger.part (run, part, name, bytes, received, expected, landed_at)"
                        + " values (?, 1, 'Patient page 1', 5000000, 1234, 1230, now())")
                .param(run)
                .update();
        jdbc.sql("insert into ledger.tally values (?, 1, 'Patient', 'stored', '', 1200),"
                        + " (?, 1, 'Patient', 'filtered', 'no-code', 34)")
                .params(run, run)
                .update();
        due("searched", "due", "2026-01-31T09:20:00Z");

        assertThat(card("searched"))
                .contains("source good", "Waits for its next pull", "2026-01-31 09:20 UTC", "run " + run, "1,230")
                .containsPattern("Age of the data</dt><dd><span>5 min</span>")
                .containsPattern(
                        "1,234</td>\\s*<td class=\"num\">1,200</td>\\s*<td class=\"num\">0</td>\\s*<td class=\"num\">34")
                .doesNotContain("is not complete");
    }

    @Test
    void aCheckShowsWhatTheDoctorSays() throws Exception {
        String page = browser.perform(post("/sources/searched/check")
                        .with(user("operator").roles("OPERATOR"))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page)
                .contains(
                        "It cannot be pulled.",
                        "Pre-flight of searched",
                        "The server cannot be reached",
                        "doctor --source searched");
    }

    @Test
    void aCheckOfNobodyIsNotFoundAndOneWithoutATokenIsRefused() throws Exception {
        browser.perform(post("/sources/nobody/check")
                        .with(user("operator").roles("OPERATOR"))
                        .with(csrf()))
                .andExpect(status().isNotFound());
        browser.perform(post("/sources/searched/check").with(user("operator").roles("OPERATOR")))
                .andExpect(status().isForbidden());
    }

    @Test
    void aStoppedSourceSaysWhyAndWhatToDo() throws Exception {
        turns.stop("searched", "the token server answered 401 (invalid_client)");
        assertThat(card("searched"))
                .contains(
                        "source bad",
                        ">✕<",
                        "Stopped",
                        "the token server answered 401 (invalid_client)",
                        "When the cause is gone, resume it.",
                        "/sources/searched/resume")
                .doesNotContain("/sources/searched/run", "/sources/searched/pause");
    }

    @Test
    void aPausedSourceCanBeResumed() throws Exception {
        turns.pause("searched");
        assertThat(card("searched"))
                .contains("source warn", "Paused", "/sources/searched/resume", "<dd>none</dd>")
                .doesNotContain("/sources/searched/run");
    }

    @Test
    void aSourceInItsQuietHoursRestsUntilTheirEnd() throws Exception {
        assertThat(card("quiet"))
                .contains(
                        "source warn",
                        "Rests",
                        "these are its quiet hours, 04:00-06:30 local time",
                        "until <time",
                        "2026-01-31 11:30 UTC",
                        "quiet hours 04:00-06:30 (America/New_York)");
    }

    @Test
    void aSourceBeingPulledShowsHowFarTheRunIs() throws Exception {
        try (LandingRun run = landing.open(Delivery.told("searched", Way.PULL, instant(), Delivery.Scope.CHANGES))) {
            assertThat(card("searched"))
                    .contains("source busy", "Pulling now", "received so far", "/sources/searched/pause")
                    .doesNotContain("/sources/searched/run");
            run.finish();
        }
    }

    @Test
    void aRunWhoseProcessWasKilledIsMissingAndNotUnderWay() throws Exception {
        ledger.open("searched", Way.PULL, "generation");
        assertThat(card("searched"))
                .contains("source bad", "Data is missing", Ledger.CUT_OFF)
                .doesNotContain("Pulling now");
    }

    @Test
    void settingsThatCannotBeUsedAreNamedAndBreakNothingElse() throws Exception {
        assertThat(card("broken"))
                .contains(
                        "source bad",
                        "Settings cannot be used",
                        "interlaminar.sources.broken.ssl-bundle names &#39;nowhere&#39;")
                .doesNotContain("/sources/broken/run");
        assertThat(card("searched")).contains("Never pulled");
    }

    @Test
    void anExportUnderWayShowsWhatItsServerSaysAndHowManyFilesHaveLanded() throws Exception {
        Job job = export();
        jobs.goesOn(job, "45 % done");
        assertThat(card("exported"))
                .contains("source busy", "Export under way", "the server works on it", "<q>45 % done</q>");
        jdbc.sql(
                        "insert into ledger.bulk_file (job, file, kind, type, url, done)"
                                + " select ?, n, 'output', 'Patient', 'https://fhir.example.org/f', n < 4 from generate_series(1, 12) n")
                .param(job.job())
                .update();
        due("exported", "bulk_due", "2026-01-31T09:06:00Z");
        assertThat(card("exported"))
                .containsPattern("<span class=\"number\">3</span> of <span class=\"number\">12</span> files landed")
                .containsPattern("Asked again at </span><time datetime=\"2026-01-31T09:06:00Z\"");
    }

    @Test
    void anExportThatFailedSaysWhyAndWhenTheNextIsAskedFor() throws Exception {
        jobs.failed(export(), "the server allows an export of this group only once in a while");
        due("exported", "bulk_due", "2026-02-01T09:06:00Z");
        assertThat(card("exported"))
                .contains(
                        "Last bulk export",
                        "the server allows an export of this group only once in a while",
                        "The next is asked for at ",
                        "2026-02-01 09:06 UTC")
                .doesNotContain("Export under way");
    }

    @Test
    void theLoginShowsItsMethodItsServerAndWhetherATokenIsHeldAndNeverASecret() throws Exception {
        endpoints.firstTold("exported", "https://login.example.org/tenant-secret-path/token?key=4711");
        assertThat(card("exported"))
                .contains(
                        "Client secret that buys tokens",
                        "https://login.example.org",
                        "This node holds no token at present",
                        "NO_SUCH_VARIABLE_OF_OURS")
                .doesNotContain("tenant-secret-path", "4711");
    }

    @Test
    void theLoadOfTodayAndOfSevenDaysIsShown() throws Exception {
        LocalDate today = LocalDate.of(2026, 1, 31);
        load.add("searched", today, new EhrLoad.Counts(4, 2_500_000, 1_000, 1, 3_000));
        jdbc.sql("insert into ledger.load values ('searched', ?, 1000, 90000000, 50000, 0, 0),"
                        + " ('searched', ?, 7777, 0, 0, 0, 0)")
                .params(today.minusDays(6), today.minusDays(7))
                .update();
        assertThat(card("searched"))
                .containsPattern("Requests</th><td class=\"num\">4</td><td class=\"num\">1,004</td>")
                .contains("2.5 MB", "92.5 MB", "250 ms", "51 ms", "3.0 s")
                .doesNotContain("7,777", "8,781");
        load.write("searched");
        assertThat(card("searched")).contains("<td class=\"num\">1,004</td>");
    }

    @Test
    void peopleWhoAreFollowedAreCounted() throws Exception {
        jdbc.sql("insert into ledger.cohort_member (source, patient, found_at) values ('followed', 'a', now()),"
                        + " ('followed', 'b', now())")
                .update();
        assertThat(card("followed"))
                .contains("for people found by codes of stenosis and MILD, each looked at every 24 h")
                .containsPattern("People followed one by one</dt><dd>2</dd>");
    }

    @Test
    void gapsAndQuarantineStandWithTheirSource() throws Exception {
        ran("searched", Way.PULL, Outcome.PARTIAL, "Condition page 3: the server answered 500, 3 times");
        jdbc.sql("insert into landing.quarantine (source, cause, content, stage, message, body_bytes)"
                        + " values ('searched', 'bad-json', '\\x00', 'landing', 'not well-formed JSON', 1)")
                .update();
        assertThat(card("searched"))
                .contains("source bad", "Data is missing", "Condition page 3: the server answered 500, 3 times")
                .containsPattern("In quarantine</dt><dd class=\"raised\"><span>1</span>");
        assertThat(card("followed")).doesNotContain("answered 500");
    }

    @Test
    void aSourceOfFilesIsShownShorter() throws Exception {
        ran("filed", Way.LOAD, Outcome.COMPLETE, null);
        assertThat(card("filed"))
                .contains("source good", "Files only", "Load</span>")
                .doesNotContain("Next pull", "Pause", "Load put on the EHR", "Ask for everything");
    }

    @Test
    void aSourceThatOnlyTheLedgerKnowsIsShownToo() throws Exception {
        ran("former", Way.LOAD, Outcome.PARTIAL, "a.json is not well-formed JSON");
        assertThat(card("former")).contains("source bad", "Data is missing", "Load the same files again");
    }

    @Test
    void textFromOutsideIsShownAndNeverRun() throws Exception {
        turns.stop("searched", CANARY);
        ran("followed", Way.PULL, Outcome.PARTIAL, CANARY);
        Job job = export();
        jobs.goesOn(job, CANARY);
        page().andExpect(content().string(not(containsString("<img"))));
        for (String source : new String[] {"searched", "followed", "exported"}) {
            assertThat(card(source)).contains("&lt;img src=x onerror=alert(1)&gt;");
        }
        jobs.failed(job, CANARY);
        assertThat(card("exported")).contains("&lt;img src=x").doesNotContain("<img");
    }

    @Test
    void carriesStrictHeadersAndNothingInline() throws Exception {
        for (String path : new String[] {"/sources", "/sources/searched/again"}) {
            browser.perform(get(path).with(user("operator").roles("OPERATOR")))
                    .andExpect(status().isOk())
                    .andExpect(header().string("Content-Security-Policy", containsString("default-src 'self'")))
                    .andExpect(header().string("Cache-Control", containsString("no-store")))
                    .andExpect(content().string(not(containsString("style=\""))))
                    .andExpect(content().string(not(containsString("<script"))))
                    .andExpect(content().string(not(containsString("onclick"))));
        }
    }

    @Test
    void theOverviewLeadsToItAndBack() throws Exception {
        browser.perform(get("/").with(user("operator").roles("OPERATOR")))
                .andExpect(content().string(containsString("<a href=\"/sources\">Sources</a>")));
        page().andExpect(content().string(containsString("<a href=\"/\">Overview</a>")));
    }

    @Test
    void theOverviewSaysInRedThatASourceIsStopped() throws Exception {
        turns.stop("searched", "the token server answered 401 (invalid_client)");
        browser.perform(get("/").with(user("operator").roles("OPERATOR")))
                .andExpect(content().string(containsString("searched is stopped: nothing is asked of it")))
                .andExpect(content().string(containsString("sources resume searched")));
    }

    @Test
    void saysThatTheStoreIsAwayInsteadOfFailing() throws Exception {
        pool.setConnectionTimeout(250);
        TestStore.takeAway(database);
        try {
            browser.perform(get("/sources").with(user("operator").roles("OPERATOR")))
                    .andExpect(status().isServiceUnavailable())
                    .andExpect(header().string("Retry-After", "30"))
                    .andExpect(content().string(containsString("The store does not answer")));
        } finally {
            TestStore.giveBack(database);
            pool.setConnectionTimeout(10_000);
            pool.getHikariPoolMXBean().softEvictConnections();
        }
        page();
    }

    // What can be done.

    @Test
    void pauseAndResume() throws Exception {
        press("/sources/searched/pause", "searched is paused.");
        assertThat(turn("searched", Way.PULL).paused()).isTrue();
        turns.stop("searched", "a reason");
        press("/sources/searched/resume", "searched goes on.");
        assertThat(turn("searched", Way.PULL).paused()).isFalse();
        assertThat(turn("searched", Way.PULL).stopped()).isNull();
        press("/sources/searched/resume", "searched is neither paused nor stopped.");
    }

    @Test
    void runNowBringsThePullForward() throws Exception {
        turns.putOff(Way.PULL, "searched", Duration.ofDays(1));
        press("/sources/searched/run", "searched is pulled within seconds by the service.");
        assertThat(turn("searched", Way.PULL).due()).isTrue();
    }

    @Test
    void runNowDoesNotAskAServerSoonerThatWorksOnAnExport() throws Exception {
        export();
        turns.putOff(Way.BULK, "exported", Duration.ofDays(1));
        press("/sources/exported/run", "The export of exported is under way: its server says when it is asked again.");
        assertThat(turn("exported", Way.BULK).due()).isFalse();
    }

    @Test
    void runNowOfASourceThatIsHeldBackChangesNothing() throws Exception {
        turns.putOff(Way.PULL, "searched", Duration.ofDays(1));
        turns.pause("searched");
        press("/sources/searched/run", "searched is held back (Paused): nothing was changed.");
        turns.resume("searched");
        assertThat(turn("searched", Way.PULL).due()).isFalse();
    }

    @Test
    void askingForEverythingAgainSaysFirstWhatItCosts() throws Exception {
        pulled("searched");
        browser.perform(get("/sources/searched/again").with(user("operator").roles("OPERATOR")))
                .andExpect(content().string(containsString("Ask <span>searched</span> for everything again?")))
                .andExpect(content().string(containsString("By search, 200 to a page: Patient, Condition")))
                .andExpect(content().string(containsString("40,000")))
                .andExpect(content().string(containsString("About <span class=\"number\">202</span>")));
        assertThat(generations("searched")).as("looking changes nothing").isEqualTo(2);
    }

    @Test
    void everythingIsAskedForAgainOnlyWithTheBoxTicked() throws Exception {
        pulled("searched");
        turns.putOff(Way.PULL, "searched", Duration.ofDays(1));
        press("/sources/searched/again", "Nothing was changed: the box was not ticked.");
        assertThat(generations("searched")).isEqualTo(2);

        press(
                post("/sources/searched/again").param("sure", "true"),
                "Everything of searched is asked for again, and searched is pulled within seconds by the service.");
        assertThat(generations("searched")).isZero();
        assertThat(turn("searched", Way.PULL).due()).isTrue();
    }

    @Test
    void everybodyWhoIsFollowedIsReadWholeAgain() throws Exception {
        jdbc.sql("insert into ledger.cohort_member (source, patient, found_at, followed_at, upto, whole_at,"
                        + " screen_generation) values ('followed', 'a', now(), now(), now(), now(), 'this')")
                .update();
        press(
                post("/sources/followed/again").param("sure", "true"),
                "Everything of followed is asked for again, and followed is pulled within seconds by the service.");
        assertThat(jdbc.sql("select count(*) from ledger.cohort_member where followed_at is null"
                                + " and screen_generation is null")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "pause", "resume", "again"})
    void withoutTheTokenOfTheFormNothingHappens(String what) throws Exception {
        browser.perform(post("/sources/searched/" + what)
                        .param("sure", "true")
                        .with(user("operator").roles("OPERATOR")))
                .andExpect(status().isForbidden());
        assertThat(touched()).isZero();
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void aStrangerIsSentToTheLoginPage(MockHttpServletRequestBuilder address) throws Exception {
        browser.perform(address.with(csrf())).andExpect(redirectedUrlPattern("**/login"));
        assertThat(touched()).isZero();
    }

    static Stream<MockHttpServletRequestBuilder> addresses() {
        return Stream.of(
                get("/sources"),
                get("/sources/searched/again"),
                post("/sources/searched/run"),
                post("/sources/searched/pause"),
                post("/sources/searched/resume"),
                post("/sources/searched/again").param("sure", "true"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "pause", "resume", "again"})
    void aSourceThatDoesNotExistIsNotFound(String what) throws Exception {
        browser.perform(post("/sources/nowhere/" + what)
                        .param("sure", "true")
                        .with(user("operator").roles("OPERATOR"))
                        .with(csrf()))
                .andExpect(status().isNotFound());
        browser.perform(get("/sources/nowhere/again").with(user("operator").roles("OPERATOR")))
                .andExpect(status().isNotFound());
        assertThat(touched()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "pause", "resume"})
    void nothingChangesByGet(String what) throws Exception {
        browser.perform(get("/sources/searched/" + what).with(user("operator").roles("OPERATOR")))
                .andExpect(status().isMethodNotAllowed());
        page();
        assertThat(touched()).isZero();
    }

    @Test
    void whatOnlyComesByFilesCannotBePulled() throws Exception {
        press("/sources/filed/run", "filed is not pulled: interlaminar.sources.filed.base-url is not set.");
        press("/sources/filed/pause", "filed is not pulled: interlaminar.sources.filed.base-url is not set.");
        browser.perform(get("/sources/filed/again").with(user("operator").roles("OPERATOR")))
                .andExpect(status().isNotFound());
        assertThat(touched()).isZero();
    }

    private void press(String path, String answer) throws Exception {
        press(post(path), answer);
    }

    /** Presses a button and follows the way back. */
    private void press(MockHttpServletRequestBuilder button, String answer) throws Exception {
        var pressed = browser.perform(
                        button.with(user("operator").roles("OPERATOR")).with(csrf()))
                .andExpect(status().isSeeOther())
                .andReturn();
        String path = pressed.getRequest().getRequestURI();
        assertThat(pressed.getResponse().getRedirectedUrl()).isEqualTo("/sources#" + path.split("/")[2]);
        browser.perform(get("/sources")
                        .flashAttrs(pressed.getFlashMap())
                        .with(user("operator").roles("OPERATOR")))
                .andExpect(content().string(containsString(answer)));
    }

    private ResultActions page() throws Exception {
        return browser.perform(get("/sources").with(user("operator").roles("OPERATOR")))
                .andExpect(status().isOk());
    }

    private String card(String source) throws Exception {
        String page = page().andReturn().getResponse().getContentAsString();
        int from = page.lastIndexOf("<article", page.indexOf("id=\"" + source + "\""));
        assertThat(from).as(source).isPositive();
        return page.substring(from, page.indexOf("</article>", from));
    }

    private long ran(String source, Way way, Outcome outcome, String why) {
        long run = ledger.open(source, way, "generation").run();
        ledger.close(run, outcome, why);
        jdbc.sql("update ledger.run set started_at = timestamptz '2026-01-31T09:00:00Z' where run = ?")
                .param(run)
                .update();
        return run;
    }

    /** Two types were pulled whole in a run of 40,000 resources. */
    private void pulled(String source) {
        long run = ran(source, Way.PULL, Outcome.COMPLETE, null);
        jdbc.sql("insert into ledger.part (run, part, name, bytes, received, landed_at) values"
                        + " (?, 1, 'Patient page 1', 1, 40000, now()), (?, 2, 'Patient gone', 0, 0, now())")
                .params(run, run)
                .update();
        jdbc.sql("insert into ledger.watermark (source, type, upto, run, screen_generation) values"
                        + " (?, 'Patient', now(), ?, 'this'), (?, 'Condition', now(), ?, 'this')")
                .params(source, run, source, run)
                .update();
    }

    private long generations(String source) {
        return jdbc.sql("select count(screen_generation) from ledger.watermark where source = ?")
                .param(source)
                .query(Long.class)
                .single();
    }

    private Job export() {
        Job job = jobs.begin(new BulkJobs.Order("exported", List.of("Patient"), null, true, null, false, "generation"));
        jobs.taken(job, "https://fhir.example.org/jobs/1");
        return job;
    }

    private void due(String source, String column, String at) {
        jdbc.sql("insert into ledger.source (source, " + column + ") values (?, ?::timestamptz)"
                        + " on conflict (source) do update set " + column + " = excluded." + column)
                .params(source, at)
                .update();
    }

    private Turns.Turn turn(String source, Way way) {
        return turns.of(way, List.of(source)).get(0);
    }

    private long touched() {
        return jdbc.sql("select count(*) from ledger.source").query(Long.class).single();
    }

    private static Instant instant() {
        return Instant.parse("2026-01-31T09:05:00Z");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration(exclude = CamelAutoConfiguration.class)
    @ComponentScan(
            basePackages = {
                "org.interlaminar.access",
                "org.interlaminar.derivation",
                "org.interlaminar.ehr",
                "org.interlaminar.intake",
                "org.interlaminar.ledger",
                "org.interlaminar.operations",
                "org.interlaminar.publication",
                "org.interlaminar.reporting",
                "org.interlaminar.store"
            },
            excludeFilters = @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
    @ConfigurationPropertiesScan({
        "org.interlaminar.derivation",
        "org.interlaminar.ehr",
        "org.interlaminar.intake",
        "org.interlaminar.publication",
        "org.interlaminar.store"
    })
    static class UpToThePages {
        @Bean
        Clock clock() {
            return Clock.fixed(instant(), ZoneOffset.UTC);
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
