package org.interlaminar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.interlaminar.fixture.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asked, who is shown what, and where names lead (EHR A6, threat 1 of PRIVACY). */
class GateTest {
    static final Gate.Limits LIMITS =
            new Gate.Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), 100_000, 1_000_000);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> lookedUp = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    // Credentials and redirects.

    @Test
    void aCredentialIsShownToItsOwnServerOnly() throws Exception {
        RawServer ehr = server(RawServer.ok("{}"));
        RawServer files = server(RawServer.ok("{}"));
        Credential credential = new Credential(Set.of(origin(ehr)), "Bearer canary");
        Gate gate = gate(reach(List.of(), ehr, files), null);

        assertThatThrownBy(() -> gate.send(get(files.uri("/file")).as(credential)))
                .isInstanceOf(Refused.class)
                .hasMessage(
                        "a credential is not shown to another server than its own, http://localhost:" + files.port());
        assertThat(files.asked()).isEmpty();

        gate.send(get(files.uri("/file")));
        gate.send(get(ehr.uri("/fhir")).as(credential));
        assertThat(files.asked()).singleElement().asString().doesNotContainIgnoringCase("authorization");
        assertThat(ehr.asked()).singleElement().asString().contains("\r\nAuthorization: Bearer canary\r\n");
        assertThat(credential).asString().doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsAnAnswerAndIsFollowedNowhere(int status) throws Exception {
        RawServer evil = server(RawServer.ok("evil"));
        for (String to : new String[] {"http://localhost:" + evil.port() + "/", "/fhir/elsewhere"}) {
            RawServer ehr = server(RawServer.text("HTTP/1.1 " + status + " Elsewhere\r\nLocation: " + to
                    + "\r\nSet-Cookie: a=b\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
            Credential credential = new Credential(Set.of(origin(ehr)), "Bearer canary");
            Gate gate = gate(reach(List.of(), ehr, evil), null);

            Answer answer = gate.send(Request.post(ehr.uri("/token"), "text/plain", "body".getBytes(), "*/*")
                    .as(credential));

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.isRedirect()).isTrue();
            assertThat(ehr.asked()).hasSize(1);
            gate.send(get(ehr.uri("/fhir")));
            assertThat(ehr.asked()).last().asString().doesNotContainIgnoringCase("cookie");
        }
        assertThat(evil.asked()).isEmpty();
    }

    @Test
    void aChallengeIsAnAnswerAndIsNotMet() throws Exception {
        RawServer ehr =
                server(RawServer.text("HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic"
                        + " realm=\"x\"\r\nContent-Length: 0\r\n\r\n"));

        assertThat(gate(reach(List.of(), ehr), null).send(get(ehr.uri("/"))).status())
                .isEqualTo(401);
        assertThat(ehr.asked()).hasSize(1);
    }

    @Test
    void nothingIsRepeatedBehindOurBack() throws Exception {
        for (RawServer.Answer answer : List.of(
                RawServer.text("HTTP/1.1 503 No\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"), RawServer.text(""))) {
            RawServer ehr = server(answer);
            try {
                gate(reach(List.of(), ehr), null).send(get(ehr.uri("/")));
            } catch (IOException e) {
                assertThat(Trouble.named(e)).isEqualTo("the connection broke or the answer was cut short");
            }
            assertThat(ehr.asked()).hasSize(1);
        }
    }

    @Test
    void aRequestTakesNothingAlongThatWasNotAskedFor() throws Exception {
        RawServer ehr = server(RawServer.ok("{}"));

        gate(reach(List.of(), ehr), null).send(get(ehr.uri("/fhir/metadata")).header("Prefer", "respond-async"));

        assertThat(ehr.asked().get(0).lines().skip(1).filter(line -> !line.isBlank()))
                .containsExactlyInAnyOrder(
                        "Accept: */*",
                        "Prefer: respond-async",
                        "Accept-Encoding: gzip",
                        "Host: localhost:" + ehr.port(),
                        "Connection: keep-alive",
                        "User-Agent: Interlaminar");
    }

    @Test
    void whatWasFoundTrustworthyLaterIsAskedToo() throws Exception {
        RawServer ehr = server(RawServer.ok("{}"));
        RawServer tokens = server(RawServer.ok("{}"));
        Reach reach = reach(List.of(), ehr);
        Gate gate = gate(reach, null);
        assertThatThrownBy(() -> gate.send(get(tokens.uri("/")))).isInstanceOf(Refused.class);

        reach.extend(origin(tokens));

        assertThat(gate.send(get(tokens.uri("/"))).status()).isEqualTo(200);
    }

    // Where names lead.

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fe80::1", "::ffff:127.0.0.1"})
    void aNameThatLeadsIntoAPrivateNetworkIsRefused(String address) throws Exception {
        RawServer evil = server(RawServer.ok("evil"));
        URI there = URI.create("http://ehr.example:" + evil.port() + "/fhir");
        Gate gate = gate(reach(List.of("192.168.0.0/16"), leadsTo(address), Origin.of(there)), null);

        assertThatThrownBy(() -> gate.send(get(there)))
                .isInstanceOfSatisfying(IOException.class, trouble -> assertThat(Trouble.named(trouble))
                        .isEqualTo("the server's name leads into a private network that"
                                + " interlaminar.sources.*.private-networks does not name"));
        assertThat(evil.asked()).isEmpty();
    }

    @Test
    void aPrivateNetworkThatIsNamedMayBeAsked() throws Exception {
        RawServer ehr = server(RawServer.ok("{}"));
        URI there = URI.create("http://ehr.example:" + ehr.port() + "/fhir");

        Gate gate = gate(reach(List.of("127.0.0.0/24"), leadsTo("127.0.0.1"), Origin.of(there)), null);

        assertThat(gate.send(get(there)).status()).isEqualTo(200);
        assertThat(ehr.asked()).singleElement().asString().contains("\r\nHost: ehr.example:" + ehr.port() + "\r\n");
    }

    @Test
    void aNameThatLeadsElsewhereTheSecondTimeIsRefusedThen() throws Exception {
        RawServer ehr = server(RawServer.ok("{}"));
        RawServer evil = RawServer.answering("127.0.0.2", ehr.port(), RawServer.ok("evil"));
        opened.add(evil);
        URI there = URI.create("http://ehr.example:" + ehr.port() + "/fhir");
        Iterator<String> addresses = List.of("127.0.0.1", "127.0.0.2").iterator();
        Gate gate = gate(reach(List.of("127.0.0.1"), host -> addresses(addresses.next()), Origin.of(there)), null);

        assertThat(gate.send(get(there)).status()).isEqualTo(200);
        assertThatThrownBy(() -> gate.send(get(there))).isInstanceOf(Reach.NotPublic.class);

        assertThat(ehr.asked()).hasSize(1);
        assertThat(evil.asked()).isEmpty();
        assertThat(addresses).as("one lookup for each connection, and no other").isExhausted();
    }

    @Test
    void ofSeveralAddressesOnlyThoseAllowedAreConnectedTo() throws Exception {
        RawServer ehr = server(RawServer.ok("{}"));
        RawServer evil = RawServer.answering("127.0.0.2", ehr.port(), RawServer.ok("evil"));
        opened.add(evil);
        URI there = URI.create("http://ehr.example:" + ehr.port() + "/fhir");
        Gate gate = gate(reach(List.of("127.0.0.1"), leadsTo("127.0.0.2", "::1", "127.0.0.1"), Origin.of(there)), null);

        assertThat(gate.send(get(there)).status()).isEqualTo(200);
        assertThat(evil.asked()).isEmpty();
    }

    @Test
    void whereTheOneAllowedIsDownNoOtherIsConnectedTo() throws Exception {
        RawServer evil = RawServer.answering("127.0.0.2", 0, RawServer.ok("evil"));
        opened.add(evil);
        URI there = URI.create("http://ehr.example:" + evil.port() + "/fhir");
        Gate gate = gate(reach(List.of("127.0.0.1"), leadsTo("127.0.0.2", "127.0.0.1"), Origin.of(there)), null);

        assertThatThrownBy(() -> gate.send(get(there))).isInstanceOf(IOException.class);
        assertThat(evil.asked()).isEmpty();
    }

    @Test
    void aNameNobodyKnowsIsNamedInOneSentence() throws Exception {
        URI there = URI.create("http://ehr.example/fhir?name=Canary");
        Gate gate = gate(
                reach(
                        List.of(),
                        host -> {
                            throw new UnknownHostException(host);
                        },
                        Origin.of(there)),
                null);

        assertThatThrownBy(() -> gate.send(get(there)))
                .isInstanceOfSatisfying(IOException.class, trouble -> assertThat(Trouble.named(trouble))
                        .isEqualTo("the server's name is not known to DNS"));
    }

    @Test
    void aServerThatIsNotThereIsNamedInOneSentence() throws Exception {
        RawServer gone = server(RawServer.ok("{}"));
        Gate gate = gate(reach(List.of(), gone), null);
        gone.close();

        assertThatThrownBy(() -> gate.send(get(gone.uri("/"))))
                .isInstanceOfSatisfying(IOException.class, trouble -> assertThat(Trouble.named(trouble))
                        .isEqualTo("the server cannot be reached"));
    }

    private RawServer server(RawServer.Answer answer) throws IOException {
        RawServer server = RawServer.answering(answer);
        opened.add(server);
        return server;
    }

    private Gate gate(Reach reach, Origin proxy) {
        Gate gate = new Gate(reach, LIMITS, null, proxy);
        opened.add(gate);
        return gate;
    }

    private static Reach reach(List<String> networks, RawServer... servers) throws IOException {
        Set<Origin> origins = new java.util.HashSet<>();
        for (RawServer server : servers) {
            origins.add(origin(server));
        }
        return new Reach(origins, networks);
    }

    private static Reach reach(List<String> networks, Reach.Lookup lookup, Origin... origins) {
        return new Reach(Set.of(origins), networks, lookup);
    }

    private static Reach.Lookup leadsTo(String... all) {
        return host -> addresses(all);
    }

    private static InetAddress[] addresses(String... all) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[all.length];
        for (int i = 0; i < all.length; i++) {
            addresses[i] = InetAddress.getByName(all[i]);
        }
        return addresses;
    }

    static Origin origin(RawServer server) throws IOException {
        return Origin.of(server.uri("/"));
    }

    static Request get(URI uri) {
        return Request.get(uri, "*/*");
    }
}
