package org.interlaminar.ehr.login;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.interlaminar.ehr.search.LandingStore;
import org.interlaminar.fixture.Bound;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.ledger.TokenEndpoints;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Credential;
import org.interlaminar.outbound.Gate;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.Reach;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Logging in, requirement by requirement (EHR A). */
@ExtendWith(OutputCaptureExtension.class)
class TokenLoginTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String CONFIGURATION = "/fhir/.well-known/smart-configuration";
    private static final WireMockServer ehr =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    private static final WireMockServer evil =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    @TempDir
    private Path folder;

    private final String source = LandingStore.shared().newSource();
    private final TestClock clock = new TestClock(NOW);
    private final Map<String, Object> settings = new TreeMap<>();
    private final List<Gate> gates = new ArrayList<>();
    private final List<String> types = List.of("Patient", "Condition");

    @BeforeAll
    static void start() {
        ehr.start();
        evil.start();
    }

    @AfterAll
    static void stop() {
        ehr.stop();
        evil.stop();
    }

    @BeforeEach
    void aServerThatGivesTokens() throws IOException {
        ehr.resetAll();
        evil.resetAll();
        evil.stubFor(post(anyUrl()).willReturn(token("evil", 300)));
        tellsOf(tokenUrl(ehr, "/token"), "");
        gives(token("one", 300));
        settings.put("method", "smart");
        settings.put("client-id", "client of ours/1");
        settings.put("key-file", TestKeys.file(folder, TestKeys.P384, TestKeys.RSA));
    }

    @AfterEach
    void closeGates() throws IOException {
        for (Gate gate : gates) {
            gate.close();
        }
    }

    // A1: where tokens are asked for.

    @Test
    void a1TokensAreAskedForWhereTheServerSaysAndThatIsAskedOnceAnHour() throws Exception {
        Login login = login();
        for (int minutes = 0; minutes < 60; minutes += 5) {
            login.credential();
            clock.pass(Duration.ofMinutes(5));
        }
        ehr.verify(1, getRequestedFor(urlEqualTo(CONFIGURATION)));
        ehr.verify(12, postRequestedFor(urlEqualTo("/token")));

        tellsOf(tokenUrl(ehr, "/renamed"), "");
        ehr.stubFor(post(urlEqualTo("/renamed")).willReturn(token("two", 300)));
        assertThat(login.credential().orElseThrow().authorization()).isEqualTo("Bearer two");
    }

    @Test
    void a1ATokenServerThatMovedIsNotFollowed(CapturedOutput output) throws Exception {
        login().credential();
        tellsOf(tokenUrl(evil, "/token"), "");
        clock.pass(Duration.ofHours(2));

        for (int i = 0; i < 2; i++) {
            LoginFailed failed = catchThrowableOfType(LoginFailed.class, () -> login().credential());
            assertThat(failed)
                    .hasMessage("the token server moved from http://localhost:" + ehr.port() + " to http://localhost:"
                            + evil.port()
                            + ", which is not followed: if that is right, set auth.token-url to the new one");
            assertThat(failed.needsSomebody()).isTrue();
        }
        assertThat(output).contains("ERROR", "source " + source + ": its token server was");
        assertThat(evil.getAllServeEvents()).isEmpty();

        settings.put("token-url", tokenUrl(evil, "/token"));
        assertThat(login().credential().orElseThrow().authorization())
                .as("once somebody has said that it is right")
                .isEqualTo("Bearer evil");
    }

    @Test
    void a1ATokenServerWithoutTlsIsNotFollowedFromAServerWithIt() {
        Login login = login(
                "https://ehr.example/fhir",
                request -> new Answer(
                        200,
                        java.net.http.HttpHeaders.of(Map.of(), (name, value) -> true),
                        "{\"token_endpoint\":\"http://ehr.example/token\"}".getBytes()));

        assertThatThrownBy(login::credential)
                .hasMessage("the server's smart-configuration names a token server without TLS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            404 | <html>         | true  | the server has no smart-configuration (it answered 404); set auth.token-url if it has a token server
            302 | ''             | true  | the server has no smart-configuration (it answered 302); set auth.token-url if it has a token server
            503 | ''             | false | the server's smart-configuration was answered with 503
            200 | <html>         | false | the server's smart-configuration is not well-formed JSON
            200 | {              | false | the server's smart-configuration is not well-formed JSON
            200 | ''             | true  | the server's smart-configuration names no token_endpoint
            200 | []             | true  | the server's smart-configuration names no token_endpoint
            200 | {"token_endpoint":{}}                      | true | the server's smart-configuration names no token_endpoint
            200 | {"token_endpoint":"/token"}                | true | the token_endpoint of the server's smart-configuration is no address
            200 | {"token_endpoint":"file:///etc/passwd"}    | true | the token_endpoint of the server's smart-configuration is no address
            200 | {"token_endpoint":"http://u@localhost/t"}  | true | the token_endpoint of the server's smart-configuration is no address
            200 | {"token_endpoint":"http://a b"}            | true | the token_endpoint of the server's smart-configuration is no address
            """)
    void a1AServerThatDoesNotSayWhereIsNamedInOneSentence(
            int status, String body, boolean needsSomebody, String sentence) {
        ehr.stubFor(get(CONFIGURATION).willReturn(aResponse().withStatus(status).withBody(body)));

        LoginFailed failed = catchThrowableOfType(LoginFailed.class, () -> login().credential());

        assertThat(failed).hasMessage(sentence);
        assertThat(failed.needsSomebody()).isEqualTo(needsSomebody);
    }

    @Test
    void a1ATokenServerOfTheSettingsNeedsNoConfigurationButUsesIt() throws Exception {
        settings.put("token-url", tokenUrl(ehr, "/token"));
        tellsOf(tokenUrl(evil, "/token"), ",\"token_endpoint_auth_signing_alg_values_supported\":[\"RS384\"]");
        login().credential();
        assertThat(assertion(posted().get(0)).getHeader().getAlgorithm().getName())
                .isEqualTo("RS384");

        ehr.stubFor(get(CONFIGURATION).willReturn(aResponse().withStatus(404)));
        login().credential();
        assertThat(assertion(posted().get(1)).getHeader().getAlgorithm().getName())
                .isEqualTo("ES384");
        assertThat(evil.getAllServeEvents()).isEmpty();
    }

    @Test
    void a1ATokenServerInAPrivateNetworkThatNobodyHasNamedIsNotAsked() {
        tellsOf("http://127.0.0.1:" + ehr.port() + "/token", "");

        assertThatThrownBy(() -> login().credential())
                .hasMessage("no token can be had: the server's name leads into a private network that"
                        + " interlaminar.sources.*.private-networks does not name");
        ehr.verify(0, postRequestedFor(urlEqualTo("/token")));
    }

    // A2, A3: the assertion.

    @ParameterizedTest
    @CsvSource({"ES384, elliptic-1", "RS384, rsa-1"})
    void a2TheAssertionSaysHowItIsSignedAndIs(String algorithm, String key) throws Exception {
        settings.put("algorithm", algorithm);

        login().credential();

        SignedJWT assertion = assertion(posted().get(0));
        assertThat(assertion.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(assertion.getHeader().getKeyID()).isEqualTo(key);
        assertThat(assertion.getHeader().getType()).isEqualTo(JOSEObjectType.JWT);
        assertThat(assertion.getHeader().toJSONObject()).containsOnlyKeys("alg", "kid", "typ");
        JWSVerifier verifier = algorithm.equals("ES384")
                ? new ECDSAVerifier(TestKeys.P384.toPublicJWK())
                : new RSASSAVerifier(TestKeys.RSA.toPublicJWK());
        assertThat(assertion.verify(verifier)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
            none  | none            | ES384
            none  | []              | ES384
            none  | ["RS384"]       | RS384
            none  | ["RS384","ES384"] | ES384
            none  | ["RS256","PS384"] | none
            RS384 | none            | RS384
            RS384 | ["ES384","RS384"] | RS384
            ES384 | ["RS384"]       | none
            """)
    void a2TheAlgorithmIsOneOfOursThatTheSettingAndTheServerWant(String setting, String servers, String chosen)
            throws Exception {
        if (setting != null) {
            settings.put("algorithm", setting);
        }
        tellsOf(
                tokenUrl(ehr, "/token"),
                servers == null ? "" : ",\"token_endpoint_auth_signing_alg_values_supported\":" + servers);

        if (chosen == null) {
            LoginFailed failed = catchThrowableOfType(LoginFailed.class, () -> login().credential());
            assertThat(failed).hasMessageStartingWith("none of our keys signs as ");
            assertThat(failed.needsSomebody()).isTrue();
            assertThat(posted()).isEmpty();
        } else {
            login().credential();
            assertThat(assertion(posted().get(0)).getHeader().getAlgorithm().getName())
                    .isEqualTo(chosen);
        }
    }

    @Test
    void a3TheAssertionIsOfUsForTheTokenServerAndForMinutes() throws Exception {
        login().credential();

        JWTClaimsSet claims = assertion(posted().get(0)).getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("client of ours/1");
        assertThat(claims.getSubject()).isEqualTo("client of ours/1");
        assertThat(claims.getAudience()).containsExactly(tokenUrl(ehr, "/token"));
        assertThat(claims.getExpirationTime())
                .isAfter(Date.from(NOW.plusSeconds(60)))
                .isBeforeOrEqualTo(Date.from(NOW.plusSeconds(300)));
        assertThat(claims.getJWTID()).isNotBlank();
    }

    @Test
    void a3EveryRequestHasAnAssertionOfItsOwnRepeatsToo() throws Exception {
        Login login = login();
        gives(aResponse().withStatus(503));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(login::credential).isInstanceOf(LoginFailed.class);
        }
        gives(token("one", 300));
        for (int i = 0; i < 3; i++) {
            login.credential();
            clock.pass(Duration.ofMinutes(5));
        }
        login().credential();

        Set<String> ids = new HashSet<>();
        for (LoggedRequest request : posted()) {
            ids.add(assertion(request).getJWTClaimsSet().getJWTID());
        }
        assertThat(ids).hasSize(7).hasSize(posted().size());
    }

    // A4: the form, and what is granted.

    @Test
    void a4TheFormHasTheseFieldsAndNoOther() throws Exception {
        login().credential();

        LoggedRequest request = posted().get(0);
        Map<String, String> form = form(request);
        assertThat(form)
                .containsOnlyKeys("grant_type", "client_assertion_type", "client_assertion", "scope")
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .containsEntry("scope", "system/Patient.read system/Condition.read");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.getHeader("Accept")).isEqualTo("application/json");
        assertThat(request.containsHeader("Authorization")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ,"capabilities":["permission-v1"]                                     | system/Patient.read system/Condition.read
            ,"capabilities":["permission-v1","permission-v2"]                     | system/Patient.rs system/Condition.rs
            ,"scopes_supported":["system/*.read"]                                 | system/Patient.read system/Condition.read
            ,"scopes_supported":["launch","system/*.rs"]                          | system/Patient.rs system/Condition.rs
            ,"capabilities":"permission-v2"                                       | system/Patient.read system/Condition.read
            """)
    void a4ScopesAreAskedForAsTheServerWritesThem(String told, String scope) throws Exception {
        tellsOf(tokenUrl(ehr, "/token"), told);
        login().credential();
        assertThat(form(posted().get(0))).containsEntry("scope", scope);
    }

    @Test
    void a4ScopesOfTheSettingsAreAskedForAsTheyAre() throws Exception {
        settings.put("scopes", "system/*.read,custom:scope");
        login().credential();
        assertThat(form(posted().get(0))).containsEntry("scope", "system/*.read custom:scope");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
            none                                          | none
            ""                                            | none
            null                                          | none
            "system/Patient.read system/Condition.read"   | none
            ["system/Patient.read","system/Condition.rs"] | none
            "system/*.read"                               | none
            "system/Patient.rs"                           | Condition
            "system/Patient.read user/Condition.read"     | Condition
            []                                            | none
            """)
    void a4WhatIsNotGrantedIsKnown(String scope, String lacking, CapturedOutput output) throws Exception {
        gives(aResponse()
                .withBody("{\"access_token\":\"one\",\"token_type\":\"Bearer\""
                        + (scope == null ? "" : ",\"scope\":" + scope) + "}"));
        Login login = login();
        login.credential();

        assertThat(login.notGranted(types)).isEqualTo(lacking == null ? List.of() : List.of(lacking));
        assertThat(output.getAll().contains("it does not let us read Condition"))
                .isEqualTo(lacking != null);
    }

    // A5: how long a token is kept.

    @Test
    void a5ATokenIsKeptUntilShortlyBeforeItExpires() throws Exception {
        Login login = login();
        assertThat(login.credential().orElseThrow().authorization()).isEqualTo("Bearer one");
        gives(token("two", 40));
        clock.pass(Duration.ofSeconds(269));
        assertThat(login.credential().orElseThrow().authorization()).isEqualTo("Bearer one");
        clock.pass(Duration.ofSeconds(1));
        assertThat(login.credential().orElseThrow().authorization()).isEqualTo("Bearer two");
        gives(token("three", 300));
        clock.pass(Duration.ofSeconds(29));
        assertThat(login.credential().orElseThrow().authorization()).isEqualTo("Bearer two");
        clock.pass(Duration.ofSeconds(1));
        assertThat(login.credential().orElseThrow().authorization()).isEqualTo("Bearer three");
        assertThat(posted()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "none, 269, 270",
        "3600, 3569, 3570",
        "\"3600\", 3569, 3570",
        "0, 0, 1",
        "-5, 0, 1",
        "1, 0, 1",
        "null, 269, 270",
        "9223372036854775807, 86369, 86370",
        "1e300, 86369, 86370",
        "soon, 269, 270"
    })
    void a5ATokenIsKeptAsLongAsTheServerSaysWithinReason(String expiresIn, long kept, long gone) throws Exception {
        gives(aResponse()
                .withBody("{\"access_token\":\"one\""
                        + (expiresIn.equals("none")
                                ? ""
                                : ",\"expires_in\":" + (expiresIn.equals("soon") ? "\"soon\"" : expiresIn))
                        + "}"));
        Login login = login();
        login.credential();
        clock.pass(Duration.ofSeconds(kept));
        login.credential();
        assertThat(posted()).hasSize(1);
        clock.pass(Duration.ofSeconds(gone - kept));
        login.credential();
        assertThat(posted()).hasSize(2);
    }

    @Test
    void a5ManyWhoNeedATokenAtTheSameTimeBuyOne() throws Exception {
        gives(token("one", 300).withFixedDelay(200));
        Login login = login();

        assertThat(atTheSameTime(16, () -> login.credential().orElseThrow().authorization()))
                .containsOnly("Bearer one");

        assertThat(posted()).hasSize(1);
        ehr.verify(1, getRequestedFor(urlEqualTo(CONFIGURATION)));
    }

    @Test
    void a5ManyWhoAreRefusedAtTheSameTimeBuyOneNewToken() throws Exception {
        Login login = login();
        Credential shown = login.credential().orElseThrow();
        gives(token("two", 300).withFixedDelay(200));

        List<String> next = atTheSameTime(16, () -> {
            assertThat(login.refused(shown)).isTrue();
            return login.credential().orElseThrow().authorization();
        });

        assertThat(next).containsOnly("Bearer two");
        assertThat(posted()).hasSize(2);
    }

    // A6: who is shown the token.

    @Test
    void a6ATokenBelongsToTheExactOriginAndThoseOfTheSettings() throws Exception {
        Origin own = Origin.of(URI.create(base()));
        assertThat(login().credential().orElseThrow().origins()).containsExactly(own);

        settings.put("token-origins", "https://files.example.org");
        tellsOf(tokenUrl(ehr, "/token"), "");
        assertThat(login().credential().orElseThrow().origins())
                .containsExactlyInAnyOrder(own, Origin.of(URI.create("https://files.example.org")));
    }

    // A8: other ways to log in.

    @Test
    void a8NoLoginShowsNothing() throws Exception {
        settings.clear();
        settings.put("method", "none");
        assertThat(login().credential()).isEmpty();
        settings.clear();
        assertThat(login().credential()).isEmpty();
    }

    @Test
    void a8AUserAndAPasswordAreShownAsBasicAndReadAnewEachTime() throws Exception {
        settings.clear();
        settings.put("method", "basic");
        settings.put("user", "reader");
        Path file = TestKeys.secret(folder.resolve("password"), "pass:wörd\n# of the interface team\n");
        settings.put("secret-file", file);
        Login login = login();
        assertThat(login.credential().orElseThrow().authorization()).isEqualTo("Basic " + base64("reader:pass:wörd"));
        assertThat(login.refused(login.credential().orElseThrow())).isFalse();

        TestKeys.secret(file, "next");
        assertThat(login.credential().orElseThrow().authorization()).isEqualTo("Basic " + base64("reader:next"));
    }

    @Test
    void a8ATokenThatWasGivenOnceIsShownAndNotReplaced() throws Exception {
        settings.clear();
        settings.put("method", "token");
        settings.put("secret-variable", "EHR_TOKEN");
        Login login = login();

        assertThat(login.credential().orElseThrow().authorization()).isEqualTo("Bearer from-the-environment");
        assertThat(login.refused(login.credential().orElseThrow())).isFalse();
        assertThat(ehr.getAllServeEvents()).isEmpty();
    }

    @Test
    void a8AClientSecretBuysTokens() throws Exception {
        settings.clear();
        settings.put("method", "client-secret");
        settings.put("client-id", "us & them");
        settings.put("secret-file", TestKeys.secret(folder.resolve("secret"), "s:e/c r%t\n"));

        assertThat(login().credential().orElseThrow().authorization()).isEqualTo("Bearer one");

        LoggedRequest request = posted().get(0);
        assertThat(form(request))
                .containsOnlyKeys("grant_type", "scope")
                .containsEntry("grant_type", "client_credentials");
        assertThat(request.getHeader("Authorization"))
                .as("each half encoded as in RFC 6749, 2.3.1")
                .isEqualTo("Basic " + base64("us+%26+them:s%3Ae%2Fc+r%25t"));
    }

    // A9: what is not tried again.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            400 | {"error":"invalid_client"}       | true  | the token server answered 400 (invalid_client)
            401 | {"error":"invalid_client","error_description":"canary"} | true | the token server answered 401 (invalid_client)
            400 | {"error":"unauthorized_client"}  | true  | the token server answered 400 (unauthorized_client)
            400 | {"error":"invalid_scope"}        | true  | the token server answered 400 (invalid_scope)
            401 | <html>canary                     | true  | the token server answered 401
            401 | ''                               | true  | the token server answered 401
            400 | {"error":"invalid_request"}      | false | the token server answered 400 (invalid_request)
            400 | {"error":"Canary, and more"}     | false | the token server answered 400
            403 | <html>                           | false | the token server answered 403
            429 | {"error":"slow_down"}            | false | the token server answered 429 (slow_down)
            500 | {"error":"server_error"}         | false | the token server answered 500 (server_error)
            307 | ''                               | false | the token server answered 307
            200 | <html>canary                     | false | the token server's answer is not well-formed JSON
            200 | ''                               | false | the token server's answer holds no bearer token
            200 | {"access_token":""}              | false | the token server's answer holds no bearer token
            200 | {"access_token":"two words"}     | false | the token server's answer holds no bearer token
            200 | {"access_token":"a\\r\\nX: b"}   | false | the token server's answer holds no bearer token
            200 | {"access_token":"tökn"}          | false | the token server's answer holds no bearer token
            200 | {"access_token":"a","token_type":"mac"} | false | the token server's answer holds no bearer token
            200 | {"error":"invalid_client"}       | false | the token server's answer holds no bearer token
            """)
    void a9WhatNeedsSomebodyIsToldFromWhatMayPass(int status, String body, boolean needsSomebody, String sentence) {
        gives(aResponse()
                .withStatus(status)
                .withHeader("Location", "http://localhost:" + evil.port())
                .withBody(body));

        LoginFailed failed = catchThrowableOfType(LoginFailed.class, () -> login().credential());

        assertThat(failed).hasMessage(sentence);
        assertThat(failed.needsSomebody()).isEqualTo(needsSomebody);
        assertThat(evil.getAllServeEvents()).isEmpty();
    }

    @Test
    void a9ManyWhoAreTurnedDownAtTheSameTimeAskOnce() throws Exception {
        gives(aResponse()
                .withStatus(401)
                .withBody("{\"error\":\"invalid_client\"}")
                .withFixedDelay(200));
        Login login = login();

        assertThat(atTheSameTime(16, () -> catchThrowableOfType(LoginFailed.class, login::credential)
                        .getMessage()))
                .containsOnly("the token server answered 401 (invalid_client)");

        assertThat(posted()).hasSize(1);
        assertThatThrownBy(login::credential).as("who comes later tries again").isInstanceOf(LoginFailed.class);
        assertThat(posted()).hasSize(2);
    }

    @Test
    void a9ATokenServerThatIsAwayIsNamedInOneSentence() {
        ehr.stubFor(post("/token")
                .willReturn(
                        aResponse().withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)));

        assertThatThrownBy(() -> login().credential())
                .hasMessage("no token can be had: the connection broke or the answer was cut short");
    }

    // Secrets.

    @ParameterizedTest
    @ValueSource(strings = {"smart", "client-secret"})
    void neitherTokenNorSecretNorKeyIsInALogLineOrAnException(String method, CapturedOutput output) throws Exception {
        settings.put("method", method);
        settings.put("secret-file", TestKeys.secret(folder.resolve("secret"), "canary-secret"));
        gives(token("canary-token", 300));
        Login login = login();
        List<Object> said = new ArrayList<>(List.of(login, login.credential(), settings()));
        clock.pass(Duration.ofHours(1));
        gives(aResponse()
                .withStatus(400)
                .withBody("{\"error\":\"canary-token \",\"error_description\":\"canary-token\"}"));
        said.add(stackTrace(catchThrowableOfType(LoginFailed.class, login::credential)));
        settings.put("key-file", TestKeys.secret(folder.resolve("keys.json"), "canary-key {"));
        settings.put("secret-file", TestKeys.secret(folder.resolve("secret"), "\n"));
        said.add(stackTrace(catchThrowableOfType(LoginFailed.class, () -> login().credential())));

        String private384 = TestKeys.P384.getD().toString();
        assertThat(said)
                .noneMatch(one ->
                        one.toString().contains("canary") || one.toString().contains(private384));
        assertThat(output.getAll()).doesNotContain("canary", private384);
    }

    private static String stackTrace(Throwable e) {
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    private static <T> List<T> atTheSameTime(int many, Callable<T> what) throws Exception {
        CountDownLatch ready = new CountDownLatch(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                all.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return what.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private AuthSettings settings() {
        Map<String, Object> prefixed = new TreeMap<>();
        settings.forEach((key, value) -> prefixed.put("interlaminar." + key, value));
        AuthSettings bound = Bound.settings(AuthSettings.class, prefixed);
        bound.check("auth");
        return bound;
    }

    /** A login of a node that has just started. */
    private Login login() {
        try {
            Set<Origin> reach = new HashSet<>(Set.of(Origin.of(URI.create(base()))));
            if (settings().tokenUrl() != null) {
                reach.add(Origin.of(settings().tokenUrl()));
            }
            Duration time = Duration.ofSeconds(20);
            Gate gate = new Gate(
                    new Reach(reach, List.of()), new Gate.Limits(time, time, time, 100_000, 100_000), null, null);
            gates.add(gate);
            return logins().login(new Logins.Ehr(source, base(), gate.reach(), gate::send), settings(), types);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Login login(String base, Logins.Asking asking) {
        return logins().login(new Logins.Ehr(source, base, new Reach(Set.of(), List.of()), asking), settings(), types);
    }

    private Logins logins() {
        return new Logins(
                LandingStore.shared().service().bean(TokenEndpoints.class),
                clock,
                Map.of("EHR_TOKEN", "from-the-environment")::get);
    }

    private static String base() {
        return "http://localhost:" + ehr.port() + "/fhir";
    }

    private static String tokenUrl(WireMockServer server, String path) {
        return "http://localhost:" + server.port() + path;
    }

    /** @param more further members of the configuration, each with a comma before it */
    private static void tellsOf(String tokenUrl, String more) {
        ehr.stubFor(get(CONFIGURATION)
                .willReturn(aResponse().withBody("{\"token_endpoint\":\"" + tokenUrl + "\"" + more + "}")));
    }

    private static void gives(ResponseDefinitionBuilder answer) {
        ehr.stubFor(post("/token").willReturn(answer));
    }

    private static ResponseDefinitionBuilder token(String value, long seconds) {
        return aResponse()
                .withHeader("Content-Type", "application/json")
                .withBody("{\"access_token\":\"" + value + "\",\"token_type\":\"bearer\",\"expires_in\":" + seconds
                        + "}");
    }

    private static List<LoggedRequest> posted() {
        return ehr.findAll(postRequestedFor(urlEqualTo("/token")));
    }

    private static Map<String, String> form(LoggedRequest request) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : request.getBodyAsString().split("&")) {
            String[] both = pair.split("=", 2);
            assertThat(form.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8)))
                    .isNull();
        }
        return form;
    }

    private static SignedJWT assertion(LoggedRequest request) throws java.text.ParseException {
        return SignedJWT.parse(form(request).get("client_assertion"));
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
