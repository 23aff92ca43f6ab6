package org.interlaminar.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.fixture.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@AutoConfigureObservability(tracing = false)
@DirtiesContext
class DoorsTest {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private Access access;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TestClock clock;

    private final HttpClient http = HttpClient.newHttpClient();
    private String password;

    @DynamicPropertySource
    static void ownStore(DynamicPropertyRegistry settings) {
        String database = TestStore.freshDatabase();
        settings.add("interlaminar.store.url", () -> database);
        settings.add("interlaminar.store.user", () -> "postgres");
    }

    @BeforeEach
    void freshPassword() {
        clock.pass(Duration.ofHours(2));
        password = access.resetPassword("operator");
    }

    @Test
    void theFirstStartMakesAnOperatorWhosePasswordIsKeptAsAHash() {
        assertThat(access.passwordJustGenerated()).get().asString().matches("([a-z2-9]{4}-){3}[a-z2-9]{4}");
        assertThat(jdbc.sql("select password_hash from access.account where name = 'operator'")
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}")
                .doesNotContain(password);
        assertThat(access.createFirstAccount()).as("only once").isFalse();
    }

    @Test
    void aStrangerIsSentToTheLoginPage() throws Exception {
        HttpResponse<String> answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).get().asString().endsWith("/login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/cases", "/fhir/Patient", "/inbox/fhir"})
    void aStrangersProgramIsAskedWhoItIs(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .get()
                .asString()
                .startsWith("Basic");
    }

    @Test
    void aProgramThatKnowsThePasswordIsLetIn() throws Exception {
        assertThat(asProgram("/api/ping", password).statusCode()).isEqualTo(200);
        assertThat(asProgram("/api/ping", "wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void theLoginPageSetsAStrictCookieAndStrictHeaders() throws Exception {
        HttpResponse<String> page = get("/login");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Set-Cookie")).get().asString().contains("HttpOnly", "SameSite=Strict");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.body()).doesNotContain("<style", "style=\"", "onclick");
    }

    @Test
    void theOperatorLogsInAndOut() throws Exception {
        String session = login("operator", password);
        assertThat(get("/ping", session).body()).isEqualTo("pong");
        HttpResponse<String> withoutToken = post("/logout", "", session);
        assertThat(withoutToken.statusCode()).as("forms need their token").isEqualTo(403);
        assertThat(get("/ping", session).statusCode()).isEqualTo(200);
    }

    @Test
    void aWrongPasswordLeadsBackToTheForm() throws Exception {
        HttpResponse<String> answer = tryLogin("operator", "wrong");
        assertThat(answer.headers().firstValue("Location")).get().asString().endsWith("/login?error");
        assertThat(get("/login?error").body()).contains("Name or password is wrong");
    }

    @Test
    void afterFiveWrongPasswordsNotEvenTheRightOneOpensUntilTheLockIsOver() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(tryLogin("operator", "wrong").statusCode()).isEqualTo(302);
        }
        HttpResponse<String> locked = tryLogin("operator", password);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).contains("30");
        assertThat(asProgram("/api/ping", password).statusCode()).isEqualTo(429);
        clock.pass(Duration.ofSeconds(31));
        assertThat(tryLogin("operator", password).headers().firstValue("Location"))
                .get()
                .asString()
                .doesNotContain("error");
    }

    @ParameterizedTest
    @CsvSource({
        "/,                 302, 302, 404",
        "/ping,             302, 403, 200",
        "/sources,          302, 403, 404",
        "/review,           302, 404, 404",
        "/review/decide,    302, 404, 404",
        "/people/a/1,       302, 404, 404",
        "/reviewer,         302, 403, 404",
        "/_static/x,        302, 403, 403",
        "/api/ping,         401, 403, 200",
        "/fhir/Patient,     401, 403, 404",
        "/inbox/fhir,       401, 403, 403",
        "/login,            200, 200, 200"
    })
    void eachPathIsOpenToItsRoles(String path, int nobody, int abstractor, int operator) throws Exception {
        String abstractors = ann();
        assertThat(get(path).statusCode()).as("nobody").isEqualTo(nobody);
        boolean program = nobody == 401;
        assertThat((program ? asProgram("ann", path, abstractors) : get(path, login("ann", abstractors))).statusCode())
                .as("abstractor")
                .isEqualTo(abstractor);
        assertThat((program ? asProgram(path, password) : get(path, login("operator", password))).statusCode())
                .as("operator")
                .isEqualTo(operator);
    }

    @Test
    void anAbstractorIsLedToTheReviewListAfterLoggingIn() throws Exception {
        HttpResponse<String> answer = get("/", login("ann", ann()));
        assertThat(answer.headers().firstValue("Location")).get().asString().endsWith("/review");
        assertThat(post("/", "", login("ann", ann())).statusCode()).isEqualTo(403);
    }

    @Test
    void anAccountIsMadeOnceWithAPasswordThatIsKeptAsAHash() throws Exception {
        access.add("carl", Role.ABSTRACTOR);
        assertThatThrownBy(() -> access.add("carl", Role.OPERATOR))
                .hasMessage("There is an account named carl already; 'reset-password carl' gives it a new password.");
        assertThat(access.all()).contains(new Access.Account("carl", "abstractor", null));
        String again = access.resetPassword("carl");
        assertThat(get("/ping", login("carl", again)).statusCode())
                .as("a new password is no new role")
                .isEqualTo(403);
        access.remove("carl");
        assertThat(tryLogin("carl", again).headers().firstValue("Location"))
                .get()
                .asString()
                .endsWith("/login?error");
        assertThatThrownBy(() -> access.remove("carl")).hasMessage("There is no account named carl.");
    }

    @Test
    void whoIsRemovedOrHasAnotherRoleIsOutAtOnce() throws Exception {
        String carl = login("carl", access.add("carl", Role.OPERATOR));
        assertThat(get("/ping", carl).statusCode()).isEqualTo(200);
        jdbc.sql("update access.account set role = 'abstractor' where name = 'carl'")
                .update();
        assertThat(get("/ping", carl).statusCode()).isEqualTo(403);
        assertThat(get("/review", carl).statusCode())
                .as("the page, which is not here")
                .isEqualTo(404);
        access.remove("carl");
        assertThat(get("/review", carl).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ann", "command line: root", "-ann", "a b", "<b>", "ann\n"})
    void aNameThatCouldBeTakenForSomethingElseIsRefused(String name) {
        assertThat(Access.isName(name)).isFalse();
        assertThatThrownBy(() -> access.add(name, Role.ABSTRACTOR)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theOnlyOperatorStaysAndAnotherMayGo() {
        assertThatThrownBy(() -> access.remove("operator"))
                .hasMessageStartingWith("operator is the only operator: nobody could run this service.");
        access.add("second", Role.OPERATOR);
        access.remove("second");
        assertThat(access.all())
                .extracting(Access.Account::name)
                .contains("operator")
                .doesNotContain("second");
    }

    @Test
    void theStoreKnowsNoOtherRole() {
        assertThatThrownBy(() -> jdbc.sql("insert into access.account values ('eve', 'x', 'admin')")
                        .update())
                .hasMessageContaining("account_role");
    }

    /** An abstractor's password; the account is made when it is not there. */
    private String ann() {
        if (access.all().stream().noneMatch(one -> one.name().equals("ann"))) {
            return access.add("ann", Role.ABSTRACTOR);
        }
        return access.resetPassword("ann");
    }

    @Test
    void theManagementPortHasHealthAndPrometheusAndNothingElse() throws Exception {
        assertThat(manage("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(manage("/actuator/health").body()).contains("UP").doesNotContain("components", "database");
        assertThat(manage("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        for (String path : new String[] {
            "/", "/login", "/actuator", "/actuator/env", "/actuator/heapdump", "/actuator/beans", "/api/ping", "/ping"
        }) {
            assertThat(manage(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theManagementPathsAreNotOnTheMainPort() throws Exception {
        assertThat(get("/actuator/health").statusCode()).isNotEqualTo(200);
        assertThat(get("/actuator/prometheus").statusCode()).isNotEqualTo(200);
    }

    private String login(String account, String secret) throws Exception {
        HttpResponse<String> answer = tryLogin(account, secret);
        assertThat(answer.statusCode()).isEqualTo(302);
        return cookie(answer);
    }

    private HttpResponse<String> tryLogin(String account, String secret) throws Exception {
        HttpResponse<String> form = get("/login");
        Matcher token = CSRF.matcher(form.body());
        assertThat(token.find()).isTrue();
        String fields = "username=" + account + "&password=" + secret + "&_csrf="
                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        return post("/login", fields, cookie(form));
    }

    private static String cookie(HttpResponse<?> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(at(port, path)));
    }

    private HttpResponse<String> get(String path, String session) throws Exception {
        return send(HttpRequest.newBuilder(at(port, path)).header("Cookie", session));
    }

    private HttpResponse<String> manage(String path) throws Exception {
        return send(HttpRequest.newBuilder(at(managementPort, path)));
    }

    private HttpResponse<String> post(String path, String fields, String session) throws Exception {
        return send(HttpRequest.newBuilder(at(port, path))
                .header("Cookie", session)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields)));
    }

    private HttpResponse<String> asProgram(String path, String secret) throws Exception {
        return asProgram("operator", path, secret);
    }

    private HttpResponse<String> asProgram(String account, String path, String secret) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString((account + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(at(port, path)).header("Authorization", "Basic " + credentials));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.header("Accept", "text/html, */*;q=0.8").build(), BodyHandlers.ofString());
    }

    private static URI at(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration(exclude = CamelAutoConfiguration.class)
    @ComponentScan(
            basePackages = {"org.interlaminar.access", "org.interlaminar.store"},
            excludeFilters = @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
    @ConfigurationPropertiesScan("org.interlaminar.store")
    @Import(Ping.class)
    static class AccessAlone {
        @Bean
        TestClock clock() {
            return new TestClock(Instant.parse("2026-01-31T09:00:00Z"));
        }
    }

    @RestController
    static class Ping {
        @GetMapping({"/ping", "/api/ping"})
        String ping() {
            return "pong";
        }
    }
}
