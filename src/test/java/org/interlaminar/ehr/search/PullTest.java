package org.interlaminar.ehr.search;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.interlaminar.ehr.PullResult;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.LandingRun;
import org.interlaminar.intake.SourceIsBusy;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** Pulls from servers that behave as EHRs do (EHR B3, C1 to C5, C11). */
class PullTest {
    private static final Instant OUR_TIME = Instant.parse("2026-03-01T12:34:56Z");
    private static final Instant SERVER_TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final String SERVER_DATE = "Sun, 01 Mar 2026 10:00:00 GMT";
    private static final String FIRST_PATIENTS = "/fhir/Patient?_count=200";

    private static final WireMockServer ehr =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    private final LandingStore store = LandingStore.shared();
    private final String source = store.newSource();
    private Duration readTimeout = Duration.ofSeconds(10);
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeAll
    static void startEhr() {
        ehr.start();
    }

    @AfterAll
    static void stopEhr() {
        ehr.stop();
    }

    @BeforeEach
    void speakFhirR4() {
        ehr.resetAll();
        serve("/fhir/metadata", json("{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\"}"));
    }

    @Test
    void c1LandsEveryPageBehindOpaqueNextLinksOnTheBase() throws Exception {
        serve(FIRST_PATIENTS, page(3, next(base() + "?_getpages=ab%7Ccd&_bundletype=searchset"), "p1"));
        serve("/fhir?_getpages=ab%7Ccd&_bundletype=searchset", page(3, next(base() + "?x=1|2 3"), "p2"));
        serve("/fhir?x=1%7C2%203", page(3, "", "p3"));

        PullResult result = pull("Patient");

        assertThat(result.run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(result.run().received()).isEqualTo(3);
        assertThat(result.run().expected()).isEqualTo(3);
        assertThat(store.landedIds(source)).containsExactly("p1", "p2", "p3");
    }

    @ParameterizedTest
    @CsvSource({
        "?page=2,                            /fhir/Patient?page=2",
        "Patient?page=2,                     /fhir/Patient?page=2",
        "/fhir/Patient/_search?page=2,       /fhir/Patient/_search?page=2",
        "//localhost:PORT/fhir?page=2,       /fhir?page=2",
        "localhost:PORT/fhir/Patient?page=2, /fhir/Patient?page=2"
    })
    void c1FollowsNextLinksThatAreRelativeOrLackAScheme(String link, String asked) throws Exception {
        String written = link.replace("PORT", Integer.toString(ehr.port()));
        serve(FIRST_PATIENTS, page(null, next(written), "p1"));
        serve(asked, page(null, "", "p2"));

        assertThat(pull("Patient").run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(store.landedIds(source)).containsExactly("p1", "p2");
    }

    @Test
    void c1RefusesANextLinkToAnotherOriginWithoutAskingThere() throws Exception {
        WireMockServer other = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        other.start();
        try {
            serve(FIRST_PATIENTS, page(2, next("http://localhost:" + other.port() + "/fhir/Patient?page=2"), "p1"));

            PullResult result = pull("Patient");

            assertThat(result.run().outcome()).isEqualTo(Outcome.PARTIAL);
            assertThat(result.run().gaps()).singleElement().asString().contains("Patient page 2", "another server");
            assertThat(other.getAllServeEvents()).isEmpty();
            assertThat(watermark("Patient")).isNull();
            assertThat(store.landedIds(source)).containsExactly("p1");
        } finally {
            other.stop();
        }
    }

    @Test
    void c1RefusesANextLinkWithAUserName() throws Exception {
        serve(FIRST_PATIENTS, page(2, next("http://user@localhost:" + ehr.port() + "/fhir/Patient?page=2"), "p1"));

        assertThat(pull("Patient").run().outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void c1CallsALoopAGap() throws Exception {
        serve(FIRST_PATIENTS, page(null, next("?page=2"), "p1"));
        serve("/fhir/Patient?page=2", page(null, next("?page=3"), "p2"));
        serve("/fhir/Patient?page=3", page(null, next("?page=2"), "p3"));

        PullResult result = pull("Patient");

        assertThat(result.run().gaps()).singleElement().asString().contains("Patient page 4", "already had");
        assertThat(watermark("Patient")).isNull();
    }

    @Test
    void c1TakesAnEmptyLastPageAndAnAbsentTotalAsNormal() throws Exception {
        serve(FIRST_PATIENTS, page(null, next("?page=2"), "p1"));
        serve("/fhir/Patient?page=2", page(null, ""));

        PullResult result = pull("Patient");

        assertThat(result.run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(result.run().expected()).isNull();
        assertThat(watermark("Patient")).isEqualTo(SERVER_TIME);
    }

    @Test
    void keepsTheWatermarkWhenFewerCameThanAnnounced() throws Exception {
        serve(FIRST_PATIENTS, page(3, "", "p1", "p2"));

        PullResult result = pull("Patient");

        assertThat(result.run().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(result.run().gaps()).containsExactly("Patient: the server announced 3 and sent 2");
        assertThat(store.landedIds(source)).containsExactly("p1", "p2");
        assertThat(watermark("Patient")).isNull();
    }

    @Test
    void takesMoreThanAnnouncedAsNormal() throws Exception {
        serve(FIRST_PATIENTS, page(1, "", "p1", "p2"));

        assertThat(pull("Patient").run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(watermark("Patient")).isEqualTo(SERVER_TIME);
    }

    @Test
    void c5AsksAgainAfterA500() throws Exception {
        firstThen(FIRST_PATIENTS, aResponse().withStatus(500), page(1, "", "p1"));

        assertThat(pull("Patient").run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void c5AsksAgainAfterABrokenConnection() throws Exception {
        firstThen(FIRST_PATIENTS, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), page(1, "", "p1"));

        assertThat(pull("Patient").run().outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void c5GivesUpAPageThatKeepsFailingAndGoesOnWithTheOtherTypes() throws Exception {
        serve(FIRST_PATIENTS, page(2, next("?page=2"), "p1"));
        serve("/fhir/Patient?page=2", aResponse().withStatus(502));
        serve("/fhir/Organization?_count=200", page("Organization", 1, "", "o1"));

        PullResult result = pull("Patient", "Organization");

        assertThat(result.run().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(result.run().gaps()).containsExactly("Patient page 2: the server answered 502, 3 times");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(watermark("Patient")).isNull();
        assertThat(watermark("Organization")).isEqualTo(SERVER_TIME);
        assertThat(store.landedIds(source)).containsExactly("o1", "p1");
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "422"})
    void c5DoesNotAskAgainWhereItCannotHelp(int status) throws Exception {
        serve(FIRST_PATIENTS, aResponse().withStatus(status));

        assertThat(pull("Patient").run().gaps()).containsExactly("Patient page 1: the server answered " + status);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7,                             PT7S",
        "0,                             PT1S",
        "18000,                         PT5M",
        "99999999999999999999999,       PT5M",
        "1772359230,                    PT30S",
        "1772359230000,                 PT30S",
        "'Sun, 01 Mar 2026 10:01:00 GMT', PT1M",
        "'Sun, 01 Mar 2020 10:00:00 GMT', PT1S",
        "'Sun, 01 Mar 2099 10:00:00 GMT', PT5M",
        "soon,                          PT1S",
        "-5,                            PT1S",
        "1.5,                           PT1S"
    })
    void c5WaitsAsAskedWithinItsLimits(String retryAfter, Duration wait) throws Exception {
        firstThen(
                FIRST_PATIENTS,
                aResponse().withStatus(429).withHeader("Date", SERVER_DATE).withHeader("Retry-After", retryAfter),
                page(1, "", "p1"));

        assertThat(pull("Patient").run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(pauses).containsExactly(wait);
    }

    @Test
    void c5BeginsTheSearchAgainOnceWhenTheServerForgotIt() throws Exception {
        serve(FIRST_PATIENTS, page(2, next("?cursor=1"), "p1"));
        firstThen("/fhir/Patient?cursor=1", aResponse().withStatus(410), page(2, "", "p2"));

        PullResult result = pull("Patient");

        assertThat(result.run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(result.run().received()).isEqualTo(3);
        assertThat(result.run().expected()).isEqualTo(2);
        assertThat(store.landedIds(source)).containsExactly("p1", "p2");
        assertThat(watermark("Patient")).isEqualTo(SERVER_TIME);
    }

    @Test
    void c5GivesUpWhenTheServerForgetsASecondTime() throws Exception {
        serve(FIRST_PATIENTS, page(2, next("?cursor=1"), "p1"));
        serve("/fhir/Patient?cursor=1", aResponse().withStatus(404));

        assertThat(pull("Patient").run().gaps())
                .containsExactly("Patient page 2 (second try): the server answered 404");
        ehr.verify(2, getRequestedFor(urlEqualTo("/fhir/Patient?cursor=1")));
    }

    @ParameterizedTest
    @CsvSource({"3.0.2, FHIR 3.0.2", "1.0.2, FHIR 1.0.2", "'', no FHIR version it names"})
    void c11RefusesAServerOfAnotherFhirVersion(String version, String named) throws Exception {
        serve("/fhir/metadata", json("{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"" + version + "\"}"));

        PullResult result = pull("Patient");

        assertThat(result.run().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(result.run().gaps())
                .containsExactly("metadata: the server speaks " + named + "; versions 4.0, 4.3 and 5.0 are read");
        ehr.verify(0, getRequestedFor(urlPathEqualTo("/fhir/Patient")));
    }

    @ParameterizedTest
    @CsvSource({"4.3.0", "5.0.0", "4.0.1"})
    void c11TakesServersOfR4R4bAndR5(String version) throws Exception {
        serve("/fhir/metadata", json("{\"fhirVersion\":\"" + version + "\",\"resourceType\":\"CapabilityStatement\"}"));
        serve(FIRST_PATIENTS, page(1, "", "p1"));

        assertThat(pull("Patient").run().outcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void c4FailsAPageInWhichTheServerReportsAnError() throws Exception {
        serve(
                FIRST_PATIENTS,
                json("{\"resourceType\":\"Bundle\",\"entry\":[" + entry("Patient", "p1")
                        + ",{\"resource\":{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
                        + "\"code\":\"timeout\",\"diagnostics\":\"secret\"}]},\"search\":{\"mode\":\"outcome\"}}]}"));

        PullResult result = pull("Patient");

        assertThat(result.run().gaps())
                .containsExactly("Patient page 1: the server reports an error in its answer (timeout)");
        assertThat(watermark("Patient")).isNull();
    }

    @Test
    void c4LandsAPageWithAWarningAndDoesNotCountTheRemark() throws Exception {
        serve(
                FIRST_PATIENTS,
                json("{\"resourceType\":\"Bundle\",\"total\":1,\"entry\":[" + entry("Patient", "p1")
                        + ",{\"search\":{\"mode\":\"outcome\"},\"resource\":{\"issue\":[{\"severity\":\"warning\","
                        + "\"code\":\"not-supported\"}],\"resourceType\":\"OperationOutcome\"}}]}"));

        PullResult result = pull("Patient");

        assertThat(result.run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(result.run().received()).isEqualTo(1);
    }

    @Test
    void failsWhatIsNoPageOfFhir() throws Exception {
        serve(
                "/fhir/Patient?_count=200",
                aResponse().withHeader("Content-Type", "text/html").withBody("<html>login"));
        serve("/fhir/Condition?_count=200", json("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"res"));
        serve(
                "/fhir/Procedure?_count=200",
                json("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":"
                        + "\"fatal\",\"code\":\"exception\"}]}"));
        serve(
                "/fhir/Encounter?_count=200",
                json("{\"resourceType\":\"Bundle\",\"entry\":[null," + entry("Encounter", "e") + "]}"));
        serve("/fhir/Location?_count=200", aResponse().withStatus(302).withHeader("Location", "/login"));

        PullResult result = pull("Patient", "Condition", "Procedure", "Encounter", "Location");

        assertThat(result.run().gaps())
                .containsExactly(
                        "Patient page 1: the answer is not well-formed JSON but text/html",
                        "Condition page 1: the answer is not well-formed JSON",
                        "Procedure page 1: the server reports an error in its answer (exception)",
                        "Encounter page 1: the answer is not well-formed JSON",
                        "Location page 1: the server answered 302, a redirect, which is not followed");
        assertThat(store.landedIds(source)).isEmpty();
    }

    @Test
    void readsCompressedPages() throws Exception {
        serve(FIRST_PATIENTS, packed(gzip("{\"resourceType\":\"Bundle\",\"entry\":[" + entry("Patient", "p1") + "]}")));

        assertThat(pull("Patient").run().received()).isEqualTo(1);
        ehr.verify(getRequestedFor(urlEqualTo(FIRST_PATIENTS))
                .withHeader("Accept-Encoding", equalTo("gzip"))
                .withHeader("Accept", equalTo("application/fhir+json")));
    }

    @Test
    void failsCompressedPagesThatAreCutShortOrSwell() throws Exception {
        byte[] whole = gzip("{\"resourceType\":\"Bundle\"}");
        serve(FIRST_PATIENTS, packed(Arrays.copyOf(whole, whole.length - 12)));
        serve("/fhir/Organization?_count=200", packed(gzip(" ".repeat(70_000) + "{}")));

        assertThat(pull("Patient", "Organization").run().gaps())
                .containsExactly(
                        "Patient page 1: the connection broke or the answer was cut short, 3 times",
                        "Organization page 1: the answer is larger than interlaminar.ehr.max-page");
    }

    @Test
    void refusesAPageOverTheLimitWithoutAskingAgain() throws Exception {
        serve(FIRST_PATIENTS, json(" ".repeat(70_000) + "{}"));

        assertThat(pull("Patient").run().gaps())
                .containsExactly("Patient page 1: the answer is larger than interlaminar.ehr.max-page");
        assertThat(pauses).isEmpty();
    }

    @Test
    void countsAStalledAnswerAsFailed() throws Exception {
        readTimeout = Duration.ofMillis(200);
        serve(FIRST_PATIENTS, page(1, "", "p1").withChunkedDribbleDelay(20, 20_000));

        assertThat(pull("Patient").run().gaps())
                .containsExactly("Patient page 1: the server did not answer in time, 3 times");
    }

    @Test
    void c2AsksForWhatChangedSinceTheWatermarkLessTheOverlap() throws Exception {
        serve(FIRST_PATIENTS, page(1, "", "p1"));
        pull("Patient");
        String changed = "/fhir/Patient?_count=200&_lastUpdated=ge2026-03-01T09:50:00Z&_sort=_lastUpdated";
        serve(changed, dated("Sun, 01 Mar 2026 11:00:00 GMT", "p2"));

        PullResult second = pull("Patient");

        assertThat(second.run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(watermark("Patient")).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
    }

    /** What an out-of-screen change may retract lands as a key; what a first, whole pull brings out of screen is filtered. */
    @Test
    void landsOutOfScreenChangesAsKeysForTheTypesAlreadyPulled() throws Exception {
        serve("/fhir/Condition?_count=200", page("Condition", 0, ""));
        serve("/fhir/Procedure?_count=200", aResponse().withStatus(403));
        pull("Condition", "Procedure");
        serve(
                "/fhir/Condition?_count=200&_lastUpdated=ge2026-03-01T09:50:00Z&_sort=_lastUpdated",
                json(coded("Condition", "c1")));
        serve("/fhir/Procedure?_count=200", json(coded("Procedure", "x1")));

        PullResult second = pull("Condition", "Procedure");

        assertThat(second.run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(second.run().stored()).isEqualTo(1);
        assertThat(second.run().filtered()).isEqualTo(1);
        assertThat(store.service()
                        .sql()
                        .sql("select id || ' ' || kind || ' ' || (delivered = ?) from landing.version where source = ?")
                        .params(Timestamp.from(SERVER_TIME), source)
                        .query(String.class)
                        .list())
                .containsExactly("c1 key true");
    }

    @Test
    void c2TakesTheClockOfTheFirstPageAndNotOfTheLast() throws Exception {
        serve(FIRST_PATIENTS, page(2, next("?page=2"), "p1"));
        serve("/fhir/Patient?page=2", dated("Sun, 01 Mar 2026 11:00:00 GMT", "p2"));

        pull("Patient");

        assertThat(watermark("Patient")).isEqualTo(SERVER_TIME);
    }

    @Test
    void c2TakesTheTimeOfTheBundleFromAServerWithoutADate() throws Exception {
        serve(
                FIRST_PATIENTS,
                undated("{\"resourceType\":\"Bundle\",\"meta\":{\"lastUpdated\":\"2026-03-01T11:00:00+01:00\"}}"));
        serve("/fhir/Organization?_count=200", undated("{\"resourceType\":\"Bundle\"}"));

        PullResult result = pull("Patient", "Organization");

        assertThat(watermark("Patient")).isEqualTo(SERVER_TIME);
        assertThat(watermark("Organization")).isNull();
        assertThat(result.run().gaps()).singleElement().asString().startsWith("Organization: the server told no time");
    }

    @Test
    void rollsTheLastPageBackWhenTheWatermarkMovedMeanwhile() throws Exception {
        serve(FIRST_PATIENTS, page(0, ""));
        pull("Patient");
        serve(
                "/fhir/Patient?_count=200&_lastUpdated=ge2026-03-01T09:50:00Z&_sort=_lastUpdated",
                page(2, next("?page=2"), "p1"));
        serve("/fhir/Patient?page=2", page(2, "", "p2"));
        SearchPull pulling = searchPull("Patient");
        try (Pull pull = pulling.begin(source)) {
            pulling.fetch(pull);
            pulling.land(pull);
            store.service()
                    .sql()
                    .sql("update ledger.watermark set upto = now() where source = ?")
                    .param(source)
                    .update();
            pulling.fetch(pull);
            pulling.land(pull);

            assertThat(pulling.end(pull).run().gaps())
                    .singleElement()
                    .asString()
                    .contains("Patient page 2", "moved the watermark");
        }
        assertThat(store.landedIds(source)).containsExactly("p1");
    }

    @Test
    void leavesABusySourceAlone() throws Exception {
        SearchPull pulling = searchPull("Patient");
        try (LandingRun other = store.landing().open(Delivery.loaded(source, Way.LOAD, OUR_TIME))) {
            assertThatThrownBy(() -> pulling.pull(source, bytes -> {})).isInstanceOf(SourceIsBusy.class);
            other.finish();
        }
        ehr.verify(0, getRequestedFor(urlPathEqualTo("/fhir/Patient")));
    }

    @Test
    void leavesAPartialRunWhenItIsStoppedHalfWay() throws Exception {
        serve(FIRST_PATIENTS, page(2, next("?page=2"), "p1"));
        SearchPull pulling = searchPull("Patient");
        Pull pull = pulling.begin(source);
        pulling.fetch(pull);
        pulling.land(pull);

        PullResult result = pulling.end(pull);

        assertThat(result.run().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(result.run().reason()).contains("cut off");
    }

    @Test
    void neverWritesAQueryStringIntoTheLedger() throws Exception {
        serve(FIRST_PATIENTS, page(2, next("?name=Canary"), "p1"));
        serve("/fhir/Patient?name=Canary", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

        PullResult result = pull("Patient");

        assertThat(result.run().gaps()).singleElement().asString().doesNotContain("Canary");
        assertThat(store.service()
                        .sql()
                        .sql("select name from ledger.part where run = ?")
                        .param(result.run().run())
                        .query(String.class)
                        .list())
                .containsExactly("Patient page 1", "Patient page 2");
    }

    private PullResult pull(String... types) throws Exception {
        PullResult result = searchPull(types).pull(source, bytes -> {});
        assertThat(result.run().balances()).isTrue();
        return result;
    }

    private SearchPull searchPull(String... types) {
        return new Pulling(store.service(), source, base())
                .types(types)
                .maxPage(DataSize.ofKilobytes(64))
                .readTimeout(readTimeout)
                .pause(pauses::add)
                .clock(Clock.fixed(OUR_TIME, ZoneOffset.UTC))
                .node();
    }

    private Instant watermark(String type) {
        return store.ledger().watermark(source, type).orElse(null);
    }

    private String base() {
        return "http://localhost:" + ehr.port() + "/fhir";
    }

    private void serve(String address, ResponseDefinitionBuilder answer) {
        ehr.stubFor(get(urlEqualTo(address)).willReturn(answer));
    }

    private void firstThen(String address, ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        ehr.stubFor(get(urlEqualTo(address))
                .inScenario(address)
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("asked"));
        ehr.stubFor(get(urlEqualTo(address))
                .inScenario(address)
                .whenScenarioStateIs("asked")
                .willReturn(then));
    }

    private static ResponseDefinitionBuilder json(String body) {
        return undated(body).withHeader("Date", SERVER_DATE);
    }

    private static ResponseDefinitionBuilder undated(String body) {
        return aResponse().withHeader("Content-Type", "application/fhir+json").withBody(body);
    }

    private static ResponseDefinitionBuilder packed(byte[] gzip) {
        return aResponse()
                .withHeader("Date", SERVER_DATE)
                .withHeader("Content-Encoding", "gzip")
                .withBody(gzip);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static ResponseDefinitionBuilder dated(String date, String id) {
        return undated("{\"resourceType\":\"Bundle\",\"entry\":[" + entry("Patient", id) + "]}")
                .withHeader("Date", date);
    }

    private static ResponseDefinitionBuilder page(Integer total, String link, String... ids) {
        return page("Patient", total, link, ids);
    }

    private static ResponseDefinitionBuilder page(String type, Integer total, String link, String... ids) {
        return json("{\"resourceType\":\"Bundle\",\"type\":\"searchset\","
                + (total == null ? "" : "\"total\":" + total + ",")
                + link + "\"entry\":["
                + Stream.of(ids).map(id -> entry(type, id)).collect(Collectors.joining(",")) + "]}");
    }

    private static String next(String url) {
        return "\"link\":[{\"relation\":\"self\",\"url\":\"x\"},{\"relation\":\"next\",\"url\":\"" + url + "\"}],";
    }

    /** A page with a resource of a code that nobody here asks for. */
    private static String coded(String type, String id) {
        return "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"" + type + "\",\"id\":\"" + id
                + "\",\"subject\":{\"reference\":\"Patient/p\"},\"code\":{\"coding\":[{\"system\":\"urn:none\","
                + "\"code\":\"x\"}]}}}]}";
    }

    private static String entry(String type, String id) {
        return "{\"resource\":{\"resourceType\":\"" + type + "\",\"id\":\"" + id
                + "\"},\"search\":{\"mode\":\"match\"}}";
    }

    @Test
    void c8KnowsWhomAReferenceMeans() throws Exception {
        Map<String, String> meant = new LinkedHashMap<>();
        meant.put("Patient/p1", "p1");
        meant.put("http://127.0.0.1:1/fhir/Patient/p1", "p1");
        meant.put("http://127.0.0.1:1/fhir/Patient/p1/_history/3", "p1");
        meant.put("https://gateway.example/r4/Patient/p1", "p1");
        meant.put("https://elsewhere.example/fhir/Patient/p1", "https://elsewhere.example/fhir/Patient/p1");
        meant.put("urn:uuid:6f0c0a52-0f63-4b65-a6a1-3b0d2f6d3a11", "6f0c0a52-0f63-4b65-a6a1-3b0d2f6d3a11");
        meant.put("#contained", "nobody");
        try (Service service = Service.started(
                        "interlaminar.ehr.enabled=false",
                        "interlaminar.sources.hospital.base-url=http://127.0.0.1:1/fhir",
                        "interlaminar.sources.hospital.aliases=https://gateway.example/r4");
                SmallEhr ehr = new SmallEhr()) {
            List<String> references = List.copyOf(meant.keySet());
            for (int i = 0; i < references.size(); i++) {
                String subject = ",\"subject\":{\"reference\":\"" + references.get(i) + "\"}";
                ehr.put("Condition", "c" + i, SmallEhr.coded("M48.062") + subject);
            }
            new Pulling(service, "hospital", ehr.base()).types("Condition").pull();
            assertThat(service.sql()
                            .sql("select coalesce(patient, 'nobody') from landing.version order by id")
                            .query(String.class)
                            .list())
                    .containsExactlyElementsOf(meant.values());
        }
    }

    @Test
    void c9APartialResourceNeverTakesTheWholeOnesPlace() throws Exception {
        String source = store.newSource();
        try (SmallEhr ehr = new SmallEhr()) {
            Pulling pulling = new Pulling(store.service(), source, ehr.base());
            ehr.put("Patient", "p", ",\"gender\":\"female\"");
            pulling.pull();
            ehr.passes(Duration.ofHours(1));
            ehr.put("Patient", "p", "");
            ehr.rewrite(json -> json.replace(
                    "\"meta\":{",
                    "\"meta\":{\"tag\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ObservationValue\","
                            + "\"code\":\"SUBSETTED\"}],"));
            assertThat(pulling.pull().run().filtered()).isEqualTo(1);
        }
        assertThat(store.contentOf(source, "Patient", "p")).contains("female");
    }

    @Test
    void c8StoresIdsThatAreLongerThanFhirAllows() throws Exception {
        String source = store.newSource();
        try (SmallEhr ehr = new SmallEhr()) {
            ehr.patients("e".repeat(300));
            assertThat(new Pulling(store.service(), source, ehr.base())
                            .pull()
                            .run()
                            .outcome())
                    .isEqualTo(Outcome.COMPLETE);
        }
        assertThat(store.living(source, "Patient")).containsExactly("e".repeat(300));
    }

    /** Procedure.occurrence, Encounter.class as a list, Encounter.actualPeriod, MedicationRequest.medication as a reference with concept. */
    @Test
    void c11ReadsTheShapesOfR5() throws Exception {
        try (Service service = Service.started("interlaminar.ehr.enabled=false");
                SmallEhr ehr = new SmallEhr()) {
            ehr.put("Patient", "p", ",\"birthDate\":\"1950-01-01\",\"gender\":\"female\"");
            ehr.stenosis("lss", "p");
            ehr.put(
                    "Procedure",
                    "mild",
                    ",\"status\":\"completed\",\"code\":{\"coding\":[{\"system\":\"http://www.ama-assn.org/go/cpt\",\"code\":"
                            + "\"0275T\"}]},\"occurrencePeriod\":{\"start\":\"2025-04-05T10:00:00Z\",\"end\":"
                            + "\"2025-04-05T11:00:00Z\"},\"encounter\":{\"reference\":\"Encounter/e\"}"
                            + SmallEhr.subject("p"));
            ehr.put(
                    "Encounter",
                    "e",
                    ",\"status\":\"completed\",\"class\":[{\"coding\":[{\"code\":\"AMB\"}]}],\"actualPeriod\":{\"start\":"
                            + "\"2025-04-05T09:00:00Z\"}" + SmallEhr.subject("p"));
            ehr.rewrite(json -> json.replace("\"4.0.1\"", "\"5.0.0\""));
            new Pulling(service, "hospital", ehr.base())
                    .types("Patient", "Condition", "Procedure", "Encounter")
                    .pull();
            service.derive();
            assertThat(service.sql()
                            .sql("select mild || ' ' || index_date || ' ' || lss from cases.person_case")
                            .query(String.class)
                            .list())
                    .containsExactly("yes 2025-04-05 yes");
            assertThat(service.sql()
                            .sql("select minutes from cases.procedure")
                            .query(Integer.class)
                            .list())
                    .containsExactly(60);
        }
    }
}
