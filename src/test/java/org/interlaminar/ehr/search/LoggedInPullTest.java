package org.interlaminar.ehr.search;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.interlaminar.ehr.login.TestKeys;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.interlaminar.ledger.Turns;
import org.interlaminar.ledger.Way;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Pulls from a server that wants to know who we are (EHR A1, A4 to A6, A8, A9). */
class LoggedInPullTest {
    private static final TestClock clock = new TestClock(Instant.parse("2026-03-01T12:00:00Z"));
    private static final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();
    private static final WireMockServer ehr = new WireMockServer(
            wireMockConfig().dynamicPort().bindAddress("127.0.0.1").extensions(new Meanwhile()));
    private static Service service;
    private static int sources;

    @TempDir
    private Path folder;

    private final String source = "guarded-" + ++sources;
    private final List<Duration> pauses = new ArrayList<>();
    private Pulling pulling;

    @BeforeAll
    static void start() {
        ehr.start();
        service = Service.started(clock);
    }

    @AfterAll
    static void stop() {
        service.close();
        ehr.stop();
    }

    @BeforeEach
    void aGuardedServer() throws Exception {
        ehr.resetAll();
        meanwhile.clear();
        ehr.stubFor(any(anyUrl())
                .atPriority(10)
                .willReturn(aResponse()
                        .withStatus(401)
                        .withHeader("Content-Type", "text/html")
                        .withBody("<html><body>Your session is over</body></html>")));
        ehr.stubFor(get("/fhir/.well-known/smart-configuration")
                .willReturn(aResponse()
                        .withBody("{\"token_endpoint\":\"http://localhost:" + ehr.port()
                                + "/token\",\"capabilities\":[\"permission-v2\"]}")));
        gives(token("one", "system/*.rs"));
        accepts("one");
        pulling = new Pulling(service, source, "http://localhost:" + ehr.port() + "/fhir")
                .types("Patient", "Organization")
                .set("auth.method", "smart")
                .set("auth.client-id", "us")
                .set("auth.key-file", TestKeys.file(folder, TestKeys.P384))
                .pause(pauses::add)
                .clock(clock);
    }

    @Test
    void a4TypesThatAreNotGrantedAreMissingAndTheOthersArePulled() throws Exception {
        gives(token("one", "system/Patient.rs"));

        RunSummary run = pulling.pull().run();

        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(run.gaps()).containsExactly("Organization: the token that was granted does not let us read it");
        assertThat(landed()).containsExactly("Patient-1");
        ehr.verify(0, getRequestedFor(urlPathEqualTo("/fhir/Organization")));
        assertThat(service.bean(org.interlaminar.ledger.Ledger.class).watermark(source, "Organization"))
                .isEmpty();
        assertThat(stopped()).isNull();
    }

    @Test
    void a5ARefusalIsMetByOneNewTokenAndOneRepeatAlsoWhenItIsAPageOfHtml() throws Exception {
        SearchPull node = pulling.node();
        node.pull(source, bytes -> {});
        ehr.resetRequests();
        accepts("two");
        gives(token("two", "system/*.rs"));

        RunSummary run = node.pull(source, bytes -> {}).run();

        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        ehr.verify(1, postRequestedFor(urlEqualTo("/token")));
        ehr.verify(1, getRequestedFor(urlEqualTo("/fhir/metadata")).withHeader("Authorization", equalTo("Bearer one")));
        ehr.verify(1, getRequestedFor(urlEqualTo("/fhir/metadata")).withHeader("Authorization", equalTo("Bearer two")));
        assertThat(pauses).isEmpty();
    }

    @Test
    void a5ASecondRefusalIsTheAnswer() throws Exception {
        accepts("another");
        ehr.stubFor(get("/fhir/metadata").willReturn(capabilities()));

        RunSummary run = pulling.pull().run();

        assertThat(run.gaps())
                .containsExactly(
                        "Patient page 1: the server answered 401", "Organization page 1: the server answered 401");
        ehr.verify(2, getRequestedFor(urlPathEqualTo("/fhir/Patient")));
        ehr.verify(3, postRequestedFor(urlEqualTo("/token")));
        assertThat(pauses).isEmpty();
        assertThat(stopped()).isNull();
    }

    @Test
    void a5ATokenThatExpiresBetweenTwoPagesIsReplacedBeforeItIsShownAgain() throws Exception {
        ehr.stubFor(get("/fhir/Patient?_count=200")
                .withHeader("Authorization", equalTo("Bearer one"))
                .willReturn(page("Patient-1", "?page=2")));
        ehr.stubFor(get("/fhir/Patient?page=2")
                .withHeader("Authorization", equalTo("Bearer two"))
                .willReturn(page("Patient-2", null)));
        meanwhile.put("/fhir/Patient?_count=200", () -> {
            clock.pass(Duration.ofMinutes(5));
            gives(token("two", "system/*.rs"));
        });

        assertThat(pulling.types("Patient").pull().run().outcome()).isEqualTo(Outcome.COMPLETE);

        assertThat(landed()).containsExactly("Patient-1", "Patient-2");
        ehr.verify(
                0,
                getRequestedFor(urlEqualTo("/fhir/Patient?page=2")).withHeader("Authorization", equalTo("Bearer one")));
    }

    @Test
    void a6ATokenIsShownToNobodyElse() throws Exception {
        WireMockServer evil = new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        evil.start();
        try {
            String there = "http://localhost:" + evil.port() + "/fhir/Patient?page=2";
            ehr.stubFor(get("/fhir/Patient?_count=200").willReturn(page("Patient-1", there)));
            ehr.stubFor(get("/fhir/Organization?_count=200")
                    .willReturn(aResponse().withStatus(307).withHeader("Location", there)));

            RunSummary run = pulling.pull().run();

            assertThat(run.gaps())
                    .containsExactly(
                            "Patient page 2: the next link of the page before leads to another server and is not followed",
                            "Organization page 1: the server answered 307, a redirect, which is not followed");
            assertThat(evil.getAllServeEvents()).isEmpty();
            ehr.verify(
                    0,
                    anyRequestedFor(urlPathMatching("/token|.*/smart-configuration"))
                            .withHeader(
                                    "Authorization", com.github.tomakehurst.wiremock.client.WireMock.matching(".*")));
        } finally {
            evil.stop();
        }
    }

    @Test
    void a8UserAndPasswordAreShownWithEveryRequestAndARefusalIsTheAnswer() throws Exception {
        Pulling basic = new Pulling(service, source, "http://localhost:" + ehr.port() + "/fhir")
                .set("auth.method", "basic")
                .set("auth.user", "us")
                .set("auth.secret-file", TestKeys.secret(folder.resolve("password"), "secret\n"))
                .pause(pauses::add);
        String shown = "Basic dXM6c2VjcmV0";
        ehr.stubFor(get("/fhir/metadata")
                .withHeader("Authorization", equalTo(shown))
                .willReturn(capabilities()));

        assertThat(basic.pull().run().gaps()).containsExactly("Patient page 1: the server answered 401");

        ehr.verify(1, getRequestedFor(urlPathEqualTo("/fhir/Patient")).withHeader("Authorization", equalTo(shown)));
        ehr.verify(0, anyRequestedFor(anyUrl()).withHeader("Authorization", absent()));
    }

    @Test
    void a9AClientThatIsTurnedDownStopsItsSourceAndNoOther() throws Exception {
        gives(aResponse().withStatus(400).withBody("{\"error\":\"invalid_client\"}"));
        SmallEhr open = new SmallEhr();
        open.patients("p1");
        Pulling other = new Pulling(service, source + "-beside", open.base()).clock(clock);
        try (open) {
            SearchPull node = pulling.node();
            assertThat(node.due()).containsExactly(source);

            RunSummary run = node.pull(source, bytes -> {}).run();

            assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
            assertThat(run.gaps()).containsExactly("metadata: the token server answered 400 (invalid_client)");
            assertThat(stopped()).isEqualTo("the token server answered 400 (invalid_client)");
            assertThat(pauses).as("no hot loop").isEmpty();
            ehr.verify(1, postRequestedFor(urlEqualTo("/token")));
            ehr.verify(0, getRequestedFor(urlEqualTo("/fhir/metadata")));

            passes(Duration.ofDays(2));
            assertThat(node.due()).isEmpty();
            assertThat(pulling.node().due()).as("on another node").isEmpty();
            assertThat(other.node().due()).containsExactly(other.source);
            assertThat(other.pull().run().outcome()).isEqualTo(Outcome.COMPLETE);

            gives(token("one", "system/*.rs"));
            assertThat(node.pull(source, bytes -> {}).run().outcome())
                    .as("pull --source tries again")
                    .isEqualTo(Outcome.COMPLETE);
            assertThat(stopped()).isNull();
            passes(Duration.ofDays(2));
            assertThat(node.due()).containsExactly(source);
        }
    }

    @Test
    void a9AClientThatIsTurnedDownHalfWayEndsTheRunWithOneSentence() throws Exception {
        meanwhile.put("/fhir/metadata", () -> {
            clock.pass(Duration.ofMinutes(5));
            gives(aResponse().withStatus(401).withBody("{\"error\":\"invalid_client\"}"));
        });

        assertThat(pulling.pull().run().gaps())
                .containsExactly("Patient page 1: the token server answered 401 (invalid_client)");
        assertThat(stopped()).isEqualTo("the token server answered 401 (invalid_client)");
        ehr.verify(2, postRequestedFor(urlEqualTo("/token")));
    }

    @Test
    void a9ATokenServerInTroubleIsAskedAgainWhenItSays() throws Exception {
        ehr.stubFor(post("/token")
                .inScenario("trouble")
                .whenScenarioStateIs("Started")
                .willReturn(aResponse().withStatus(429).withHeader("Retry-After", "45"))
                .willSetStateTo("over"));
        ehr.stubFor(post("/token")
                .inScenario("trouble")
                .whenScenarioStateIs("over")
                .willReturn(token("one", "system/*.rs")));

        assertThat(pulling.pull().run().outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(pauses).containsExactly(Duration.ofSeconds(45));
    }

    @Test
    void a9ATokenServerThatStaysInTroubleStopsNothing() throws Exception {
        gives(aResponse().withStatus(503));

        assertThat(pulling.pull().run().gaps()).containsExactly("metadata: the token server answered 503, 3 times");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(stopped()).isNull();
    }

    @Test
    void aSourceWithoutItsKeyIsStoppedAndNamesTheFile() throws Exception {
        Path missing = folder.resolve("missing.json");

        assertThat(pulling.set("auth.key-file", missing).pull().run().gaps())
                .containsExactly("metadata: " + missing + " is not there");
        assertThat(stopped()).isEqualTo(missing + " is not there");
    }

    @Test
    void aSourceWhoseCertificatesCannotBeReadIsStoppedAndNoOther() {
        try (Service broken = Service.started(
                "spring.ssl.bundle.jks.broken.truststore.location=file:" + folder.resolve("none.p12"))) {
            Pulling one = new Pulling(broken, source, "https://localhost/fhir").set("ssl-bundle", "broken");

            assertThat(one.node().due()).isEmpty();

            assertThat(broken.bean(Turns.class)
                            .of(Way.PULL, List.of(source))
                            .get(0)
                            .stopped())
                    .isEqualTo("interlaminar.sources." + source
                            + ".ssl-bundle names 'broken', of which a file is not there, is not of the kind that is"
                            + " said, or has another password.");
        }
    }

    @Test
    void theTokenIsCountedAmongTheRequestsOfTheDay() throws Exception {
        pulling.types("Patient").pull();

        assertThat(service.sql()
                        .sql("select requests from ledger.load where source = ?")
                        .param(source)
                        .query(Long.class)
                        .single())
                .as("configuration, token, metadata, one page")
                .isEqualTo(4);
    }

    /** The client's own log would show headers and addresses: not even a root logger at DEBUG brings that about. */
    @Test
    void neitherTokenNorSecretNorQueryIsInALogLineOrInTheLedger() throws Exception {
        String key = TestKeys.P384.getD().toString();
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        List<Appender<ILoggingEvent>> others = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        root.addAppender(said);
        root.setLevel(Level.DEBUG);
        try {
            gives(token("canary-token", "system/*.rs"));
            accepts("canary-token");
            ehr.stubFor(get("/fhir/Patient?_count=200").willReturn(page("Patient-1", "?name=canary-name")));
            ehr.stubFor(
                    get("/fhir/Patient?name=canary-name").willReturn(aResponse().withStatus(500)));
            pulling.pull();
        } finally {
            root.setLevel(before);
            root.detachAppender(said);
            others.forEach(root::addAppender);
        }
        assertThat(said.list).isNotEmpty();
        assertThat(said.list)
                .filteredOn(event -> !event.getLoggerName().matches("(wiremock|org\\.eclipse\\.jetty|WireMock)\\b.*"))
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("canary") || line.contains(key) || line.contains("client_assertion="));
        assertThat(service.sql()
                        .sql("select coalesce(string_agg(p::text, ' '), '') from ledger.part p")
                        .query(String.class)
                        .single())
                .doesNotContain("canary");
    }

    private String stopped() {
        return service.bean(Turns.class).of(Way.PULL, List.of(source)).get(0).stopped();
    }

    private void passes(Duration time) {
        service.sql()
                .sql("update ledger.source set due = due - ? * interval '1 ms'")
                .param(time.toMillis())
                .update();
    }

    private List<String> landed() {
        return service.sql()
                .sql("select distinct id from landing.version where source = ? order by id")
                .param(source)
                .query(String.class)
                .list();
    }

    private static void gives(ResponseDefinitionBuilder answer) {
        ehr.stubFor(post("/token").willReturn(answer));
    }

    private static ResponseDefinitionBuilder token(String value, String scope) {
        return aResponse()
                .withBody("{\"access_token\":\"" + value
                        + "\",\"token_type\":\"bearer\",\"expires_in\":300,\"scope\":\"" + scope + "\"}");
    }

    /** From now on it answers whoever shows this token, and nobody else. */
    private static void accepts(String token) {
        ehr.getStubMappings().stream()
                .filter(stub -> "guarded".equals(stub.getName()))
                .toList()
                .forEach(ehr::removeStub);
        for (String type : List.of("Patient", "Organization")) {
            ehr.stubFor(get(urlPathEqualTo("/fhir/" + type))
                    .withName("guarded")
                    .atPriority(7)
                    .withHeader("Authorization", equalTo("Bearer " + token))
                    .willReturn(page(type + "-1", null)));
        }
        ehr.stubFor(get("/fhir/metadata")
                .withName("guarded")
                .atPriority(7)
                .withHeader("Authorization", equalTo("Bearer " + token))
                .willReturn(capabilities()));
    }

    private static ResponseDefinitionBuilder capabilities() {
        return aResponse().withBody("{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\"}");
    }

    private static ResponseDefinitionBuilder page(String id, String next) {
        String link = next == null ? "" : "\"link\":[{\"relation\":\"next\",\"url\":\"" + next + "\"}],";
        return aResponse()
                .withHeader("Date", "Sun, 01 Mar 2026 12:00:00 GMT")
                .withBody("{\"resourceType\":\"Bundle\",\"type\":\"searchset\"," + link
                        + "\"entry\":[{\"resource\":{\"resourceType\":\"" + id.replaceFirst("-.*", "") + "\",\"id\":\""
                        + id + "\"}}]}");
    }

    /** Lets something happen while an address is answered. */
    private static final class Meanwhile implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            meanwhile.getOrDefault(event.getRequest().getUrl(), () -> {}).run();
            return event.getResponseDefinition();
        }

        @Override
        public String getName() {
            return "meanwhile";
        }
    }
}
