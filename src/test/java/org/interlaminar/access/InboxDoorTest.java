package org.interlaminar.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.fixture.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who may push, as whom, and how everybody else is told; with passwords and with tokens that we gave. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = {DoorsTest.AccessAlone.class, InboxDoorTest.Inbox.class})
@DirtiesContext
class InboxDoorTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static String database;
    private static ECKey key;

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private Access access;

    @Autowired
    private Tokens tokens;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TestClock clock;

    @DynamicPropertySource
    static void ownStore(DynamicPropertyRegistry settings) throws Exception {
        database = TestStore.freshDatabase();
        settings.add("interlaminar.store.url", () -> database);
        settings.add("interlaminar.store.user", () -> "postgres");
        key = new ECKeyGenerator(Curve.P_384).keyID("one").generate();
        String jwks = Files.writeString(folder.resolve("jwks.json"), new JWKSet(key).toString())
                .toString();
        settings.add("interlaminar.sources.hospital-c.push.jwt.issuer", () -> "https://login.example");
        settings.add("interlaminar.sources.hospital-c.push.jwt.audience", () -> "https://registry.example/inbox");
        settings.add("interlaminar.sources.hospital-c.push.jwt.subject", () -> "client-c");
        settings.add("interlaminar.sources.hospital-c.push.jwt.jwks", () -> jwks);
    }

    @BeforeEach
    void nobody() {
        jdbc.sql("delete from access.account where name <> 'operator'").update();
        jdbc.sql("delete from access.token").update();
        clock.pass(Duration.ofHours(2));
    }

    @Test
    void anAccountAndATokenPushForTheirSourceOnly() throws Exception {
        String password = access.add("epic", Role.EHR, "hospital-a");
        String token = tokens.add("cerner", Role.EHR, "hospital-b", null);

        assertThat(push(basic("epic", password)).body()).isEqualTo("hospital-a epic");
        assertThat(push(bearer(token)).body()).isEqualTo("hospital-b cerner");
        assertThat(push("bEARER " + token).body()).isEqualTo("hospital-b cerner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ping", "/review", "/people/a/1", "/worklist", "/sources"})
    void anEhrSeesNoPage(String path) throws Exception {
        String password = access.add("epic", Role.EHR, "hospital-a");
        assertThat(get(path, basic("epic", password)).statusCode()).isEqualTo(302);
        assertThat(get(path, bearer(tokens.add("token", Role.EHR, "hospital-a", null)))
                        .statusCode())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/ping", "/api/v1/attrition", "/api/v1/openapi", "/fhir/Patient"})
    void anEhrReadsNothing(String path) throws Exception {
        String password = access.add("epic", Role.EHR, "hospital-a");
        assertThat(get(path, basic("epic", password)).statusCode()).isEqualTo(403);
        assertThat(get(path, bearer(tokens.add("token", Role.EHR, "hospital-a", null)))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whoReadsCannotPush() throws Exception {
        for (Role role : Role.values()) {
            if (role != Role.EHR) {
                HttpResponse<String> answer = push(basic(
                        role.word(),
                        role == Role.OPERATOR ? access.resetPassword("operator") : access.add(role.word(), role)));
                assertThat(answer.statusCode()).as(role.word()).isEqualTo(403);
                assertThat(code(answer)).isEqualTo("forbidden");
            }
        }
        for (Role role : List.of(Role.ANALYST, Role.AGGREGATE_READER)) {
            String token = tokens.add(role.word() + "-token", role, null, null);
            assertThat(push(bearer(token)).statusCode()).isEqualTo(403);
            assertThat(get("/inbox/who", bearer(token)).statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "analyst,          /api/ping,         200",
        "analyst,          /api/v1/attrition, 404",
        "analyst,          /fhir/Patient,     404",
        "aggregate-reader, /api/ping,         403",
        "aggregate-reader, /api/v1/attrition, 404",
        "aggregate-reader, /fhir/Patient,     403"
    })
    void aTokenReadsWhatAnAccountOfItsRoleReads(String role, String path, int status) throws Exception {
        Role wanted = Role.of(role).orElseThrow();
        String token = tokens.add("r", wanted, null, null);
        String password = access.add("ann", wanted);
        assertThat(get(path, bearer(token)).statusCode()).isEqualTo(status);
        assertThat(get(path, basic("ann", password)).statusCode()).isEqualTo(status);
    }

    @Test
    void aTokenIsGoodUntilItExpires() throws Exception {
        String token = tokens.add("cerner", Role.EHR, "hospital-b", Duration.ofDays(1));
        assertThat(push(bearer(token)).statusCode()).isEqualTo(200);
        clock.pass(Duration.ofDays(1));
        assertThat(push(bearer(token)).statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenThatIsRemovedOpensNothingFromThenOn() throws Exception {
        String token = tokens.add("cerner", Role.EHR, "hospital-b", null);
        assertThat(push(bearer(token)).statusCode()).isEqualTo(200);
        tokens.remove("cerner");
        assertThat(push(bearer(token)).statusCode()).isEqualTo(401);
        assertThatThrownBy(() -> tokens.remove("cerner")).hasMessage("There is no token named cerner.");
    }

    @Test
    void aTokenIsStoredAsAHash() {
        String token = tokens.add("cerner", Role.EHR, "hospital-b", null);
        assertThat(token).matches("ilm_[A-Za-z0-9_-]{43}");
        assertThat(jdbc.sql("select t::text from access.token t")
                        .query(String.class)
                        .single())
                .doesNotContain(token.substring(4));
        assertThat(tokens.all().toString()).doesNotContain(token.substring(4));
    }

    @Test
    void aTokenIsForNobodyWhoHasToAnswerForWhatHeDoes() {
        for (Role role : List.of(Role.OPERATOR, Role.ABSTRACTOR)) {
            assertThatThrownBy(() -> tokens.add("t", role, null, null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> jdbc.sql("insert into access.token values ('t', '\\x00', ?, null, now(), null)")
                            .param(role.word())
                            .update())
                    .hasMessageContaining("token_role");
        }
    }

    @Test
    void anEhrHasASourceAndNobodyElseDoes() {
        assertThatThrownBy(() -> access.add("epic", Role.EHR)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> access.add("ann", Role.ANALYST, "hospital-a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> access.add("epic", Role.EHR, "Hospital A"))
                .isInstanceOf(IllegalArgumentException.class);
        for (String row :
                List.of("'epic', 'x', 'ehr', null", "'ann', 'x', 'analyst', 'a'", "'epic', 'x', 'ehr', 'A/'")) {
            assertThatThrownBy(() -> jdbc.sql("insert into access.account values (" + row + ")")
                            .update())
                    .as(row)
                    .hasMessageContaining("account_source");
        }
    }

    @Test
    void anAccountAndATokenDoNotShareAName() {
        access.add("epic", Role.EHR, "hospital-a");
        assertThatThrownBy(() -> tokens.add("epic", Role.EHR, "hospital-a", null))
                .hasMessage("There is a token or an account named epic already.");
        tokens.add("cerner", Role.EHR, "hospital-b", null);
        assertThatThrownBy(() -> access.add("cerner", Role.EHR, "hospital-b"))
                .hasMessage("There is a token named cerner already.");
    }

    @Test
    void aStrangerIsAskedInFhirWhoItIs() throws Exception {
        HttpResponse<String> answer = push("");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Basic realm=\"Interlaminar\", charset=\"UTF-8\"", "Bearer realm=\"Interlaminar\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/fhir+json");
        JsonNode outcome = new ObjectMapper().readTree(answer.body());
        assertThat(outcome.path("resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(outcome.at("/issue/0/severity").asText()).isEqualTo("error");
        assertThat(outcome.at("/issue/0/code").asText()).isEqualTo("login");
        assertThat(outcome.at("/issue/0/diagnostics").asText())
                .isEqualTo("The login is missing, wrong or no longer good. Request "
                        + answer.headers().firstValue("X-Request-Id").orElseThrow() + ".");
    }

    @Test
    void aTokenThatTheEhrSignsPushesOnceAndReadsNothing() throws Exception {
        String token = signed();
        assertThat(push(bearer(token)).body()).isEqualTo("hospital-c client-c");
        HttpResponse<String> again = push(bearer(token));
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.headers().allValues("WWW-Authenticate"))
                .last()
                .isEqualTo("Bearer realm=\"Interlaminar\", error=\"invalid_token\"");
        assertThat(code(again)).isEqualTo("login");
        assertThat(get("/api/ping", bearer(signed())).statusCode()).isEqualTo(401);
        assertThat(get("/fhir/Patient", bearer(signed())).statusCode()).isEqualTo(401);
    }

    private String signed() throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("one").build(),
                new JWTClaimsSet.Builder()
                        .issuer("https://login.example")
                        .audience("https://registry.example/inbox")
                        .subject("client-c")
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(Date.from(clock.instant().plusSeconds(240)))
                        .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    @Test
    void whatAServerCanDoIsToldToEverybody() throws Exception {
        assertThat(get("/inbox/fhir/metadata", "").statusCode()).isEqualTo(200);
        assertThat(get("/inbox/fhir/metadata/more", "").statusCode()).isEqualTo(401);
    }

    @Test
    void theNameOfARequestComesBackWhenItIsWellFormed() throws Exception {
        assertThat(requestId("Abc-1._")).isEqualTo("Abc-1._");
        for (String bad : List.of("a b", "a".repeat(65), "<b>", "")) {
            assertThat(requestId(bad)).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        }
    }

    private String requestId(String carried) throws Exception {
        HttpRequest request =
                at("/inbox/fhir", "").header("X-Request-Id", carried).build();
        return HTTP.send(request, BodyHandlers.ofString())
                .headers()
                .firstValue("X-Request-Id")
                .orElseThrow();
    }

    @Test
    void wrongPasswordsLockTheAccountAndWrongTokensLockNobody() throws Exception {
        String password = access.add("epic", Role.EHR, "hospital-a");
        assertThat(push(basic("epic", password)).statusCode()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(push(bearer("epic")).statusCode()).isEqualTo(401);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(push(basic("epic", "wrong")).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> locked = push(basic("epic", password));
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).contains("30");
        assertThat(code(locked)).isEqualTo("throttled");
    }

    @Test
    void withoutAStoreAnEhrIsToldToComeAgain() throws Exception {
        String password = access.add("epic", Role.EHR, "hospital-a");
        String token = tokens.add("cerner", Role.EHR, "hospital-b", null);
        assertThat(push(basic("epic", password)).statusCode()).isEqualTo(200);
        TestStore.takeAway(database);
        try {
            for (String login : List.of(basic("epic", password), bearer(token))) {
                HttpResponse<String> answer = push(login);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("30");
                assertThat(code(answer)).isEqualTo("transient");
            }
        } finally {
            TestStore.giveBack(database);
        }
        assertThat(push(basic("epic", password)).statusCode()).isEqualTo(200);
    }

    @Test
    void aChangedPasswordCountsAtOnce() throws Exception {
        String before = access.add("epic", Role.EHR, "hospital-a");
        assertThat(push(basic("epic", before)).statusCode()).isEqualTo(200);
        String after = access.resetPassword("epic");
        assertThat(push(basic("epic", before)).statusCode()).isEqualTo(401);
        assertThat(push(basic("epic", after)).statusCode()).isEqualTo(200);
    }

    @Test
    void aRemovedAccountIsOutAtOnce() throws Exception {
        String password = access.add("epic", Role.EHR, "hospital-a");
        assertThat(push(basic("epic", password)).statusCode()).isEqualTo(200);
        access.remove("epic");
        assertThat(push(basic("epic", password)).statusCode()).isEqualTo(401);
        access.add("epic", Role.EHR, "hospital-b");
        assertThat(push(basic("epic", password)).statusCode())
                .as("another account of the same name")
                .isEqualTo(401);
    }

    @Test
    void anotherRoleOrSourceCountsAtOnce() throws Exception {
        String password = access.add("epic", Role.EHR, "hospital-a");
        assertThat(push(basic("epic", password)).statusCode()).isEqualTo(200);
        jdbc.sql("update access.account set source = 'hospital-b' where name = 'epic'")
                .update();
        assertThat(push(basic("epic", password)).body()).isEqualTo("hospital-b epic");
        jdbc.sql("update access.account set role = 'analyst', source = null where name = 'epic'")
                .update();
        assertThat(push(basic("epic", password)).statusCode()).isEqualTo(403);
        assertThat(get("/api/ping", basic("epic", password)).statusCode()).isEqualTo(200);
    }

    private static String code(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body()).at("/issue/0/code").asText();
    }

    private HttpResponse<String> push(String login) throws Exception {
        return HTTP.send(
                at("/inbox/fhir", login).POST(BodyPublishers.ofString("{}")).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String login) throws Exception {
        return HTTP.send(at(path, login).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder at(String path, String login) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/html, */*;q=0.8");
        return login.isEmpty() ? request : request.header("Authorization", login);
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    /** In place of the inbox: tells as whom it was reached. */
    @RestController
    static class Inbox {
        @PostMapping("/inbox/fhir")
        String push(@AuthenticationPrincipal Pusher pusher) {
            return pusher.source() + " " + pusher.name();
        }

        @GetMapping({"/inbox/fhir/metadata", "/inbox/who"})
        String metadata() {
            return "{}";
        }
    }
}
