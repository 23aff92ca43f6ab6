package org.interlaminar.ehr.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.interlaminar.ehr.login.TestKeys.P384;
import static org.interlaminar.ehr.login.TestKeys.RSA;
import static org.interlaminar.ehr.login.TestKeys.set;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Key files as people have them, and what is none (EHR A2, A7). */
class SigningKeysTest {
    private static final String KIND = "the key file holds a key that is neither RSA of 2048 bits or more, for RS384,"
            + " nor on the curve P-384, for ES384";

    @Test
    void takesASetASingleKeyAndAnRsaKeyAsPem() throws Exception {
        assertThat(SigningKeys.of(set(RSA, P384)).open())
                .extracting(JWK::getKeyID)
                .containsExactly("rsa-1", "elliptic-1");
        assertThat(SigningKeys.of(P384.toJSONString()).open()).hasSize(1);
        for (String text : List.of(pem(RSA), "Bag Attributes\n    friendlyName: ours\n" + pem(RSA))) {
            JWK key = SigningKeys.of(text).open().get(0);
            assertThat(((RSAKey) key).getModulus()).isEqualTo(RSA.getModulus());
            assertThat(key.getKeyID())
                    .as("named by what it is")
                    .isEqualTo(RSA.computeThumbprint().toString());
        }
    }

    @Test
    void namesAKeyWithoutANameByWhatItIs() throws Exception {
        ECKey nameless = new ECKey.Builder(P384).keyID(null).build();
        assertThat(SigningKeys.of(set(nameless)).open().get(0).getKeyID())
                .isEqualTo(P384.computeThumbprint().toString());
    }

    @Test
    void opensThePublicPartsAndNothingElse() throws Exception {
        for (JWK key : SigningKeys.of(set(RSA, P384)).open()) {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.toJSONObject()).doesNotContainKeys("d", "p", "q", "dp", "dq", "qi", "k", "oth", "x5c");
            assertThat(key.toJSONObject()).containsEntry("use", "sig").containsKeys("kid", "alg", "kty");
        }
    }

    static Stream<Arguments> whatIsNoKey() throws Exception {
        return Stream.of(
                Arguments.of("canary", "the key file is neither a JWK set nor a private key as PEM"),
                Arguments.of("{\"canary\":1}", "the key file is neither a JWK set nor a private key as PEM"),
                Arguments.of("{\"keys\":1}", "the key file is neither a JWK set nor a private key as PEM"),
                Arguments.of("{\"keys\":[{}]}", "the key file is neither a JWK set nor a private key as PEM"),
                Arguments.of(
                        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"canary\"}]}",
                        "the key file is neither a JWK set nor a private key as PEM"),
                Arguments.of("{\"keys\":[]}", "the key file holds no key"),
                Arguments.of(
                        set(P384.toPublicJWK()),
                        "the key file holds a public key, and a private one is needed to sign"),
                Arguments.of(
                        set(RSA, P384.toPublicJWK()),
                        "the key file holds a public key, and a private one is needed to sign"),
                Arguments.of(set(TestKeys.elliptic(Curve.P_256, "x")), KIND),
                Arguments.of(set(new RSAKeyGenerator(1024, true).generate()), KIND),
                Arguments.of(set(new OctetSequenceKeyGenerator(256).generate()), KIND),
                Arguments.of(
                        "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----",
                        "the key file is no private key as PEM without a password"),
                Arguments.of(
                        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
                        "the key file is no private key as PEM without a password"),
                Arguments.of(
                        "-----BEGIN PUBLIC KEY-----\n"
                                + base64(RSA.toPublicKey().getEncoded()) + "\n-----END PUBLIC KEY-----",
                        "the key file is no private key as PEM without a password"),
                Arguments.of(
                        "-----BEGIN PRIVATE KEY-----\n"
                                + base64(P384.toPrivateKey().getEncoded()) + "\n-----END PRIVATE KEY-----",
                        "the key file is PEM, but not of an RSA key; give others as a JWK set"));
    }

    @ParameterizedTest
    @MethodSource("whatIsNoKey")
    void refusesWhatIsNoKeyWithoutQuotingIt(String text, String sentence) {
        LoginFailed failed = catchThrowableOfType(LoginFailed.class, () -> SigningKeys.of(text));

        assertThat(failed).hasMessage(sentence).hasNoCause();
        assertThat(failed.needsSomebody()).isTrue();
    }

    private static String pem(RSAKey key) throws Exception {
        return "-----BEGIN PRIVATE KEY-----\n" + base64(key.toPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    }
}
