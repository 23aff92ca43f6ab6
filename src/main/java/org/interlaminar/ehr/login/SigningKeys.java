package org.interlaminar.ehr.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * Our private keys for one EHR: the first that suits signs, all are published, so that the next one is known before it is used
 * (EHR A7; <a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517</a>).
 */
final class SigningKeys {
    private static final int LEAST_RSA_BITS = 2048;

    private final List<JWK> keys;

    private SigningKeys(List<JWK> keys) {
        this.keys = keys;
    }

    /** @throws LoginFailed in a sentence that never quotes the text */
    static SigningKeys of(String text) throws LoginFailed {
        List<JWK> keys = new ArrayList<>();
        for (JWK key : text.contains("-----BEGIN") ? List.of(ofPem(text)) : ofJson(text)) {
            if (!key.isPrivate()) {
                throw LoginFailed.untilMended("the key file holds a public key, and a private one is needed to sign");
            }
            if (algorithm(key) == null) {
                throw LoginFailed.untilMended("the key file holds a key that is neither RSA of " + LEAST_RSA_BITS
                        + " bits or more, for RS384, nor on the curve P-384, for ES384");
            }
            keys.add(named(key));
        }
        if (keys.isEmpty()) {
            throw LoginFailed.untilMended("the key file holds no key");
        }
        return new SigningKeys(keys);
    }

    private static List<JWK> ofJson(String text) throws LoginFailed {
        try {
            return text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
        } catch (ParseException | IllegalArgumentException e) {
            throw LoginFailed.untilMended("the key file is neither a JWK set nor a private key as PEM");
        }
    }

    /** The public half of an elliptic key cannot be told from its PEM without a certificate; 'keys create' makes one as JWK. */
    private static JWK ofPem(String text) throws LoginFailed {
        PrivateKey key;
        try {
            key = PemContent.of(text).getPrivateKey();
            if (key instanceof RSAPrivateCrtKey rsa) {
                RSAPublicKeySpec open = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
                return new RSAKey.Builder(
                                (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(open))
                        .privateKey(rsa)
                        .build();
            }
        } catch (Exception e) {
            throw LoginFailed.untilMended("the key file is no private key as PEM without a password");
        }
        throw LoginFailed.untilMended("the key file is PEM, but not of an RSA key; give others as a JWK set");
    }

    private static JWK named(JWK key) throws LoginFailed {
        if (key.getKeyID() != null) {
            return key;
        }
        try {
            return key instanceof RSAKey rsa
                    ? new RSAKey.Builder(rsa).keyIDFromThumbprint().build()
                    : new ECKey.Builder((ECKey) key).keyIDFromThumbprint().build();
        } catch (JOSEException e) {
            throw LoginFailed.untilMended("the key file holds a key that is not whole");
        }
    }

    /** The one algorithm the key is for, or null. */
    static JWSAlgorithm algorithm(JWK key) {
        if (key instanceof RSAKey rsa) {
            return rsa.size() >= LEAST_RSA_BITS ? JWSAlgorithm.RS384 : null;
        }
        return key instanceof ECKey ec && Curve.P_384.equals(ec.getCurve()) ? JWSAlgorithm.ES384 : null;
    }

    /**
     * The key to sign with (EHR A2).
     *
     * @param wanted RS384 or ES384, or empty for either
     * @param accepted what the server says it accepts; empty when it does not say
     */
    Optional<JWK> choose(String wanted, Collection<String> accepted) {
        return keys.stream()
                .filter(key -> wanted.isEmpty() || wanted.equals(algorithm(key).getName()))
                .filter(key ->
                        accepted.isEmpty() || accepted.contains(algorithm(key).getName()))
                .findFirst();
    }

    /** With their private parts. */
    List<JWK> all() {
        return keys;
    }

    /** Public parts only. */
    List<JWK> open() {
        return keys.stream().map(SigningKeys::open).toList();
    }

    private static JWK open(JWK key) {
        return key instanceof RSAKey rsa
                ? new RSAKey.Builder(rsa.toPublicJWK())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm(key))
                        .issueTime(null)
                        .build()
                : new ECKey.Builder(((ECKey) key).toPublicJWK())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm(key))
                        .issueTime(null)
                        .build();
    }
}
