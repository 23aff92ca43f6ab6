package org.interlaminar.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.Browser;
import org.interlaminar.fixture.NeedsABrowser;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.Ledger;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.Way;
import org.interlaminar.reporting.Snapshots;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a source, a file or a person writes is text on every page. All of it is markup here that would leave a mark, and the
 * pages' policy, which would keep the mark from being left, is off: only escaping stands between.
 */
@NeedsABrowser
class CanaryInABrowserTest {
    private static final String CANARY =
            "'\"><img src=x onerror=\"window.__canary=1\"><script>window.__canary=2</script>";
    private static final String SOURCE = "hospital" + CANARY;
    private static final String PERSON = "one" + CANARY;

    @TempDir
    private static Path folder;

    private static Service service;
    private static Browser browser;

    @BeforeAll
    static void load() throws Exception {
        service = Service.serving();
        Path input = folder.resolve("input of " + "<img src=x onerror=window.__canary=1>.ndjson");
        Files.writeString(
                input,
                Stream.of(
                                        everythingOf(PERSON),
                                        aPatient("two" + CANARY)
                                                .born(1948)
                                                .withCondition("M48.00")
                                                .recorded(on("2024-05-01")),
                                        aPatient("three" + CANARY).born(1948).withCondition(CANARY, CANARY))
                                .map(PatientStory::nodes)
                                .flatMap(List::stream)
                                .map(CanaryInABrowserTest::written)
                                .map(node -> node + "\n")
                                .reduce("", String::concat)
                        + "{\"resourceType\":\"Condition\",\"id\":\"" + CANARY.replace("\"", "\\\"") + "\"\n");
        service.load(SOURCE, input);
        Ledger ledger = service.bean(Ledger.class);
        ledger.close(ledger.open(SOURCE, Way.PULL, "generation").run(), Outcome.PARTIAL, CANARY);
        service.bean(Snapshots.class).take(CANARY);
        browser = Browser.before(service);
        browser.loginAs(Role.ABSTRACTOR).open("/review");
        browser.write(".question textarea", CANARY);
        browser.follow(".question button[value=no]");
        service.derive();
        browser.withoutPolicy();
    }

    private static PatientStory everythingOf(String patient) {
        return aPatient(patient)
                .born(1950)
                .female()
                .withLumbarStenosisAndClaudication()
                .recorded(on("2023-11-02"))
                .afterMildProcedure(on("2024-02-01"))
                .withOdi(52, daysBeforeIndex(3))
                .withOdi(130, daysAfterIndex(60))
                .withOdi(28, daysAfterIndex(92))
                .withPain(7, daysBeforeIndex(3))
                .withProcedure("http://snomed.info/sct", CANARY, on("2024-03-03"))
                .withTextProcedure("MILD L4-5 " + CANARY, on("2024-04-04"))
                .withTextObservation(PatientStory.LOINC, CANARY, CANARY, on("2024-05-05"))
                .withImagingReport("72148", "severe stenosis L4-5 " + CANARY, daysBeforeIndex(20))
                .withMedicationText("tramadol " + CANARY, daysBeforeIndex(40))
                .withAdverseEvent("T81.4XXA", daysAfterIndex(5))
                .withLaminectomy(daysAfterIndex(300));
    }

    /** The same with the canary in whatever words FHIR has room for, and in its id. */
    private static ObjectNode written(ObjectNode node) {
        everyWord(node);
        node.put("id", node.path("id").asText().replace(CANARY, "") + CANARY);
        ObjectNode meta = node.withObject("/meta");
        meta.put("source", CANARY);
        meta.withArray("security")
                .addObject()
                .put("system", CANARY)
                .put("code", CANARY)
                .put("display", CANARY);
        meta.withArray("tag").addObject().put("code", CANARY).put("display", CANARY);
        node.putObject("text").put("status", "generated").put("div", "<div>" + CANARY + "</div>");
        node.withArray("identifier").addObject().put("system", CANARY).put("value", CANARY);
        node.withArray("extension").addObject().put("url", CANARY).put("valueString", CANARY);
        if (node.path("resourceType").asText().equals("Patient")) {
            ObjectNode name =
                    node.withArray("name").addObject().put("family", CANARY).put("text", CANARY);
            name.withArray("given").add(CANARY);
            node.withArray("address").addObject().put("city", CANARY).put("text", CANARY);
            node.withArray("telecom").addObject().put("system", "phone").put("value", CANARY);
        } else {
            node.withArray("note").addObject().put("text", CANARY).put("authorString", CANARY);
        }
        return node;
    }

    /** Codings get a display, concepts a text behind the text they have, references and persons a name. */
    private static void everyWord(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.has("system") && object.has("code")) {
                object.put("display", CANARY);
            }
            if (object.has("coding")) {
                object.put("text", object.path("text").asText() + " " + CANARY);
            }
            if (object.has("reference")) {
                object.put("display", CANARY);
            }
        }
        node.forEach(CanaryInABrowserTest::everyWord);
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

    /** Each page that shows what came from outside; a new page gets a line here. */
    static Stream<String> pages() {
        return Stream.of(
                "/",
                "/cohort",
                "/outcomes",
                "/safety",
                "/trials",
                "/quality",
                "/worklist",
                "/outcomes?measure=" + inAddress(CANARY),
                "/cohort?snapshot=" + inAddress(CANARY),
                "/sources",
                "/review",
                "/review?source=" + inAddress(SOURCE) + "&tag=" + inAddress(CANARY),
                "/people",
                person(SOURCE, PERSON),
                person(SOURCE, "two" + CANARY),
                person(SOURCE, "nobody" + CANARY),
                "/" + inAddress(CANARY),
                "/login?error=" + inAddress(CANARY));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itIsTextWhereverItStands(String page) {
        browser.loginAs(Role.OPERATOR).open(page);
        assertThat(browser.value("window.__canary")).as("it ran").isNull();
        assertThat(browser.count("img")).as("it became an element").isZero();
        assertThat(browser.value("[...document.scripts].filter(one => !one.src).length"))
                .as("it became a script")
                .isEqualTo(0L);
        assertThat(browser.value(
                        "[...document.querySelectorAll('*')].filter(one => one.hasAttribute('onerror')).length"))
                .isEqualTo(0L);
    }

    @Test
    void itIsThereToBeSeen() {
        browser.loginAs(Role.OPERATOR);
        for (String page :
                List.of("/", "/sources", "/review", person(SOURCE, PERSON), person(SOURCE, "nobody" + CANARY))) {
            assertThat(browser.open(page).text()).as(page).contains("<img src=x onerror=");
        }
    }

    private static String person(String source, String patient) {
        return "/people?source=" + inAddress(source) + "&patient=" + inAddress(patient);
    }

    private static String inAddress(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
