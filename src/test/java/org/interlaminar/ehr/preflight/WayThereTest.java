package org.interlaminar.ehr.preflight;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.ehr.preflight.Outcome.BAD;
import static org.interlaminar.ehr.preflight.Outcome.GOOD;
import static org.interlaminar.ehr.preflight.Outcome.SKIPPED;
import static org.interlaminar.ehr.preflight.Outcome.WARNING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;
import org.interlaminar.outbound.Reach.LookUp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be wrong between us and the server, one sentence each. */
class WayThereTest {
    private ClaimingEhr ehr = new ClaimingEhr();

    @TempDir
    private static Path hospital;

    @TempDir
    private Path folder;

    private static Path authority;

    @BeforeAll
    static void anAuthorityOfTheHospitalsOwn() throws Exception {
        authority = Keys.authority(hospital);
    }

    @AfterEach
    void stop() {
        ehr.close();
    }

    private Examining examining() {
        return Examining.server(ehr);
    }

    // Our own machine

    @Test
    void aKeyThatOthersCanReadIsToldBeforeAnybodyIsAsked() throws Exception {
        Report report = smart(Keys.signing(folder, "rw-r--r--")).examine();

        assertThat(Examining.of(report, "settings"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check -> assertThat(check.sentence())
                        .contains("keys.json can be read by everybody on this machine: chmod 600 it"));
        assertThat(report.verdict()).isEqualTo(Report.Verdict.CANNOT_BE_PULLED);
        assertThat(report.requests()).isZero();
        assertThat(ehr.asked()).isEmpty();
        assertThat(report.checks())
                .filteredOn(check -> check.outcome() == SKIPPED)
                .allSatisfy(check -> assertThat(check.sentence()).isEqualTo("Not looked at: settings comes first."));
    }

    @Test
    void aBundleThatIsNotThereIsTold() {
        assertThat(examining().set("ssl-bundle", "hospital").check("settings").sentence())
                .endsWith(".ssl-bundle names 'hospital', which is not below spring.ssl.bundle.");
        assertThat(examining()
                        .bundle("hospital", Keys.trusting(folder.resolve("missing.p12")))
                        .check("settings")
                        .sentence())
                .contains("of which a file is not there");
    }

    // The network

    @Test
    void aHostWithATypoIsTold() {
        Report report = Examining.server("https://fhri.hospital.invalid/r4")
                .set("auth.method", "none")
                .examine();

        assertThat(Examining.of(report, "name"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check -> assertThat(check.sentence()).isEqualTo("DNS does not know fhri.hospital.invalid."))
                .satisfies(check -> assertThat(check.advice()).contains(".base-url"));
        assertThat(report.verdict()).isEqualTo(Report.Verdict.CANNOT_BE_PULLED);
    }

    @Test
    void aNameIsGoodWhenItsAddressesMayBeUsed() {
        assertThat(examining().check("name").outcome()).isEqualTo(GOOD);
        assertThat(NameLookUp.finding("key", "ehr.example", new LookUp(2, 1)).outcome())
                .isEqualTo(WARNING);
        assertThat(NameLookUp.finding("key", "ehr.example", new LookUp(2, 0)))
                .isEqualTo(Finding.bad(
                        "DNS leads ehr.example into a private network that the settings do not name",
                        "If the EHR is meant to be there, name the network in key, as in 10.20.0.0/16."));
    }

    @Test
    void aProxyIsToldAndLooksUpNames() throws IOException {
        Report report = examining().proxy("http://localhost:" + freePort()).examine();

        assertThat(Examining.of(report, "name").outcome()).isEqualTo(SKIPPED);
        assertThat(Examining.of(report, "proxy").sentence()).isEqualTo("All requests go through localhost.");
        assertThat(Examining.of(report, "connection"))
                .satisfies(check -> assertThat(check.sentence()).isEqualTo("The server cannot be reached, 2 times."))
                .satisfies(check -> assertThat(check.advice()).contains("the proxy"));
        assertThat(examining().proxy("http://proxy.invalid:3128").check("proxy").sentence())
                .isEqualTo("DNS does not know the proxy proxy.invalid.");
    }

    @Test
    void aProxyThatLetsNobodyThroughIsTold() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread refusing = new Thread(() -> refuse(proxy));
            refusing.setDaemon(true);
            refusing.start();

            Check check = Examining.server("https://fhir.hospital.invalid/r4")
                    .set("auth.method", "none")
                    .proxy("http://127.0.0.1:" + proxy.getLocalPort())
                    .check("connection");

            assertThat(check.outcome()).isEqualTo(BAD);
            assertThat(check.sentence()).isEqualTo("The proxy does not let us through to the server, 2 times.");
        }
    }

    private static void refuse(ServerSocket door) {
        try {
            while (true) {
                try (Socket client = door.accept()) {
                    client.getInputStream().read(new byte[1024]);
                    client.getOutputStream()
                            .write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void aServerThatDoesNotListenIsTold() throws IOException {
        Check check =
                Examining.server("http://localhost:" + freePort() + "/fhir").check("connection");

        assertThat(check.outcome()).isEqualTo(BAD);
        assertThat(check.sentence()).isEqualTo("The server cannot be reached, 2 times.");
        assertThat(check.advice()).contains("a firewall");
    }

    @Test
    void aServerThatIsVerySlowIsToldAndAskedNothingMore() {
        ehr.answersWith(answer -> answer.withFixedDelay(1000));

        Report report = examining().set("read-timeout", "200ms").examine();

        assertThat(Examining.of(report, "connection"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(
                        check -> assertThat(check.sentence()).isEqualTo("The server did not answer in time, 2 times."))
                .satisfies(check -> assertThat(check.advice()).contains(".read-timeout"));
        assertThat(report.requests()).isEqualTo(2);
    }

    @Test
    void aServerThatTakesLongIsAWarning() {
        ehr.takes(Duration.ofSeconds(6));

        Report report = examining().examine();

        assertThat(Examining.of(report, "connection"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(WARNING))
                .satisfies(check -> assertThat(check.sentence()).contains("takes 6.0 s for one small question"));
        assertThat(report.slowest()).isEqualTo(Duration.ofSeconds(6));
        assertThat(Examining.of(report, "clock").outcome()).isEqualTo(GOOD);
    }

    @Test
    void takesNoLongerThanTenMinutes() {
        ehr.takes(Duration.ofSeconds(40));

        Report report = examining().examine();

        assertThat(report.took()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        assertThat(Examining.of(report, "Condition", "codes").sentence())
                .isEqualTo("The pre-flight takes no longer than 10 minutes.");
        assertThat(report.verdict()).isEqualTo(Report.Verdict.NEEDS_SOMEBODY);
    }

    @Test
    void quietHoursAreKept() {
        Report report = examining().set("courtesy.quiet-hours", "09:00-17:00").examine();

        assertThat(Examining.of(report, "connection").sentence())
                .isEqualTo("The source is left alone: these are its quiet hours, 09:00-17:00 local time.");
        assertThat(report.checks()).noneMatch(Check::needsSomebody);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.NEEDS_SOMEBODY);
        assertThat(ehr.asked()).isEmpty();
    }

    @Test
    void aServerInTroubleIsTold() {
        ehr.answers("metadata", 503);

        assertThat(examining().check("connection").sentence()).isEqualTo("The server answered 503, 2 times.");
    }

    // Certificates

    private Report encrypted(String host, String from, int days, boolean trusted) throws Exception {
        ehr.close();
        ehr = ClaimingEhr.with(Keys.server(folder, authority, host, from, days));
        Examining examining = Examining.server(ehr.base());
        return (trusted ? examining.bundle("hospital", Keys.trusting(authority)) : examining)
                .by(Clock.systemUTC())
                .examine();
    }

    @Test
    void aCertificateIsToldWithItsIssuerAndItsEnd() throws Exception {
        Check check = Examining.of(encrypted("localhost", "-1d", 90, true), "certificate");

        assertThat(check.outcome()).isEqualTo(GOOD);
        assertThat(check.sentence())
                .matches("TLSv1\\.3, certificate for localhost, issued by Hospital CA, until \\d{4}-\\d\\d-\\d\\d\\.");
    }

    @Test
    void aCertificateThatEndsSoonIsAWarning() throws Exception {
        Check check = Examining.of(encrypted("localhost", "-1d", 20, true), "certificate");

        assertThat(check.outcome()).isEqualTo(WARNING);
        assertThat(check.sentence()).contains("expires on");
    }

    @Test
    void aCertificateOfAnotherHostIsBad() throws Exception {
        assertThatCertificate(encrypted("other.example", "-1d", 90, true))
                .isEqualTo("The certificate is for other.example, issued by Hospital CA, and not for localhost.");
    }

    @Test
    void aCertificateThatHasExpiredIsBad() throws Exception {
        assertThatCertificate(encrypted("localhost", "-20d", 10, true))
                .asString()
                .contains("issued by Hospital CA, has expired on ");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsBadAndNamesItsIssuer() throws Exception {
        assertThatCertificate(encrypted("localhost", "-1d", 90, false))
                .isEqualTo("The certificate, for localhost, issued by Hospital CA, is issued by nobody whom this"
                        + " service trusts.");
    }

    private static AbstractAssert<?, ?> assertThatCertificate(Report report) {
        Check check = Examining.of(report, "certificate");
        assertThat(check.outcome()).isEqualTo(BAD);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.CANNOT_BE_PULLED);
        return assertThat(check.sentence());
    }

    @Test
    void withoutEncryptionOnlyThisMachineIsWell() {
        assertThat(examining().check("certificate").outcome()).isEqualTo(SKIPPED);

        Check elsewhere = Examining.server("http://fhir.hospital.invalid/fhir")
                .set("auth.method", "none")
                .proxy(ehr.base().replace("/fhir", ""))
                .by(ehr.clock())
                .check("certificate");
        assertThat(elsewhere.outcome()).isEqualTo(WARNING);
        assertThat(elsewhere.sentence()).isEqualTo("Nothing is encrypted: the address begins with http://.");
    }

    // Clocks

    @Test
    void clocksThatAgreeAreGoodAndOthersAreToldByHowMuch() {
        assertThat(examining().check("clock").sentence()).isEqualTo("The server's clock and ours agree.");

        ehr.isAheadBy(Duration.ofSeconds(90));
        assertThat(examining().check("clock"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(WARNING))
                .satisfies(check ->
                        assertThat(check.sentence()).isEqualTo("The server's clock is 90 seconds ahead of ours."));

        ehr.isAheadBy(Duration.ofMinutes(-10));
        assertThat(examining().check("clock"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check ->
                        assertThat(check.sentence()).isEqualTo("The server's clock is 10 minutes behind ours."));

        ehr.tellsNoDate();
        assertThat(examining().check("clock").outcome()).isEqualTo(WARNING);
    }

    // Logging in

    private Examining smart(Path keys) {
        return examining()
                .set("auth.method", "smart")
                .set("auth.client-id", "interlaminar")
                .set("auth.key-file", keys);
    }

    @Test
    void aLoginThatSucceedsIsToldWithItsTokenServer() throws Exception {
        ehr.asksFor("secret-token");

        Report report = smart(Keys.signing(folder, "rw-------")).examine();

        assertThat(Examining.of(report, "SMART configuration").sentence())
                .matches(
                        "Tokens come from http://localhost:\\d+, as the server says and has said before; signed as RS384,"
                                + " ES384; scopes of version 2\\.");
        assertThat(Examining.of(report, "login").sentence())
                .isEqualTo("A token is granted and lets us read all types that are asked for.");
        assertThat(report.verdict()).isEqualTo(Report.Verdict.READY);
        assertThat(report.requests()).isEqualTo(ehr.asked().size());
    }

    @Test
    void aWrongClientOrAKeyThatIsNotAcceptedIsTold() throws Exception {
        ehr.tokens(answer -> answer.withStatus(401)
                .withBody("{\"error\":\"invalid_client\",\"error_description\":\"" + ClaimingEhr.CANARY + "\"}"));

        Report report = smart(Keys.signing(folder, "rw-------")).examine();

        assertThat(Examining.of(report, "login"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check ->
                        assertThat(check.sentence()).isEqualTo("The token server answered 401 (invalid_client)."))
                .satisfies(check -> assertThat(check.advice()).contains(".auth.client-id", "public key", "expired"));
        assertThat(report.verdict()).isEqualTo(Report.Verdict.CANNOT_BE_PULLED);
        assertThat(ehr.asked()).filteredOn(request -> request.contains("token")).hasSize(1);
    }

    @Test
    void aTokenThatGrantsLessIsAWarningAndTheTypeIsLeftOut() throws Exception {
        ehr.asksFor("secret-token")
                .tokens(answer -> answer.withBody("{\"access_token\":\"secret-token\",\"token_type\":\"bearer\","
                        + "\"scope\":\"system/Patient.rs\"}"));

        Report report = smart(Keys.signing(folder, "rw-------")).examine();

        assertThat(Examining.of(report, "login"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(WARNING))
                .satisfies(check -> assertThat(check.sentence())
                        .isEqualTo("The token that was granted does not let us read Condition."));
        assertThat(Examining.of(report, "Condition", "search").outcome()).isEqualTo(SKIPPED);
        assertThat(Examining.type(report, "Condition").plan().way()).isEqualTo(Plan.Way.NONE);
        assertThat(report.verdict()).isEqualTo(Report.Verdict.NEEDS_SOMEBODY);
    }

    @Test
    void aTokenServerThatMovedIsNotFollowed() throws Exception {
        ehr.asksFor("secret-token");
        Examining examining = smart(Keys.signing(folder, "rw-------"));
        examining.examine();
        ehr.namesAsTokenServer("https://elsewhere.example/token");

        Check check = examining.check("SMART configuration");

        assertThat(check.outcome()).isEqualTo(BAD);
        assertThat(check.sentence())
                .contains("The token server moved from http://localhost", "to https://elsewhere.example");
        assertThat(check.advice()).contains(".auth.token-url");
    }

    @Test
    void aTokenServersCertificateThatEndsSoonIsAWarning() throws Exception {
        try (ClaimingEhr tokens = ClaimingEhr.with(Keys.server(folder, authority, "localhost", "-1d", 20))) {
            ehr.asksFor("secret-token").namesAsTokenServer(tokens.base().replace("/fhir", "/token"));

            Check check = smart(Keys.signing(folder, "rw-------"))
                    .set("base-url", ehr.base().replace("localhost", "127.0.0.1"))
                    .set("private-networks", "127.0.0.0/8")
                    .bundle("hospital", Keys.trusting(authority))
                    .by(Clock.systemUTC())
                    .check("SMART configuration");

            assertThat(check.outcome()).isEqualTo(WARNING);
            assertThat(check.sentence())
                    .startsWith("The token server's certificate, for localhost, issued by Hospital CA");
        }
    }

    @Test
    void aServerWithoutSmartConfigurationIsTold() throws Exception {
        ehr.answers("smart-configuration", 404);

        assertThat(smart(Keys.signing(folder, "rw-------"))
                        .check("SMART configuration")
                        .sentence())
                .isEqualTo(
                        "The server has no smart-configuration (it answered 404); set auth.token-url if it has a token"
                                + " server.");
    }

    @Test
    void aTokenServerThatCannotBeReachedIsTold() throws Exception {
        ehr.namesAsTokenServer("http://localhost:" + freePort() + "/token");

        assertThat(smart(Keys.signing(folder, "rw-------")).check("login").sentence())
                .isEqualTo("No token can be had: the server cannot be reached.");
    }

    @Test
    void aServerThatLetsNobodyInIsToldForEachWayToLogIn() throws Exception {
        ehr.answers("", 401);

        Report without = examining().examine();
        assertThat(Examining.of(without, "login").sentence())
                .isEqualTo("The server asks for a login (401), and the settings have none.");
        assertThat(without.verdict()).isEqualTo(Report.Verdict.CANNOT_BE_PULLED);
        assertThat(examining()
                        .set("auth.method", "token")
                        .set("auth.secret-file", Keys.secret(folder, "former"))
                        .check("login")
                        .sentence())
                .isEqualTo("The server does not accept the token (401).");
        assertThat(examining()
                        .set("auth.method", "basic")
                        .set("auth.user", "interlaminar")
                        .set("auth.secret-file", Keys.secret(folder, "former"))
                        .check("login")
                        .sentence())
                .isEqualTo("The server does not accept user and password (401).");
    }

    @Test
    void aTokenThatTheFhirServerDoesNotAcceptIsTold() throws Exception {
        ehr.asksFor("another-token");

        assertThat(smart(Keys.signing(folder, "rw-------")).check("login").sentence())
                .isEqualTo("A token is granted, and the FHIR server does not accept it (401).");
    }

    @Test
    void aSecretThatIsAcceptedIsGood() throws Exception {
        ehr.asksFor("given-once");

        Report report = examining()
                .set("auth.method", "token")
                .set("auth.secret-file", Keys.secret(folder, "given-once"))
                .examine();

        assertThat(Examining.of(report, "login").sentence()).isEqualTo("The token is accepted.");
        assertThat(Examining.of(report, "SMART configuration").outcome()).isEqualTo(SKIPPED);
    }

    // What answers there

    @Test
    void aPathWithATypoIsTold() {
        Check check = Examining.server(ehr.base().replace("/fhir", "/fhri"))
                .by(ehr.clock())
                .check("CapabilityStatement");

        assertThat(check.outcome()).isEqualTo(BAD);
        assertThat(check.sentence()).isEqualTo("Asked for its CapabilityStatement, the server answered 404.");
        assertThat(check.advice()).contains(".base-url");
    }

    @Test
    void aWebPageIsTold() {
        ehr.answersWith(answer -> aResponse().withHeader("Content-Type", "text/html; charset=utf-8"));
        assertThat(examining().check("CapabilityStatement").sentence())
                .isEqualTo("The base URL answers with a web page and not with FHIR.");

        ehr.answersWith(answer -> answer.withBody("<!DOCTYPE html><title>" + ClaimingEhr.CANARY));
        assertThat(examining().check("CapabilityStatement").sentence())
                .isEqualTo("The base URL answers with a web page and not with FHIR.");

        ehr.answersWith(answer -> answer.withBody("<CapabilityStatement/>"));
        assertThat(examining().check("CapabilityStatement").sentence())
                .isEqualTo("The server's CapabilityStatement is not well-formed JSON.");
    }

    @Test
    void aRedirectIsToldWithWhereItLeads() {
        ehr.answersWith(answer -> answer.withStatus(302)
                .withHeader("Location", "https://portal.example/login?from=" + ClaimingEhr.CANARY));

        assertThat(examining().check("CapabilityStatement").sentence())
                .isEqualTo("Asked for its CapabilityStatement, the server answered 302, a redirect to"
                        + " https://portal.example, which is not followed.");
    }

    @Test
    void anotherVersionOfFhirIsTold() {
        ehr.speaks("1.0.2");
        assertThat(examining().check("CapabilityStatement").sentence())
                .isEqualTo("The server speaks FHIR 1.0.2; versions 4.0, 4.3 and 5.0 are read.");

        ehr.speaks("3.0.1");
        assertThat(examining().check("CapabilityStatement"))
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(BAD))
                .satisfies(check -> assertThat(check.advice()).contains("R4"));
    }

    @Test
    void jsonThatIsNoFhirIsTold() {
        ehr.answersWith(answer -> answer.withBody("{\"hello\":\"" + ClaimingEhr.CANARY + "\"}"));

        assertThat(examining().check("CapabilityStatement").sentence())
                .isEqualTo("The base URL answers with something that is no CapabilityStatement.");
    }

    @Test
    void versionAndSoftwareAreToldWhereTheyAreNames() {
        assertThat(examining().check("CapabilityStatement").sentence())
                .isEqualTo("FHIR 4.0.1, Claiming EHR 7.1, 4 types.");

        ehr.callsItself("<script>" + ClaimingEhr.CANARY);

        assertThat(examining().check("CapabilityStatement").sentence()).isEqualTo("FHIR 4.0.1, 4 types.");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }
}
