package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.interlaminar.derivation.Derivation;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.TestStore;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.InputFile;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** The page of one person: what it says, to whom, and of whom it says nothing. */
@SpringBootTest(classes = SourcesPageTest.UpToThePages.class, properties = "interlaminar.derive.max-versions=30")
@AutoConfigureMockMvc
@DirtiesContext
class PeoplePageTest {
    private static final String CANARY = "<img src=x onerror=alert(1)>";

    @Autowired
    private MockMvc browser;

    @Autowired
    private FileIntake files;

    @Autowired
    private Derivation derivation;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private HikariDataSource pool;

    @TempDir
    private Path folder;

    private static String database;

    @DynamicPropertySource
    static void ownStore(DynamicPropertyRegistry settings) {
        database = TestStore.freshDatabase();
        settings.add("interlaminar.store.url", () -> database);
        settings.add("interlaminar.store.user", () -> "postgres");
    }

    @BeforeEach
    void emptyStore() {
        jdbc.sql("truncate ledger.run, landing.version, landing.quarantine, landing.dirty, cases.change cascade")
                .update();
    }

    private static PatientStory treated(String id) {
        return aPatient(id)
                .born(1950)
                .female()
                .withLumbarStenosisAndClaudication()
                .recorded(on("2023-11-02"))
                .afterMildProcedure(on("2024-02-01"))
                .withOdi(52, daysBeforeIndex(3))
                .withOdi(50, daysBeforeIndex(30))
                .withOdi(28, daysAfterIndex(92))
                .withLaminectomy(daysAfterIndex(300));
    }

    @Test
    void saysWhatALabelHoldsBack() throws Exception {
        load(treated("p1").labelled("R"));
        assertThat(page("/people/hospital-a/p1"))
                .contains("Held back by confidentiality labels")
                .contains("<strong>Procedure/p1-procedure-2</strong>: <span>R</span>");
        load(treated("p2").patientLabelled("R"));
        assertThat(page("/people/hospital-a/p2"))
                .contains("This person is held back as a whole by a confidentiality label")
                .contains("<strong>Patient/p2</strong>: <span>R</span>")
                .doesNotContain("2024-02-01", "counts any more");
    }

    @Test
    void showsThePersonWithTheTimelineAndTheReasons() throws Exception {
        load(treated("p1"));
        String page = page("/people/hospital-a/p1");
        assertThat(page)
                .contains("<span class=\"of\">hospital-a</span> <span>p1</span>")
                .contains("not <span>historical</span></b> <span>The day is recorded: 2024-02-01.")
                .contains("Treatment failure from <span>2024-11-27</span>")
                .contains("earlier than the last one before the procedure")
                .contains("lss-by-code; lss-dx-with-nc")
                .contains("No score: it begins after the last contact.");
        assertThat(page.split("<svg class=\"timeline", -1))
                .as("for a desk and for a phone")
                .hasSize(3);
        assertThat(page)
                .contains("viewBox=\"0 0 1120 ", "role=\"img\"", "aria-labelledby=\"title-desk words-desk\"")
                .contains("<title id=\"title-desk\">", "<desc id=\"words-desk\">From ")
                .containsPattern("<path class=\"score hollow\" d=\"M[^\"]+\"><title>2024-01-02: ODI score 50 percent");
    }

    /** The policy forbids scripts and styles in the page, so a timeline that needed them would be blank. */
    @Test
    void needsNeitherScriptNorStyleInThePage() throws Exception {
        load(treated("p1"));
        assertThat(page("/people/hospital-a/p1"))
                .doesNotContain("<script", "<style", " style=")
                .doesNotContainPattern("\\son[a-z]+=\"");
        browser.perform(operator(get("/people/hospital-a/p1")))
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'self'")))
                .andExpect(header().string("Cache-Control", containsString("no-store")));
    }

    @Test
    void everyIdOnThePageIsItsOwn() throws Exception {
        load(treated("p1"));
        List<String> ids = Pattern.compile(" id=\"([^\"]+)\"")
                .matcher(page("/people/hospital-a/p1"))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ids).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    }

    @Test
    void whatASourceWritesIsTextAndNeverMarkup() throws Exception {
        load(treated(CANARY)
                .changed(node -> node.put("id", CANARY))
                .withCondition(CANARY, CANARY)
                .withProcedure("http://snomed.info/sct", CANARY, on("2024-03-03"))
                .withTextProcedure("MILD L4-5 " + CANARY, on("2024-04-04"))
                .withOdi(130, daysAfterIndex(100))
                .changed(node -> node.put("id", CANARY + "2")));
        String page = looked("hospital-a", CANARY);
        assertThat(page)
                .contains("<span>&lt;img src=x onerror=alert(1)&gt;</span>")
                .contains("Procedure/&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("<img");
        assertThat(looked("hospital-a", CANARY + "no such")).contains("&lt;img").doesNotContain("<img");
    }

    // Finding somebody

    @Test
    void theFormLeadsToThePersonsOwnAddress() throws Exception {
        load(treated("p1"));
        browser.perform(operator(get("/people")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Find one person")));
        browser.perform(operator(get("/people").param("source", " hospital-a ").param("patient", "p1 ")))
                .andExpect(redirectedUrl("/people/hospital-a/p1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ä", "p+1", "p?x=1#y", "p&q", "\"quoted\"", "'", "{id}", "urn:oid:1.2"})
    void anIdWithOddLettersHasAnAddressOfItsOwn(String id) throws Exception {
        load(treated(id));
        String address = browser.perform(
                        operator(get("/people").param("source", "hospital-a").param("patient", id)))
                .andExpect(status().isFound())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        browser.perform(operator(get(
                        UriComponentsBuilder.fromUriString(address).build(true).toUri())))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("What is said, and why nothing else")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", "a;b", "50%", "a\\b"})
    void anIdThatCannotStandInAnAddressIsShownByTheForm(String id) throws Exception {
        load(treated(id));
        assertThat(looked("hospital-a", id)).contains("What is said, and why nothing else");
    }

    @Test
    void somebodyUnknownIsNotFoundAndThePageSaysSo() throws Exception {
        browser.perform(operator(get("/people/hospital-a/nobody")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("<strong>hospital-a/nobody</strong> has landed")));
        browser.perform(operator(get("/people").param("source", "hospital-a").param("patient", "nobody")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("value=\"nobody\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0000b", "a\nb", "\ud800"})
    void whatIsNoIdIsNotLookedFor(String id) throws Exception {
        browser.perform(operator(get("/people").param("source", "hospital-a").param("patient", id)))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("A source and a Patient id are both needed")));
    }

    @Test
    void anIdBeyondAllLengthIsRefused() throws Exception {
        browser.perform(operator(get("/people/hospital-a/" + "x".repeat(257)))).andExpect(status().isBadRequest());
    }

    @Test
    void somebodyOfWhomNothingCountsAnyMoreIsShownWithWhatChanged() throws Exception {
        jdbc.sql("insert into cases.change (source, patient, at, what, why) values ('hospital-a', 'gone', now(),"
                        + " array['no longer lss: yes'], array['Patient/gone was deleted'])")
                .update();
        assertThat(page("/people/hospital-a/gone"))
                .contains("Nothing that landed of this person counts any more.", "no longer lss: yes")
                .contains("because: Patient/gone was deleted")
                .doesNotContain("What is said");
    }

    @Test
    void somebodyWhoIsTooLargeIsNotCalledUnknown() throws Exception {
        PatientStory story = treated("p1");
        for (int day = 1; day <= 30; day++) {
            story = story.withOdi(30, daysAfterIndex(day));
        }
        load(story);
        browser.perform(operator(get("/people/hospital-a/p1")))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("hospital-a/p1 cannot be derived: person-too-large")));
    }

    // To whom

    @ParameterizedTest
    @ValueSource(strings = {"/people", "/people/hospital-a/p1", "/people?source=hospital-a&patient=p1"})
    void aStrangerIsSentToTheLoginPage(String path) throws Exception {
        load(treated("p1"));
        browser.perform(get(path)).andExpect(redirectedUrlPattern("**/login"));
    }

    @Test
    void saysThatTheStoreIsAwayInsteadOfFailing() throws Exception {
        pool.setConnectionTimeout(250);
        TestStore.takeAway(database);
        try {
            browser.perform(operator(get("/people/hospital-a/p1"))).andExpect(status().isServiceUnavailable());
        } finally {
            TestStore.giveBack(database);
            pool.setConnectionTimeout(10_000);
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    private void load(PatientStory story) throws Exception {
        Path file = Files.writeString(folder.resolve("a.ndjson"), story.ndjson());
        files.land(Delivery.loaded("hospital-a", Way.LOAD, clock.instant()), InputFile.below(file), bytes -> {});
        derivation.drain(people -> {});
    }

    private String page(String path) throws Exception {
        return text(browser.perform(operator(get(path))).andExpect(status().isOk()));
    }

    private String looked(String source, String patient) throws Exception {
        ResultActions answer =
                browser.perform(operator(get("/people").param("source", source).param("patient", patient)));
        String address = answer.andReturn().getResponse().getRedirectedUrl();
        return address == null
                ? text(answer)
                : text(browser.perform(operator(get(
                        UriComponentsBuilder.fromUriString(address).build(true).toUri()))));
    }

    private static String text(ResultActions answer) throws Exception {
        return answer.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private static MockHttpServletRequestBuilder operator(MockHttpServletRequestBuilder request) {
        return request.with(user("operator").roles("OPERATOR"));
    }
}
