package org.interlaminar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.interlaminar.fixture.Certificates;
import org.interlaminar.fixture.RawServer;
import org.interlaminar.fixture.TunnelProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/** Servers behind TLS and behind a proxy: whom we trust, who we are, and one sentence for what is wrong. */
class TlsTest {
    private static final RawServer.Answer OK = RawServer.ok("{}");
    private static final String REFUSED =
            "the server refused the TLS connection: does it want another certificate of us?";

    @TempDir
    private static Path folder;

    private static Certificates certificates;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void certify() throws Exception {
        certificates = new Certificates(folder)
                .with("localhost", "localhost")
                .with("elsewhere", "elsewhere.example")
                .with("expired", "localhost", "-20d", 10)
                .with("tomorrow", "localhost", "+2d", 10)
                .with("us", "interlaminar");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void aServerWhoseAuthorityIsTrustedIsAsked() throws Exception {
        RawServer ehr = ehr("localhost");

        assertThat(gate(certificates.context(null), ehr.uri("/"))
                        .send(GateTest.get(ehr.uri("/fhir?x=1")))
                        .status())
                .isEqualTo(200);
        assertThat(ehr.asked()).singleElement().asString().startsWith("GET /fhir?x=1 HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource({
        "expired,   the server's TLS certificate has expired",
        "tomorrow,  the server's TLS certificate is not valid yet",
        "elsewhere, the server's TLS certificate is of another host"
    })
    void aCertificateThatDoesNotHoldIsNamedInOneSentence(String certificate, String sentence) throws Exception {
        RawServer ehr = ehr(certificate);

        assertThat(trouble(gate(certificates.context(null), ehr.uri("/")), ehr.uri("/fhir?name=Canary")))
                .isEqualTo(sentence);
        assertThat(ehr.asked()).allMatch(String::isEmpty);
    }

    @Test
    void anAuthorityNobodyTrustsIsNamedInOneSentence() throws Exception {
        RawServer ehr = ehr("localhost");

        assertThat(trouble(gate(null, ehr.uri("/")), ehr.uri("/")))
                .isEqualTo("the server's TLS certificate is issued by nobody whom this service trusts");
        assertThat(ehr.asked()).allMatch(String::isEmpty);
    }

    @Test
    void aServerThatSpeaksNoTlsIsNamedInOneSentence() throws Exception {
        RawServer plain = RawServer.answering(RawServer.text("HTTP/1.1 400 No\r\n\r\n"));
        opened.add(plain);
        URI there = URI.create("https://localhost:" + plain.port() + "/fhir");

        assertThat(trouble(gate(certificates.context(null), there), there))
                .isEqualTo("the server does not speak TLS there");
        assertThat(plain.asked()).noneMatch(head -> head.contains("GET"));
    }

    @Test
    void aServerThatSpeaksTlsWhereNoneIsExpectedIsNamedInOneSentence() throws Exception {
        RawServer ehr = ehr("localhost");
        URI there = URI.create("http://localhost:" + ehr.port() + "/fhir");

        assertThat(trouble(gate(null, there), there)).isEqualTo("the connection broke or the answer was cut short");
    }

    // Who we are.

    @Test
    void aServerThatWantsToKnowWhoWeAreIsShownTheCertificateOfTheBundle() throws Exception {
        RawServer ehr = RawServer.answering(certificates.context("localhost"), true, OK);
        opened.add(ehr);
        SslBundle bundle = SslBundle.of(
                new JksSslStoreBundle(details(certificates.file("us")), details(certificates.authority())),
                SslBundleKey.of(Certificates.PASSWORD));

        assertThat(gate(bundle.createSslContext(), ehr.uri("/"))
                        .send(GateTest.get(ehr.uri("/")))
                        .status())
                .isEqualTo(200);
        assertThat(trouble(gate(certificates.context(null), ehr.uri("/")), ehr.uri("/")))
                .as("which of the two depends on who is quicker")
                .isIn(REFUSED, "the connection broke or the answer was cut short");
        assertThat(ehr.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Received fatal alert: certificate_required",
        "Received fatal alert: bad_certificate",
        "Received fatal alert: handshake_failure"
    })
    void aServerThatRefusesUsIsNamedInOneSentence(String alert) {
        assertThat(Trouble.named(new SSLHandshakeException(alert))).isEqualTo(REFUSED);
    }

    @Test
    void aConnectionThatBreaksUnderTlsIsNoTroubleOfTls() {
        assertThat(Trouble.named(new SSLException("Connection reset", new SocketException("Connection reset"))))
                .isEqualTo("the connection broke or the answer was cut short");
    }

    // Through a proxy.

    @Test
    void everythingGoesThroughTheProxyAndNoNameIsLookedUpHere() throws Exception {
        RawServer ehr = ehr("elsewhere");
        TunnelProxy proxy = proxy(ehr.port());
        URI plain = URI.create("http://elsewhere.example/fhir?x=1");
        URI encrypted = URI.create("https://elsewhere.example:8443/fhir");
        Set<Origin> origins = Set.of(Origin.of(plain), Origin.of(encrypted));
        Gate gate = gate(certificates.context(null), proxy, origins);
        Credential credential = new Credential(Set.of(Origin.of(encrypted)), "Bearer canary");

        assertThat(gate.send(GateTest.get(plain)).status()).isEqualTo(204);
        assertThat(gate.send(GateTest.get(encrypted).as(credential)).status()).isEqualTo(200);

        assertThat(proxy.asked()).hasSize(2);
        assertThat(proxy.asked().get(0)).startsWith("GET http://elsewhere.example/fhir?x=1 HTTP/1.1\r\n");
        assertThat(proxy.asked().get(1))
                .startsWith("CONNECT elsewhere.example:8443 HTTP/1.1\r\n")
                .doesNotContain("canary", "/fhir");
        assertThat(ehr.asked()).singleElement().asString().contains("\r\nAuthorization: Bearer canary\r\n");
    }

    @Test
    void aCertificateIsCheckedBehindTheProxyToo() throws Exception {
        RawServer ehr = ehr("localhost");
        URI there = URI.create("https://elsewhere.example/fhir");
        Gate gate = gate(certificates.context(null), proxy(ehr.port()), Set.of(Origin.of(there)));

        assertThat(trouble(gate, there)).isEqualTo("the server's TLS certificate is of another host");
        assertThat(ehr.asked()).allMatch(String::isEmpty);
    }

    @Test
    void aProxyThatLetsNobodyThroughIsNamedInOneSentence() throws Exception {
        URI there = URI.create("https://elsewhere.example/fhir?name=Canary");

        assertThat(trouble(gate(certificates.context(null), proxy(0), Set.of(Origin.of(there))), there))
                .isEqualTo("the proxy does not let us through to the server");
    }

    /** Names are the proxy's; an address needs no lookup, and the proxy's own machine is not meant by it. */
    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/token",
        "http://127.0.0.1:8080/token",
        "https://[::1]/token",
        "http://localhost/token"
    })
    void anAddressThatAServerHasNamedIsRefusedBeforeTheProxyIsAsked(URI named) throws Exception {
        TunnelProxy proxy = proxy(0);
        Reach reach = new Reach(Set.of(Origin.of(URI.create("https://elsewhere.example"))), List.of());
        Gate gate = new Gate(reach, GateTest.LIMITS, null, origin(proxy));
        opened.add(gate);

        reach.extend(Origin.of(named));

        assertThat(trouble(gate, named)).startsWith("the server's name leads into a private network");
        assertThat(proxy.asked()).isEmpty();
    }

    private static JksSslStoreDetails details(Path file) {
        return new JksSslStoreDetails("PKCS12", null, "file:" + file, Certificates.PASSWORD);
    }

    private RawServer ehr(String certificate) throws Exception {
        RawServer ehr = RawServer.answering(certificates.context(certificate), false, OK);
        opened.add(ehr);
        return ehr;
    }

    private TunnelProxy proxy(int target) throws IOException {
        TunnelProxy proxy = new TunnelProxy(target);
        opened.add(proxy);
        return proxy;
    }

    private Gate gate(SSLContext tls, URI to) throws IOException {
        Gate gate = new Gate(new Reach(Set.of(Origin.of(to)), List.of()), GateTest.LIMITS, tls, null);
        opened.add(gate);
        return gate;
    }

    private Gate gate(SSLContext tls, TunnelProxy proxy, Set<Origin> to) throws IOException {
        Reach reach = new Reach(to, List.of(), host -> {
            assertThat(host).as("the only name to look up").isEqualTo("localhost");
            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        });
        Gate gate = new Gate(reach, GateTest.LIMITS, tls, origin(proxy));
        opened.add(gate);
        return gate;
    }

    private static Origin origin(TunnelProxy proxy) throws IOException {
        return Origin.of(URI.create("http://localhost:" + proxy.port()));
    }

    private static String trouble(Gate gate, URI there) {
        return Trouble.named(catchThrowableOfType(IOException.class, () -> gate.send(GateTest.get(there))));
    }
}
