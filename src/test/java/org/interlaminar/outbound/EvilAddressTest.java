package org.interlaminar.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.interlaminar.fixture.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Addresses that look like the EHR's and are not, asked for and as a server may write them (threat 1 of PRIVACY). GOOD stands for
 * the EHR's port, EVIL for that of a server that must never learn anything. Every name there is leads to both.
 */
class EvilAddressTest {
    private final List<String> lookedUp = Collections.synchronizedList(new ArrayList<>());
    private RawServer good;
    private RawServer evil;
    private Gate gate;
    private URI base;
    private Credential credential;

    @BeforeEach
    void start() throws IOException {
        good = RawServer.answering(RawServer.ok("{}"));
        evil = RawServer.answering(RawServer.ok("evil"));
        base = good.uri("/fhir");
        Origin origin = Origin.of(base);
        Reach reach = new Reach(Set.of(origin), List.of(), host -> {
            lookedUp.add(host);
            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        });
        gate = new Gate(reach, GateTest.LIMITS, null, null);
        credential = new Credential(Set.of(origin), "Bearer canary");
    }

    @AfterEach
    void stop() throws IOException {
        gate.close();
        good.close();
        evil.close();
    }

    static List<String> evil() {
        return List.of(
                // Somebody else, plainly.
                "http://localhost:EVIL/fhir",
                "HTTP://LOCALHOST:EVIL/fhir",
                "http://localhost:EVIL/localhost:GOOD/fhir",
                "http://localhost:EVIL?http://localhost:GOOD/fhir",
                "//localhost:EVIL/fhir",
                "localhost:EVIL/fhir",
                " http://localhost:EVIL/fhir",
                "\thttp://localhost:EVIL/fhir",
                "\r\n//localhost:EVIL/fhir",
                // A user who looks like a host, and a host who looks like a user.
                "http://localhost:GOOD@localhost:EVIL/fhir",
                "http://localhost@localhost:EVIL/fhir",
                "http://localhost:EVIL@localhost:GOOD/fhir",
                "http://user:word@localhost:GOOD/fhir",
                "http://@localhost:GOOD/fhir",
                "http://localhost:EVIL#@localhost:GOOD/fhir",
                "http://localhost:EVIL?@localhost:GOOD/fhir",
                "http://localhost:EVIL\\@localhost:GOOD/fhir",
                "http://localhost:GOOD\\@localhost:EVIL/fhir",
                "http://localhost:GOOD%40localhost:EVIL/fhir",
                "http://localhost:GOOD%2f@localhost:EVIL/fhir",
                // Backslashes and slashes that browsers straighten.
                "http:\\\\localhost:EVIL\\fhir",
                "\\\\localhost:EVIL\\fhir",
                "http:localhost:EVIL/fhir",
                "http:/localhost:EVIL/fhir",
                "http:///localhost:EVIL/fhir",
                "http:////localhost:EVIL/fhir",
                // Other schemes.
                "https://localhost:GOOD/fhir",
                "file:///etc/passwd",
                "file://localhost:GOOD/etc/passwd",
                "ftp://localhost:EVIL/fhir",
                "gopher://localhost:EVIL/_GET",
                "ldap://localhost:EVIL/o=evil",
                "jar:http://localhost:EVIL/evil.jar!/fhir",
                "data:application/fhir+json,{}",
                "javascript:alert(1)",
                "ws://localhost:GOOD/fhir",
                "mailto:canary@localhost",
                // Other ways of writing this machine.
                "http://127.0.0.1:GOOD/fhir",
                "http://127.0.0.1.:GOOD/fhir",
                "http://127.1:GOOD/fhir",
                "http://2130706433:GOOD/fhir",
                "http://017700000001:GOOD/fhir",
                "http://0177.0.0.1:GOOD/fhir",
                "http://0x7f000001:GOOD/fhir",
                "http://0x7f.0.0.1:GOOD/fhir",
                "http://127.0.0.0x1:GOOD/fhir",
                "http://0:GOOD/fhir",
                "http://0.0.0.0:GOOD/fhir",
                "http://[::1]:GOOD/fhir",
                "http://[::]:GOOD/fhir",
                "http://[0:0:0:0:0:0:0:1]:GOOD/fhir",
                "http://[::ffff:127.0.0.1]:GOOD/fhir",
                "http://[::ffff:7f00:1]:GOOD/fhir",
                "http://[64:ff9b::7f00:1]:GOOD/fhir",
                "http://[fe80::1%25lo]:GOOD/fhir",
                "http://localhost.:GOOD/fhir",
                "http://localhost.localdomain:GOOD/fhir",
                "http://ip6-localhost:GOOD/fhir",
                // Other machines.
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://localhost.evil.example:GOOD/fhir",
                "http://evil-localhost:GOOD/fhir",
                "http://localhost:GOOD.evil.example/fhir",
                // Ports.
                "http://localhost/fhir",
                "http://localhost:/fhir",
                "http://localhost:OVER/fhir",
                "http://localhost:-1/fhir",
                "http://localhost:0/fhir",
                "http://localhost:GOOD:EVIL/fhir",
                "http://localhost:+GOOD/fhir",
                "http://localhost:99999999999999999999/fhir",
                // Letters that are or become others, and none.
                "http://ⓛocalhost:GOOD/fhir",
                "http://ｌｏｃａｌｈｏｓｔ:GOOD/fhir",
                "http://localhost。evil:GOOD/fhir",
                "http://localhost：EVIL/fhir",
                "http://locаlhost:GOOD/fhir",
                "http://localhost%00:GOOD/fhir",
                "http://localhost%09:GOOD/fhir",
                "http://local\thost:GOOD/fhir",
                "http://localhost:GOOD\r\n.evil/fhir",
                "http://localhost :GOOD/fhir",
                "http://localhost,localhost:GOOD/fhir",
                "http://[localhost]:GOOD/fhir",
                "http://:GOOD/fhir",
                "http://");
    }

    @ParameterizedTest
    @MethodSource("evil")
    void nothingIsAskedOfAnEvilAddress(String written) {
        Throwable refused =
                catchThrowable(() -> gate.send(Request.get(uri(written), "*/*").as(credential)));

        assertThat(refused).as(written).isInstanceOfAny(Refused.class, IllegalArgumentException.class);
        assertNobodyWasAsked(written);
    }

    @ParameterizedTest
    @MethodSource("evil")
    void nothingIsAskedOfAnEvilAddressThatAServerWrote(String written) {
        for (String page : new String[] {"/fhir/Patient?_count=2", "/fhir"}) {
            assertThatThrownBy(() -> gate.send(Request.get(Link.follow(base, good.uri(page), inserted(written)), "*/*")
                            .as(credential)))
                    .as(written)
                    .isInstanceOf(Refused.class)
                    .hasMessageNotContaining("canary");
        }
        assertNobodyWasAsked(written);
    }

    /** These are the EHR itself, whatever they look like; they are asked for as they are written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:GOOD/fhir?x=1              > /fhir?x=1",
                "HTTP://LocalHost:GOOD/fhir                  > /fhir",
                "http://localhost:0GOOD/fhir                 > /fhir",
                "LOCALHOST:GOOD/fhir                         > /fhir",
                "//localhost:GOOD/fhir                       > /fhir",
                "///localhost:EVIL/fhir                      > /localhost:EVIL/fhir",
                "http://localhost:GOOD                       > /",
                "http://localhost:GOOD?x=1                   > /?x=1",
                "http://localhost:GOOD/@localhost:EVIL/      > /@localhost:EVIL/",
                "http://localhost:GOOD//localhost:EVIL/fhir  > //localhost:EVIL/fhir",
                "http://localhost:GOOD/%2F..%2f%7Efhir/../x  > /%2F..%2f%7Efhir/../x",
                "http://localhost:GOOD/fhir?next=http://localhost:EVIL/ > /fhir?next=http://localhost:EVIL/",
                "http://localhost:GOOD/fhir#@localhost:EVIL/ > /fhir",
                "/fhir/\\localhost:EVIL                      > /fhir/%5Clocalhost:EVIL",
                "Patient/x y|z                               > /fhir/Patient/x%20y%7Cz",
                "/fhir\r\nHost: evil\r\n\r\nGET / HTTP/1.1    > /fhir%0D%0AHost:%20evil%0D%0A%0D%0AGET%20/%20HTTP/1.1"
            })
    void whatLooksEvilAndIsTheEhrIsAskedOfTheEhr(String both) throws Exception {
        String[] pair = both.split(" +> ");

        Answer answer = gate.send(
                Request.get(Link.follow(base, base, inserted(pair[0])), "*/*").as(credential));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(good.asked())
                .singleElement()
                .asString()
                .startsWith("GET " + inserted(pair[1]) + " HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nHost: localhost:" + good.port() + "\r\n")
                .contains("\r\nAuthorization: Bearer canary\r\n");
        assertThat(evil.asked()).isEmpty();
    }

    private void assertNobodyWasAsked(String written) {
        assertThat(evil.asked()).as(written).isEmpty();
        assertThat(good.asked()).as(written).isEmpty();
        assertThat(lookedUp).as(written).isEmpty();
    }

    private URI uri(String written) {
        return URI.create(inserted(written));
    }

    private String inserted(String written) {
        return written.replace("OVER", Integer.toString(65536 + good.port()))
                .replace("GOOD", Integer.toString(good.port()))
                .replace("EVIL", Integer.toString(evil.port()));
    }
}
