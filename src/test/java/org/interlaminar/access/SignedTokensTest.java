package org.interlaminar.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.interlaminar.access.Bearers.Bearer;
import org.interlaminar.access.PushSettings.Jwt;
import org.interlaminar.access.PushSettings.Push;
import org.interlaminar.access.PushSettings.Source;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which tokens that an EHR has signed let it push, for which source, and how often. */
class SignedTokensTest {
    private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");
    private static final String ISSUER = "https://login.example/oauth2";
    private static final String AUDIENCE = "https://registry.example/inbox/fhir";

    private static Service service;
    private static RSAKey rsa;
    private static RSAKey otherRsa;
    private static ECKey elliptic;

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock(NOW);
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private Path jwks;

    @BeforeAll
    static void start() throws JOSEException {
        service = Service.started();
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        otherRsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        elliptic = new ECKeyGenerator(Curve.P_384).keyID("ec").generate();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void twoSourcesOfOneIssuer() throws IOException {
        service.sql().sql("truncate access.used_token_id").update();
        jwks = written("a.json", rsa, elliptic);
        signs("hospital-a", jwt("client-a", "sub", jwks, false, Duration.ofMinutes(5)));
        signs("hospital-b", jwt("client-b", "sub", written("b.json", otherRsa), false, Duration.ofMinutes(5)));
    }

    @Test
    void issuerAndClientDecideTheSource() throws Exception {
        SignedTokens tokens = tokens();
        assertThat(tokens.of(signed(with -> {}))).contains(pusher("hospital-a", "client-a"));
        assertThat(tokens.of(signed(otherRsa, with -> with.subject("client-b"))))
                .contains(pusher("hospital-b", "client-b"));
        assertThat(tokens.of(signedWith(JWSAlgorithm.ES384, elliptic, new ECDSASigner(elliptic), claims())))
                .contains(pusher("hospital-a", "client-a"));
    }

    @Test
    void oneSourcesKeyDoesNotSignForTheOther() throws Exception {
        assertThat(tokens().of(signed(rsa, with -> with.subject("client-b")))).isEmpty();
        assertThat(tokens().of(signed(otherRsa, with -> {}))).isEmpty();
    }

    @Test
    void issuerAudienceAndClientMustBeTheOnesOfTheSettings() throws Exception {
        assertThat(tokens().of(signed(with -> with.issuer(ISSUER + "/")))).isEmpty();
        assertThat(tokens().of(signed(with -> with.issuer(null)))).isEmpty();
        assertThat(tokens().of(signed(with -> with.audience("https://registry.example/inbox"))))
                .isEmpty();
        assertThat(tokens().of(signed(with -> with.audience((String) null)))).isEmpty();
        assertThat(tokens().of(signed(with -> with.audience(List.of("https://other.example", AUDIENCE)))))
                .isPresent();
        assertThat(tokens().of(signed(with -> with.subject("CLIENT-A")))).isEmpty();
        assertThat(tokens().of(signed(with -> with.subject(null)))).isEmpty();
    }

    @Test
    void theClientMayStandInAnotherClaim() throws Exception {
        sources.clear();
        signs("hospital-a", jwt("client-a", "azp", jwks, false, Duration.ofMinutes(5)));
        assertThat(tokens().of(signed(with -> with.subject("somebody").claim("azp", "client-a"))))
                .contains(pusher("hospital-a", "client-a"));
        assertThat(tokens().of(signed(with -> {}))).isEmpty();
        assertThat(tokens().of(signed(with -> with.claim("azp", List.of("client-a")))))
                .isEmpty();
    }

    @Test
    void anUnsignedTokenIsNone() {
        assertThat(tokens().of(new PlainJWT(claims()).serialize())).isEmpty();
    }

    @Test
    void thePublicKeyIsNoSecretToSignWith() throws Exception {
        for (byte[] secret : List.of(
                rsa.toRSAPublicKey().getEncoded(),
                rsa.toPublicJWK().toJSONString().getBytes(),
                Base64.getMimeEncoder().encode(rsa.toRSAPublicKey().getEncoded()))) {
            for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
                assertThat(tokens().of(signedWith(algorithm, rsa, new MACSigner(secret), claims())))
                        .isEmpty();
            }
        }
    }

    @Test
    void onlyTheAlgorithmsOfTheSettingsCount() throws Exception {
        assertThat(tokens().of(signedWith(JWSAlgorithm.RS256, rsa, new RSASSASigner(rsa), claims())))
                .isEmpty();
        assertThat(tokens().of(signedWith(JWSAlgorithm.PS384, rsa, new RSASSASigner(rsa), claims())))
                .isEmpty();
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotLookedAt() throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS384)
                .keyID("rsa")
                .jwk(otherRsa.toPublicJWK())
                .build();
        SignedJWT token = new SignedJWT(header, claims());
        token.sign(new RSASSASigner(otherRsa));
        assertThat(tokens().of(token.serialize())).isEmpty();
    }

    @Test
    void aChangedTokenIsNone() throws Exception {
        String[] parts = signed(with -> {}).split("\\.");
        String[] other = signed(with -> with.claim("more", "rights")).split("\\.");
        assertThat(tokens().of(parts[0] + "." + other[1] + "." + parts[2])).isEmpty();
        assertThat(tokens().of(parts[0] + "." + parts[1] + ".")).isEmpty();
    }

    @Test
    void aHeaderThatAsksForMoreThanWeKnowIsRefused() throws Exception {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS384)
                .keyID("rsa")
                .criticalParams(java.util.Set.of("exp"))
                .customParam("exp", 1)
                .build();
        SignedJWT token = new SignedJWT(header, claims());
        token.sign(new RSASSASigner(rsa));
        assertThat(tokens().of(token.serialize())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "eyJhbGciOiJSUzM4NCJ9.bm8.bm8", "a.b.c.d.e", "\u0000"})
    void whatIsNoTokenIsRefused(String credential) {
        assertThat(tokens().of(credential)).isEmpty();
    }

    @Test
    void aTokenHasItsTime() throws Exception {
        assertThat(tokens().of(signed(with -> with.expirationTime(null)))).isEmpty();
        assertThat(tokens().of(lasting(-360, -60))).as("expired").isEmpty();
        assertThat(tokens().of(lasting(-300, -59))).as("clocks differ").isPresent();
        assertThat(tokens().of(signed(with -> with.notBeforeTime(at(61))))).isEmpty();
        assertThat(tokens().of(signed(with -> with.notBeforeTime(at(60))))).isPresent();
        assertThat(tokens().of(lasting(61, 120))).as("made in the future").isEmpty();
    }

    @Test
    void aTokenThatLastsTooLongIsRefused() throws Exception {
        assertThat(tokens().of(lasting(-60, 241))).isEmpty();
        assertThat(tokens().of(lasting(-60, 240))).isPresent();
        assertThat(tokens().of(signed(with -> with.issueTime(null).expirationTime(at(361)))))
                .isEmpty();
        assertThat(tokens().of(signed(with -> with.issueTime(null).expirationTime(at(300)))))
                .isPresent();
    }

    @Test
    void aTokenIsGoodOnceAfterARestartToo() throws Exception {
        String token = signed(with -> {});
        SignedTokens tokens = tokens();
        assertThat(tokens.of(token)).isPresent();
        assertThat(tokens.of(token)).isEmpty();
        assertThat(tokens().of(token)).as("another node, or after a restart").isEmpty();
        assertThat(tokens().of(signed(with -> {}))).isPresent();
    }

    @Test
    void aTokenThatIsRefusedUsesUpNoId() throws Exception {
        String id = UUID.randomUUID().toString();
        assertThat(tokens().of(signed(otherRsa, with -> with.jwtID(id)))).isEmpty();
        assertThat(tokens().of(signed(with -> with.jwtID(id)))).isPresent();
    }

    @Test
    void aTokenWithoutAnIdIsRefusedWhereEachIsGoodOnce() throws Exception {
        assertThat(tokens().of(signed(with -> with.jwtID(null)))).isEmpty();
        assertThat(tokens().of(signed(with -> with.jwtID("")))).isEmpty();
    }

    @Test
    void anAccessTokenIsGoodUntilItExpiresWhereTheSettingsSaySo() throws Exception {
        sources.clear();
        signs("hospital-a", jwt("client-a", "sub", jwks, true, Duration.ofHours(1)));
        String token = signed(with -> with.jwtID(null).expirationTime(at(3600)));
        SignedTokens tokens = tokens();
        assertThat(tokens.of(token)).isPresent();
        assertThat(tokens.of(token)).isPresent();
        clock.pass(Duration.ofMinutes(61));
        assertThat(tokens.of(token)).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void idsAreForgottenWhenTheirTokensAreTooOldAnyway() throws Exception {
        tokens().of(signed(with -> {}));
        clock.pass(Duration.ofMinutes(5));
        tokens().of(lasting(299, 500));
        assertThat(rows()).isEqualTo(2);
        clock.pass(Duration.ofHours(1));
        tokens().of(lasting(3900, 4000));
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void keysAreReadAgainWhenTheirFileChanges() throws Exception {
        SignedTokens tokens = tokens();
        assertThat(tokens.of(signed(otherRsa, with -> {}))).isEmpty();
        written("a.json", otherRsa);
        assertThat(tokens.of(signed(otherRsa, with -> {}))).isPresent();
        assertThat(tokens.of(signed(with -> {}))).as("the former key").isEmpty();
        Files.writeString(jwks, "{");
        assertThat(tokens.of(signed(otherRsa, with -> {}))).isPresent();
        Files.delete(jwks);
        assertThat(tokens.of(signed(otherRsa, with -> {}))).isPresent();
        written("a.json");
        assertThat(tokens.of(signed(otherRsa, with -> {}))).isEmpty();
    }

    @Test
    void aFileWithoutKeysStopsTheStartAndNamesTheSetting() throws Exception {
        for (JWK[] weak : List.of(new JWK[0], new JWK[] {
            new RSAKeyGenerator(1024, true).generate(),
            new com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator(256).generate()
        })) {
            written("a.json", weak);
            assertThatThrownBy(this::tokens)
                    .hasMessage("interlaminar.sources.hospital-a.push.jwt.jwks names " + jwks
                            + ", which holds no RSA key of 2048 bits or more, and no EC key.");
        }
        Files.writeString(jwks, "[]");
        assertThatThrownBy(this::tokens).hasMessageEndingWith("a.json, which is no JWK set.");
        Files.delete(jwks);
        assertThatThrownBy(this::tokens).hasMessageEndingWith("a.json, which cannot be read.");
    }

    private SignedTokens tokens() {
        return new SignedTokens(
                new PushSettings(sources), new UsedTokenIds(service.bean(JdbcClient.class), clock), (Clock) clock);
    }

    private int rows() {
        return service.sql()
                .sql("select count(*) from access.used_token_id")
                .query(Integer.class)
                .single();
    }

    private void signs(String source, Jwt jwt) {
        sources.put(source, new Source(new Push(jwt)));
    }

    private static Jwt jwt(String client, String claim, Path jwks, boolean reusable, Duration maxLife) {
        return new Jwt(ISSUER, AUDIENCE, client, claim, jwks, List.of("RS384", "ES384"), reusable, maxLife);
    }

    private Path written(String name, JWK... keys) throws IOException {
        return Files.writeString(folder.resolve(name), new JWKSet(List.of(keys)).toString(false));
    }

    private static Bearer pusher(String source, String name) {
        return new Bearer(new Pusher(source, name), Role.EHR);
    }

    private static Date at(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String lasting(long from, long to) throws JOSEException {
        return signed(with -> with.issueTime(at(from)).expirationTime(at(to)));
    }

    private static JWTClaimsSet claims() {
        return builder().build();
    }

    private static JWTClaimsSet.Builder builder() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("client-a")
                .issueTime(at(0))
                .expirationTime(at(240))
                .jwtID(UUID.randomUUID().toString());
    }

    private static String signed(Consumer<JWTClaimsSet.Builder> changes) throws JOSEException {
        return signed(rsa, changes);
    }

    private static String signed(RSAKey key, Consumer<JWTClaimsSet.Builder> changes) throws JOSEException {
        JWTClaimsSet.Builder claims = builder();
        changes.accept(claims);
        return signedWith(JWSAlgorithm.RS384, key, new RSASSASigner(key), claims.build());
    }

    private static String signedWith(JWSAlgorithm algorithm, JWK key, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .keyID(key.getKeyID())
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        token.sign(signer);
        return token.serialize();
    }
}
