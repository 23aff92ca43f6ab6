package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The page of the review list: what it shows, what its forms do, what it says to nonsense, and to whom. */
@SpringBootTest(
        classes = SourcesPageTest.UpToThePages.class,
        properties = {
            "interlaminar.sources.hospital-a.base-url=http://127.0.0.1:1/fhir",
            "interlaminar.sources.hospital-a.types=Patient,Condition"
        })
@AutoConfigureMockMvc
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class ReviewPageTest {
    private static final String CANARY = "<img src=x onerror=alert(1)>";
    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");

    @TempDir
    private Path folder;

    @Autowired
    private MockMvc browser;

    @Autowired
    private FileIntake intake;

    @Autowired
    private Derivation derivation;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

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
        jdbc.sql("set session_replication_role = replica; truncate landing.decision, ledger.run, ledger.source,"
                        + " landing.version, landing.dirty, landing.quarantine, cases.person_case, cases.change,"
                        + " xwalk.person cascade; reset session_replication_role")
                .update();
        jdbc.sql("insert into access.account values ('ann', 'no password', 'abstractor') on conflict do nothing")
                .update();
    }

    // What it shows.

    @Test
    void anEmptyListSaysSo() throws Exception {
        assertThat(page("/review"))
                .contains(
                        "No question is open. What recognition cannot decide appears here.",
                        "Nothing has been decided yet.");
        assertThat(page("/review?source=hospital-a&tag=mild"))
                .contains("No question is open for this choice.", "Show all");
    }

    @Test
    void aQuestionShowsItsEvidenceAndWhatWouldSettleIt() throws Exception {
        load(stenosis("p1"));
        assertThat(card(0))
                .contains("Lumbar spinal stenosis?", "Condition/", ">p1<", "of hospital-a", "2024-05-01")
                .contains("a body site, a lumbar level in words, or a lumbar MRI within 180 days")
                .containsPattern("<code>M48.00</code> <span>[^<]+</span>\\s*<small>icd-10-cm, rule ")
                .contains("Yes, it is", "No, it is not");
    }

    @Test
    void questionsAreFilteredAndPaged() throws Exception {
        for (int i = 10; i < 35; i++) {
            land(stenosis("p" + i));
        }
        land(mild("other"));
        derivation.drain(any -> {});

        assertThat(cards(page("/review"))).hasSize(20);
        assertThat(page("/review")).contains("Page <span class=\"number\">1</span> of <span class=\"number\">2</span>");
        assertThat(cards(page("/review?page=2"))).hasSize(6);
        assertThat(cards(page("/review?page=99"))).as("the last").hasSize(6);
        assertThat(cards(page("/review?page=nonsense"))).as("the first").hasSize(20);
        assertThat(cards(page("/review?tag=mild"))).singleElement().asString().contains(">other<");
        assertThat(cards(page("/review?source=nowhere"))).isEmpty();
        assertThat(page("/review?source=&tag=lss&page=2"))
                .contains("/review?source=&amp;tag=lss&amp;page=1&amp;decided=1");
    }

    @Test
    void whatPeopleAndEhrsWriteIsShownAsTextAndNeverAsMarkup() throws Exception {
        load(stenosis("p1"));
        decide(0, "yes", CANARY);
        derivation.drain(any -> {});
        assertThat(page("/review"))
                .contains("&lt;img src=x onerror=alert(1)&gt;")
                .doesNotContain("<img");
        assertThat(page("/review?source="
                        + CANARY.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")))
                .doesNotContain("<img");
    }

    @Test
    void itKeepsTheContentPolicyWithoutAnyInlineScriptOrStyle() throws Exception {
        load(stenosis("p1"));
        browser.perform(get("/review").with(abstractor()))
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'self'")))
                .andExpect(content().string(not(containsString("<script"))))
                .andExpect(content().string(not(containsString("style=\""))))
                .andExpect(content().string(not(containsString("onclick"))));
    }

    @Test
    void aStoreThatIsAwayIsSaidInPlainWords() throws Exception {
        pool.getHikariPoolMXBean().softEvictConnections();
        TestStore.takeAway(database);
        try {
            browser.perform(get("/review").with(abstractor()))
                    .andExpect(status().isServiceUnavailable())
                    .andExpect(header().string("Retry-After", "30"));
        } finally {
            TestStore.giveBack(database);
        }
    }

    // What its forms do.

    @Test
    void anAnswerIsLandedByNameAndShowsThatThePersonIsBeingDerived() throws Exception {
        load(stenosis("p1"));

        MvcResult answered = decide(0, "yes", "MRI of 2024 seen");

        assertThat(shown(answered)).contains("lss is decided to be yes.", "Answered yes, is being derived again");
        assertThat(card(0)).contains("Answered yes, is being derived again").doesNotContain("<textarea");
        assertThat(decisions()).containsExactly("yes|MRI of 2024 seen|ann");
        derivation.drain(any -> {});
        assertThat(page("/review"))
                .contains("Lumbar spinal stenosis: yes", "Applies<", "MRI of 2024 seen", "decided by <span>ann</span>")
                .doesNotContain("is being derived again", "<textarea");
        assertThat(lss()).containsExactly("yes");
    }

    @Test
    void reloadingAfterAnAnswerRepeatsNothing() throws Exception {
        load(stenosis("p1"));
        MvcResult answered = decide(0, "no", "seen");
        assertThat(answered.getResponse().getStatus()).isEqualTo(303);
        assertThat(answered.getResponse().getRedirectedUrl()).isEqualTo("/review?page=1&decided=1#reply");
        page("/review");
        page("/review");
        assertThat(decisions()).hasSize(1);
    }

    @Test
    void anAnswerIsTakenBack() throws Exception {
        load(stenosis("p1"));
        decide(0, "yes", "MRI");
        derivation.drain(any -> {});

        String page = page("/review");
        String decided = page.substring(page.indexOf("<article class=\"card decided"));
        MvcResult back = browser.perform(fields(post("/review/take-back"), decided)
                        .with(abstractor())
                        .with(csrf()))
                .andReturn();

        assertThat(shown(back)).contains("the answer yes to lss is taken back.");
        derivation.drain(any -> {});
        assertThat(lss()).containsExactly("undecided");
        assertThat(card(0)).contains("Lumbar spinal stenosis?");
        assertThat(decisions()).containsExactly("yes|MRI|ann", "open||ann");
    }

    @Test
    void anAnswerStaysWithTheChosenFilter() throws Exception {
        load(stenosis("p1"));
        String filtered = cards(page("/review?source=hospital-a&tag=lss")).get(0);
        MvcResult answered = browser.perform(fields(post("/review/decide"), filtered)
                        .param("answer", "no")
                        .param("note", "seen")
                        .with(abstractor())
                        .with(csrf()))
                .andReturn();
        assertThat(answered.getResponse().getRedirectedUrl())
                .isEqualTo("/review?source=hospital-a&tag=lss&page=1&decided=1#reply");
    }

    // What it says to nonsense.

    @Test
    void anAnswerWithoutANoteIsNotTaken() throws Exception {
        load(stenosis("p1"));
        assertThat(shown(decide(0, "yes", "  \n "))).contains("Nothing was decided: the note is empty.");
        assertThat(decisions()).isEmpty();
    }

    @Test
    void aNoteThatIsTooLongIsNotTakenAndNotLost() throws Exception {
        load(stenosis("p1"));
        assertThat(shown(decide(0, "yes", "word ".repeat(500))))
                .contains("the note has 2,499 characters, and 2,000 are the most", "word word");
        assertThat(decisions()).isEmpty();
    }

    @Test
    void anAnswerThatIsNeitherYesNorNoIsNotTaken() throws Exception {
        load(stenosis("p1"));
        assertThat(shown(decide(0, "maybe", "seen"))).contains("Nothing was decided: choose yes or no.");
        assertThat(shown(decide(0, "", "seen"))).contains("Nothing was decided: choose yes or no.");
        assertThat(decisions()).isEmpty();
    }

    @Test
    void aQuestionThatDoesNotStandAnyMoreIsNotAnswered() throws Exception {
        load(stenosis("p1").allWithMeta("1", "2026-01-01T00:00:00Z"));
        String before = card(0);
        load(aPatient("p1").withCondition("M48.08").onset(on("2024-05-01")).allWithMeta("2", "2026-01-02T00:00:00Z"));

        MvcResult stale = decide(before, "yes", "seen");

        assertThat(shown(stale))
                .containsPattern(
                        "Nothing was decided: the question about Condition/\\S+ of hospital-a does not stand any"
                                + " more: the record says something else now, or is gone.");
        assertThat(decisions()).isEmpty();
    }

    @Test
    void whoIsSecondIsToldWhoWasFirst() throws Exception {
        load(stenosis("p1"));
        String before = card(0);
        decide(before, "yes", "seen");

        assertThat(shown(decide(before, "no", "seen"))).containsPattern("was answered yes by ann at [-0-9: ]+UTC");

        derivation.drain(any -> {});
        assertThat(shown(decide(before, "no", "seen"))).contains("was answered yes by ann", "Take that back first.");
        assertThat(decisions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/review/decide", "/review/take-back"})
    void aRecordNobodyKnowsAndAFormWithoutFieldsAreAnsweredOnThePage(String path) throws Exception {
        MvcResult unknown = browser.perform(post(path)
                        .param("source", "nowhere")
                        .param("type", "Condition")
                        .param("id", CANARY)
                        .param("tag", "lss")
                        .param("question", "00000000")
                        .param("answer", "yes")
                        .param("note", "seen")
                        .with(abstractor())
                        .with(csrf()))
                .andReturn();
        assertThat(shown(unknown)).contains("Nothing was ").doesNotContain("<img");
        MvcResult empty =
                browser.perform(post(path).with(abstractor()).with(csrf())).andReturn();
        assertThat(shown(empty)).contains("Nothing was ");
        MvcResult nul = browser.perform(post(path)
                        .param("source", "a\0b")
                        .param("id", "\0")
                        .param("answer", "yes")
                        .param("note", "seen")
                        .with(abstractor())
                        .with(csrf()))
                .andReturn();
        assertThat(shown(nul)).contains("Nothing was ");
        assertThat(decisions()).isEmpty();
    }

    @Test
    void anAnswerIsLoggedWithoutItsNote(CapturedOutput output) throws Exception {
        load(stenosis("p1"));
        decide(0, "yes", "note-with-a-canary");
        assertThat(output.getAll())
                .containsPattern("account ann: Condition/\\S+ of hospital-a: lss is decided to be yes")
                .doesNotContain("canary");
    }

    // To whom.

    @ParameterizedTest
    @CsvSource({
        "GET,  /,                        302, 302, 200",
        "GET,  /sources,                 302, 403, 200",
        "GET,  /sources/hospital-a/again,302, 403, 200",
        "POST, /sources/hospital-a/run,  302, 403, 303",
        "POST, /sources/hospital-a/pause,302, 403, 303",
        "POST, /sources/hospital-a/resume,302,403, 303",
        "POST, /sources/hospital-a/again,302, 403, 303",
        "POST, /sources/hospital-a/check,302, 403, 200",
        "GET,  /review,                  302, 200, 200",
        "POST, /review/decide,           302, 303, 303",
        "POST, /review/take-back,        302, 303, 303",
        "GET,  /people/hospital-a/p1,    302, 404, 404",
        "GET,  /peoples,                 302, 403, 404",
        "GET,  /reviews,                 302, 403, 404",
        "GET,  /api/v1/cases,            401, 403, 406",
        // Let in, and told that the forms' token is no search parameter.
        "GET,  /fhir/Patient,            401, 403, 400",
        "POST, /inbox/fhir,              401, 403, 403",
        "GET,  /login,                   200, 200, 200",
        "GET,  /assets/mark.svg,         200, 200, 200"
    })
    void eachPageAndActionIsForWhomItIs(String method, String path, int nobody, int abstractor, int operator)
            throws Exception {
        assertThat(answerTo(method, path, null)).as("nobody").isEqualTo(nobody);
        assertThat(answerTo(method, path, "ABSTRACTOR")).as("abstractor").isEqualTo(abstractor);
        assertThat(answerTo(method, path, "OPERATOR")).as("operator").isEqualTo(operator);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/review/decide", "/review/take-back", "/logout"})
    void formsNeedTheirToken(String path) throws Exception {
        browser.perform(post(path).with(abstractor())).andExpect(status().isForbidden());
    }

    @Test
    void anAbstractorIsLedToTheReviewListAndNowhereElse() throws Exception {
        browser.perform(get("/").with(abstractor())).andExpect(redirectedUrl("/review"));
        assertThat(page("/review"))
                .contains("href=\"/review\" aria-current=\"page\"")
                .doesNotContain("href=\"/sources\"", ">Overview<");
        assertThat(browser.perform(get("/review").with(user("operator").roles("OPERATOR")))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("href=\"/sources\"", ">Overview<");
    }

    private int answerTo(String method, String path, String role) throws Exception {
        MockHttpServletRequestBuilder request =
                (method.equals("GET") ? get(path) : post(path)).with(csrf()).header("Accept", "text/html");
        if (role != null) {
            request.with(user(role.equals("OPERATOR") ? "operator" : "ann").roles(role));
        }
        return browser.perform(request).andReturn().getResponse().getStatus();
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor abstractor() {
        return user("ann").roles("ABSTRACTOR");
    }

    private MvcResult decide(int card, String answer, String note) throws Exception {
        return decide(card(card), answer, note);
    }

    private MvcResult decide(String card, String answer, String note) throws Exception {
        return browser.perform(fields(post("/review/decide"), card)
                        .param("answer", answer)
                        .param("note", note)
                        .with(abstractor())
                        .with(csrf()))
                .andReturn();
    }

    /** The hidden fields of the first form there. */
    private static MockHttpServletRequestBuilder fields(MockHttpServletRequestBuilder request, String html) {
        String form = html.substring(html.indexOf("<form"), html.indexOf("</form>"));
        for (Matcher field = HIDDEN.matcher(form); field.find(); ) {
            if (!field.group(1).equals("_csrf")) {
                request.param(field.group(1), field.group(2));
            }
        }
        return request;
    }

    /** The page an action leads back to. */
    private String shown(MvcResult action) throws Exception {
        assertThat(action.getResponse().getStatus()).isEqualTo(303);
        return browser.perform(get("/review").flashAttrs(action.getFlashMap()).with(abstractor()))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private String page(String path) throws Exception {
        return browser.perform(get(java.net.URI.create(path)).with(abstractor()))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private String card(int number) throws Exception {
        return cards(page("/review")).get(number);
    }

    private static List<String> cards(String page) {
        return Pattern.compile("<article class=\"card question.*?</article>", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(java.util.regex.MatchResult::group)
                .toList();
    }

    private List<String> decisions() {
        return jdbc.sql("select answer || '|' || note || '|' || decided_by from landing.decision order by decision")
                .query(String.class)
                .list();
    }

    private List<String> lss() {
        return jdbc.sql("select lss from mart.\"case\"").query(String.class).list();
    }

    private static PatientStory stenosis(String id) {
        return aPatient(id).withCondition("M48.00").onset(on("2024-05-01"));
    }

    private static PatientStory mild(String id) {
        return aPatient(id)
                .withLumbarStenosis()
                .onset(on("2024-05-01"))
                .withProcedure("62330", on("2025-01-01"))
                .status("unknown");
    }

    private void load(PatientStory story) throws Exception {
        land(story);
        derivation.drain(any -> {});
    }

    private void land(PatientStory story) throws Exception {
        Path file = Files.createTempFile(folder, "story", ".ndjson");
        Files.writeString(file, story.ndjson());
        intake.land(Delivery.loaded("hospital-a", Way.LOAD, clock.instant()), InputFile.below(file), bytes -> {});
    }
}
