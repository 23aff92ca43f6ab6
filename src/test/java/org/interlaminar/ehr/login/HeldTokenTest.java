package org.interlaminar.ehr.login;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.interlaminar.ehr.EhrSettings;
import org.interlaminar.ehr.Ehrs;
import org.interlaminar.ehr.search.LandingStore;
import org.interlaminar.fixture.Bound;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.interlaminar.ledger.EhrLoad;
import org.interlaminar.ledger.TokenEndpoints;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.SslBundles;

/** Whether a token is held can be seen, and never the token. */
class HeldTokenTest {
    @Test
    void aTokenIsHeldFromWhenItWasBoughtUntilShortlyBeforeItExpires() throws Exception {
        Service service = LandingStore.shared().service();
        TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
        WireMockServer server =
                new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        server.stubFor(post(anyUrl())
                .willReturn(okJson("{\"access_token\":\"geheim\",\"token_type\":\"bearer\",\"expires_in\":300}")));
        server.start();
        Logins logins = new Logins(service.bean(TokenEndpoints.class), clock, name -> "secret");
        try (var ehrs = new ClosingEhrs(new Ehrs(
                settings(server.port()),
                logins,
                service.bean(EhrLoad.class),
                service.bean(SslBundles.class),
                length -> {},
                clock))) {
            Login login = ehrs.ehrs().ehr("a").login();
            assertThat(login.heldUntil()).isEmpty();

            login.credential();

            assertThat(login.heldUntil()).contains(Instant.parse("2026-03-01T10:04:30Z"));
            clock.pass(Duration.ofMinutes(5));
            assertThat(login.heldUntil()).isEmpty();
        } finally {
            server.stop();
        }
    }

    private record ClosingEhrs(Ehrs ehrs) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            ehrs.destroy();
        }
    }

    private static EhrSettings settings(int port) {
        String key = "interlaminar.sources.a.";
        return Bound.settings(
                EhrSettings.class,
                Map.of(
                        key + "base-url", "http://localhost:" + port + "/fhir",
                        key + "auth.method", "client-secret",
                        key + "auth.client-id", "us",
                        key + "auth.secret-variable", "SECRET",
                        key + "auth.token-url", "http://localhost:" + port + "/token"));
    }
}
