package org.interlaminar.ehr;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.interlaminar.ehr.login.Logins;
import org.interlaminar.ehr.login.TestKeys;
import org.interlaminar.fixture.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Our public keys, for EHRs that fetch them (EHR A7). */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@DirtiesContext
class JwksEndpointTest {
    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void twoSources(DynamicPropertyRegistry settings) {
        String database = TestStore.freshDatabase();
        settings.add("interlaminar.store.url", () -> database);
        settings.add("interlaminar.store.user", () -> "postgres");
        for (String source : new String[] {"a", "b"}) {
            String key = "interlaminar.sources." + source + ".auth.";
            settings.add(key + "method", () -> "smart");
            settings.add(key + "client-id", () -> "us");
            settings.add(key + "key-file", () -> folder.resolve(source + ".json"));
        }
        settings.add("interlaminar.sources.c.auth.method", () -> "basic");
        settings.add("interlaminar.sources.c.auth.user", () -> "us");
        settings.add("interlaminar.sources.c.auth.secret-file", () -> folder.resolve("c"));
    }

    @BeforeEach
    void aCurrentAndANextKey() throws Exception {
        write("a", TestKeys.P384, TestKeys.P384_NEXT);
        write("b", TestKeys.RSA);
        TestKeys.secret(folder.resolve("c"), "canary");
    }

    @Test
    void showsCurrentAndNextKeysOfAllSourcesToAnybody() throws Exception {
        HttpResponse<String> answer = get();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=300");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(JWKSet.parse(answer.body()).getKeys())
                .extracting(JWK::getKeyID)
                .containsExactlyInAnyOrder("elliptic-1", "elliptic-2", "rsa-1");
    }

    @Test
    void showsThePublicPartsAndNothingElse() throws Exception {
        String body = get().body();

        assertThat(JWKSet.parse(body).getKeys()).hasSize(3);
        for (JWK key : JWKSet.parse(body).getKeys()) {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.toJSONObject())
                    .doesNotContainKeys("d", "p", "q", "dp", "dq", "qi", "k", "oth")
                    .containsEntry("use", "sig")
                    .containsKeys("alg", "kid");
        }
        assertThat(body)
                .doesNotContain(
                        TestKeys.P384.getD().toString(),
                        TestKeys.RSA.getPrivateExponent().toString(),
                        TestKeys.RSA.getFirstPrimeFactor().toString(),
                        "canary");
    }

    @Test
    void knowsANewKeyWithoutARestart() throws Exception {
        write("b", TestKeys.P384_NEXT);
        assertThat(ids()).containsExactlyInAnyOrder("elliptic-1", "elliptic-2");
    }

    @Test
    void aKeyOfTwoSourcesStandsThereOnce() throws Exception {
        write("b", TestKeys.P384, TestKeys.RSA);
        assertThat(ids()).containsExactlyInAnyOrder("elliptic-1", "elliptic-2", "rsa-1");
    }

    @Test
    void aFileThatCannotBeUsedHidesNoOtherSourcesKeys() throws Exception {
        TestKeys.secret(folder.resolve("a.json"), "canary");
        assertThat(ids()).containsExactly("rsa-1");
        Files.delete(folder.resolve("a.json"));
        assertThat(ids()).containsExactly("rsa-1");
        Files.delete(folder.resolve("b.json"));
        assertThat(get().body()).isEqualTo("{\"keys\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.well-known/", "/.well-known/jwks.json/x", "/.well-known/jwks.json;x", "/.well-known/other"})
    void isTheOnlyThingThatIsOpenThere(String path) throws Exception {
        assertThat(send(HttpRequest.newBuilder(at(path))).statusCode()).isNotEqualTo(200);
    }

    @Test
    void takesNothing() throws Exception {
        HttpResponse<String> posted =
                send(HttpRequest.newBuilder(at(JwksEndpoint.PATH)).POST(BodyPublishers.ofString("{}")));
        assertThat(posted.statusCode()).isIn(403, 405);
    }

    private static void write(String source, JWK... keys) throws Exception {
        TestKeys.secret(folder.resolve(source + ".json"), new JWKSet(java.util.List.of(keys)).toString(false));
    }

    private java.util.List<String> ids() throws Exception {
        return JWKSet.parse(get().body()).getKeys().stream().map(JWK::getKeyID).toList();
    }

    private HttpResponse<String> get() throws Exception {
        return send(HttpRequest.newBuilder(at(JwksEndpoint.PATH)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration(exclude = CamelAutoConfiguration.class)
    @ComponentScan(
            basePackages = {"org.interlaminar.access", "org.interlaminar.store"},
            excludeFilters = @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
    @ConfigurationPropertiesScan("org.interlaminar.store")
    @EnableConfigurationProperties(EhrSettings.class)
    @Import(JwksEndpoint.class)
    static class KeysAndDoors {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        Logins logins(Clock clock) {
            return new Logins(null, clock, Map.<String, String>of()::get);
        }
    }
}
