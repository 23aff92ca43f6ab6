package org.interlaminar.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.SoftAssertions;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.Browser;
import org.interlaminar.fixture.NeedsABrowser;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestStore;
import org.interlaminar.reporting.Snapshots;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in a real browser: at a desk and on a telephone, by day and by night, by keyboard and on paper. */
@NeedsABrowser
class PagesInABrowserTest {
    /** A new page gets a line here. */
    enum Page {
        OVERVIEW("/"),
        COHORT("/cohort"),
        OUTCOMES("/outcomes"),
        ONE_OUTCOME("/outcomes?measure=ZCQ.physical-function.score&window=6-weeks&at-least=0.5"),
        SAFETY("/safety"),
        TRIALS("/trials"),
        QUALITY("/quality"),
        WORKLIST("/worklist"),
        SNAPSHOT("/cohort?snapshot=1"),
        SOURCES("/sources"),
        AGAIN("/sources/hospital-a/again"),
        REVIEW("/review"),
        PEOPLE("/people"),
        PERSON("/people/hospital-a/treated"),
        NOBODY("/people/hospital-a/nobody"),
        LOGIN("/login?error"),
        NOTHING("/there-is-no-such-page");

        private final String path;

        Page(String path) {
            this.path = path;
        }
    }

    private static final int DESK = 1280;
    private static final int TELEPHONE = 390;

    @TempDir
    private static Path folder;

    private static Service service;
    private static Browser browser;

    @BeforeAll
    static void load() throws Exception {
        service = Service.serving(
                "interlaminar.sources.hospital-a.base-url=http://127.0.0.1:1/fhir",
                "interlaminar.sources.hospital-b.base-url=http://127.0.0.1:1/r4",
                "interlaminar.sources.hospital-b.bulk.level=system",
                "interlaminar.sources.hospital-c.base-url=http://127.0.0.1:1/r4",
                "interlaminar.sources.hospital-c.ssl-bundle=nowhere");
        service.load("sample", Path.of("src/main/resources/demo/enriched"));
        Path input = folder.resolve("input.ndjson");
        Files.writeString(
                input,
                Stream.of(
                                        treated(),
                                        aPatient("open")
                                                .born(1948)
                                                .withCondition("M48.00")
                                                .recorded(on("2024-05-01")),
                                        aPatient("settled")
                                                .born(1948)
                                                .withCondition("M48.00")
                                                .recorded(on("2024-04-01")))
                                .map(PatientStory::ndjson)
                                .reduce("", String::concat)
                        + "{\"resourceType\":\"Condition\",\"id\":\n");
        service.load("hospital-a", input);
        service.bean(Snapshots.class).take("before the summer");
        browser = Browser.before(service);
        browser.loginAs(Role.ABSTRACTOR).open("/review");
        browser.write(".question textarea", "the report of the MRI names L4-5");
        browser.follow(".question button[value=yes]");
        service.derive();
    }

    private static PatientStory treated() {
        return aPatient("treated")
                .born(1950)
                .female()
                .withLumbarStenosisAndClaudication()
                .recorded(on("2023-11-02"))
                .afterMildProcedure(on("2024-02-01"))
                .withOdi(52, daysBeforeIndex(3))
                .withOdi(50, daysBeforeIndex(30))
                .withOdi(28, daysAfterIndex(92))
                .withPain(7, daysBeforeIndex(3))
                .withEpiduralInjection(daysBeforeIndex(100))
                .withLaminectomy(daysAfterIndex(300))
                .withTextProcedure("MILD L4-5", on("2025-02-03"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @AfterEach
    void asUsual() {
        browser.still(false).printed(false).light().wide();
    }

    static Stream<Arguments> everywhere() {
        return Stream.of(Page.values()).flatMap(page -> Stream.of(DESK, TELEPHONE)
                .flatMap(width -> Stream.of(true, false).map(isDark -> Arguments.of(page, width, isDark))));
    }

    @ParameterizedTest(name = "{0} at {1} pixels, dark: {2}")
    @MethodSource("everywhere")
    void isWholeAndReadableWithoutLeavingTheService(Page page, int width, boolean isDark) {
        browser.loginAs(Role.OPERATOR).width(width);
        (isDark ? browser.dark() : browser.light()).open(page.path);
        SoftAssertions.assertSoftly(all -> {
            all.assertThat(browser.hasHorizontalScroll())
                    .as("wider than the screen")
                    .isFalse();
            all.assertThat(browser.seriousViolations()).as("hinders people").isEmpty();
            all.assertThat(browser.consoleErrors()).as("errors on the console").isEmpty();
            all.assertThat(browser.requestsToOtherHosts())
                    .as("requests to other hosts")
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void everythingIsReachedByTheTabKeyAndShowsIt(Page page) {
        browser.loginAs(Role.OPERATOR);
        for (int width : new int[] {DESK, TELEPHONE}) {
            Browser.Walk walk = browser.width(width).open(page.path).walkByTab();
            assertThat(walk.stops()).as("at %d pixels", width).isPositive();
            assertThat(walk.unreached()).as("never reached at %d pixels", width).isEmpty();
            assertThat(walk.unseen()).as("not seen at %d pixels", width).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void nothingMovesForWhoWantsNoMovement(Page page) {
        browser.loginAs(Role.OPERATOR).still(true).open(page.path);
        assertThat(browser.value(
                        "[...document.querySelectorAll('*')].filter(one => ['transitionDuration', 'animationDuration']"
                                + ".some(name => getComputedStyle(one)[name].split(',').some(time => parseFloat(time) > 0)))"
                                + ".map(one => one.tagName + '.' + one.className)"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Page.class)
    void isInkOnWhitePaperWhenPrintedAtNight(Page page) {
        browser.loginAs(Role.OPERATOR).width(794).dark().printed(true).open(page.path);
        assertThat(browser.value("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.seriousViolations()).isEmpty();
    }

    @Test
    void whoCannotBeCheckedIsNotToldThatThePasswordIsWrong() {
        HikariDataSource pool = service.bean(HikariDataSource.class);
        pool.setConnectionTimeout(250);
        TestStore.takeAway(service.url());
        try {
            browser.forget().open("/login");
            browser.write("#username", "operator");
            browser.write("#password", "whatever it is");
            browser.follow("button[type=submit]");
            assertThat(browser.text()).contains("The store does not answer").doesNotContain("wrong");
        } finally {
            TestStore.giveBack(service.url());
            pool.setConnectionTimeout(10_000);
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** The chart is drawn by a script; without one there is the table. */
    @Test
    void theOverviewDrawsItsCharts() {
        browser.loginAs(Role.OPERATOR).open("/");
        assertThat(browser.count(".plot svg")).isPositive();
    }
}
