package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.interlaminar.access.Access;
import org.interlaminar.access.Role;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The page of whom to call: what it says, and to whom. The clock stands still. */
@SpringBootTest(classes = SourcesPageTest.UpToThePages.class)
@AutoConfigureMockMvc
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class WorklistPageTest {
    private static final String CANARY = "<img src=x onerror=alert(1)>";

    @Autowired
    private MockMvc browser;

    @Autowired
    private FileIntake files;

    @Autowired
    private Derivation derivation;

    @Autowired
    private Access access;

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

    private long seenBefore;

    @BeforeEach
    void emptyStore() {
        seenBefore = jdbc.sql("select coalesce(max(event), 0) from access.audit_event")
                .query(Long.class)
                .single();
        jdbc.sql("truncate ledger.run, landing.version, landing.quarantine, landing.dirty, cases.change,"
                        + " cases.person_case, xwalk.person cascade")
                .update();
        for (Role role : List.of(Role.ABSTRACTOR, Role.ANALYST)) {
            if (access.all().stream().noneMatch(one -> one.name().equals(role.word()))) {
                access.add(role.word(), role);
            }
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private PatientStory treated(String id, int daysAgo) {
        return aPatient(id)
                .born(1950)
                .withLumbarStenosis()
                .afterMildProcedure(on(today().minusDays(daysAgo)))
                .withOdi(52, daysBeforeIndex(3));
    }

    @Test
    void saysWhomToCallAboutWhatAndUntilWhen() throws Exception {
        load(treated("p1", 100), treated("p2", 140).withLaminectomy(on(today().minusDays(20))));
        String page = page("/worklist", Role.OPERATOR);
        assertThat(page)
                .contains("/people?source=hospital-a&amp;patient=p1\">p1</a>")
                .contains(today().minusDays(36) + " to " + today().plusDays(35))
                .contains(">35 days left<", ">closed 5 days ago<", ">open decompression<", ">day 120<")
                .contains("before the window opened");
        assertThat(words(page)).contains("By window Window Due Overdue Upcoming");
        assertThat(words(page)).contains("6 weeks 0 1 0 3 months 1 1 0 6 months 1 0 0 All windows 2 2 0");
        assertThat(words(page)).contains("To do 4");
    }

    @Test
    void onTheLastDayItSaysSo() throws Exception {
        load(treated("p1", 135), treated("p2", 136));
        assertThat(page("/worklist?window=3-months", Role.OPERATOR))
                .contains("today is the last day", "closed 1 day ago");
    }

    @Test
    void saysInWordsThatNobodyIsDue() throws Exception {
        assertThat(page("/worklist", Role.OPERATOR))
                .contains("Nobody is due today, and no window is ahead of anybody.");
        load(treated("p1", 22).withOdi(40, on(today().minusDays(8))).withOdi(40, on(today().minusDays(2))));
        assertThat(words(page("/worklist", Role.OPERATOR)))
                .contains("Nobody is due today. The next window opens on " + today().plusDays(6) + ".");
        assertThat(page("/worklist?state=overdue", Role.OPERATOR)).contains("Nobody is on the list for this choice.");
    }

    @Test
    void aChoiceIsKeptByEveryLink() throws Exception {
        for (int i = 0; i <= WorklistBoard.PER_PAGE; i++) {
            load(treated("p" + i, 400 + i));
        }
        String page = page("/worklist?state=due&window=12-months&source=hospital-a", Role.OPERATOR);
        assertThat(words(page)).contains("Due 51").contains("Page 1 of 2");
        assertThat(page)
                .contains("<option value=\"due\" selected=\"selected\">", "<option value=\"12-months\" selected")
                .contains("/worklist?state=due&amp;window=12-months&amp;instrument=&amp;source=hospital-a&amp;page=2")
                .contains("/worklist.csv?state=due&amp;window=12-months&amp;instrument=&amp;source=hospital-a\"");
        assertThat(page.split("<a href=\"/people\\?", -1)).hasSize(WorklistBoard.PER_PAGE + 1);
        assertThat(page("/worklist?state=due&window=12-months&page=2", Role.OPERATOR)
                        .split("<a href=\"/people\\?", -1))
                .hasSize(2);
        assertThat(words(page("/worklist?state=nonsense&window=nonsense&page=99999", Role.OPERATOR)))
                .as("what nothing is called chooses everything")
                .contains("Page 3 of 3");
    }

    @Test
    void pagesTogetherAreTheList() throws Exception {
        for (int i = 0; i <= WorklistBoard.PER_PAGE; i++) {
            load(treated("p" + i, 400 + i));
        }
        Pattern entry = Pattern.compile("patient=(p\\d+)\">.*?<td [^>]*><span>([^<]+)</span>", Pattern.DOTALL);
        List<String> shown = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            entry.matcher(page("/worklist?page=" + number, Role.OPERATOR))
                    .results()
                    .forEach(found ->
                            shown.add(found.group(1) + " " + found.group(2).replace(' ', '-')));
        }
        List<String> filed = page("/worklist.csv", Role.OPERATOR)
                .lines()
                .skip(1)
                .map(line -> line.split(",")[1] + " " + line.split(",")[3])
                .toList();
        assertThat(shown).hasSize(102).isEqualTo(filed);
    }

    @Test
    void theFileHoldsTheWholeChoiceWithIds() throws Exception {
        for (int i = 0; i <= WorklistBoard.PER_PAGE; i++) {
            load(treated("p" + i, 400 + i));
        }
        String csv = page("/worklist.csv?state=due", Role.ABSTRACTOR);
        assertThat(csv.lines())
                .hasSize(52)
                .first()
                .asString()
                .startsWith("source_id,source_patient_id,person,window,state,missing")
                .endsWith("until,days_left");
        assertThat(csv).contains("hospital-a,p7,p", "," + today().plusDays(138) + ",138");
        assertThat(trail("worklist as a file"))
                .hasSize(51)
                .contains("abstractor hospital-a/p50", "abstractor hospital-a/p0");
        browser.perform(as(get("/worklist.csv"), Role.OPERATOR))
                .andExpect(header().string("Content-Disposition", "attachment; filename=\"worklist.csv\""))
                .andExpect(header().string("Cache-Control", containsString("no-store")));
    }

    @Test
    void aSpreadsheetCalculatesNothing() throws Exception {
        load(treated("=1+1", 100));
        assertThat(page("/worklist.csv", Role.OPERATOR)).contains(",'=1+1,");
    }

    @Test
    void whoLooksAtWhomStandsInTheAuditTrail() throws Exception {
        load(treated("p1", 100));
        page("/worklist", Role.ABSTRACTOR);
        assertThat(trail("worklist")).containsExactly("abstractor hospital-a/p1");
    }

    @Test
    void whatCannotBeAuditedIsNotShown() throws Exception {
        load(treated("p1", 100));
        jdbc.sql("alter table access.audit_event rename to away").update();
        try {
            for (String path : List.of("/worklist", "/worklist.csv")) {
                assertThatThrownBy(() -> page(path, Role.ABSTRACTOR)).isInstanceOf(Exception.class);
            }
        } finally {
            jdbc.sql("alter table access.away rename to audit_event").update();
        }
    }

    @Test
    void theAuditTrailIsOnlyAddedTo() throws Exception {
        load(treated("p1", 100));
        page("/worklist", Role.ABSTRACTOR);
        for (String change : List.of(
                "update access.audit_event set account = 'somebody else'",
                "delete from access.audit_event",
                "truncate access.audit_event")) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).hasMessageContaining("only ever added to");
        }
    }

    private List<String> trail(String what) {
        return jdbc.sql(
                        "select account || ' ' || source || '/' || patient from access.audit_event where what = ? and event > ? order by event")
                .params(what, seenBefore)
                .query(String.class)
                .list();
    }

    @Test
    void analystsSeeSurrogatesAndNoDatesOfAnybody() throws Exception {
        load(treated("the-patient", 100), treated("another", 150));
        String surrogate = jdbc.sql("select person from xwalk.person where patient = 'the-patient'")
                .query(String.class)
                .single();
        String page = page("/worklist?source=hospital-b", Role.ANALYST);
        assertThat(page)
                .contains(surrogate, "day 64 to 135", ">day 0<")
                .doesNotContain("the-patient", "hospital-a", "/people?", "days left", "name=\"source\"")
                .doesNotContain(today().minusDays(36).toString(), "days ago");
        String csv = page("/worklist.csv", Role.ANALYST);
        assertThat(csv).startsWith("person,window,state").contains(surrogate);
        assertThat(csv).doesNotContain("the-patient", "hospital-a").doesNotContainPattern("\\d{4}-\\d{2}-\\d{2}");
        assertThat(trail("worklist")).isEmpty();
        assertThat(trail("worklist as a file")).isEmpty();
    }

    @Test
    void whatASourceWritesIsTextAndNeverMarkup() throws Exception {
        load(treated("p1", 100).changed(node -> node.put("id", "x")));
        load(treated(CANARY, 100));
        assertThat(page("/worklist", Role.OPERATOR)).contains("&lt;img").doesNotContain("<img");
        assertThat(page("/worklist?source=" + "%3Cimg%3E", Role.OPERATOR)).doesNotContain("<img");
    }

    @Test
    void needsNeitherScriptNorStyleInThePageAndNamesEveryField() throws Exception {
        load(treated("p1", 100), treated("p2", 140));
        String page = page("/worklist", Role.OPERATOR);
        assertThat(page).doesNotContain("<script", "<style", " style=").doesNotContainPattern("\\son[a-z]+=\"");
        List<String> ids = Pattern.compile(" id=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(Pattern.compile("<select id=\"([^\"]+)\"")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1)))
                .hasSize(4)
                .allSatisfy(id -> assertThat(page).contains("<label for=\"" + id + "\">"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/worklist", "/worklist.csv"})
    void onlyWhoMayIsLetIn(String path) throws Exception {
        browser.perform(get(path)).andExpect(redirectedUrlPattern("**/login"));
        browser.perform(as(get(path), Role.AGGREGATE_READER)).andExpect(status().isForbidden());
    }

    @Test
    void saysThatTheStoreIsAwayInsteadOfFailing() throws Exception {
        pool.setConnectionTimeout(250);
        TestStore.takeAway(database);
        try {
            browser.perform(as(get("/worklist"), Role.OPERATOR)).andExpect(status().isServiceUnavailable());
        } finally {
            TestStore.giveBack(database);
            pool.setConnectionTimeout(10_000);
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    private void load(PatientStory... stories) throws Exception {
        Path file = Files.writeString(
                folder.resolve("a.ndjson"),
                Arrays.stream(stories).map(PatientStory::ndjson).collect(Collectors.joining()));
        files.land(Delivery.loaded("hospital-a", Way.LOAD, clock.instant()), InputFile.below(file), bytes -> {});
        derivation.drain(people -> {});
    }

    private String page(String path, Role role) throws Exception {
        return browser.perform(as(get(URI.create(path)), role))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    /** What is read aloud of a page. */
    private static String words(String page) {
        return page.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ").replace(" .", ".");
    }

    private static MockHttpServletRequestBuilder as(MockHttpServletRequestBuilder request, Role role) {
        return request.with(user(role.word()).roles(role.name()));
    }
}
