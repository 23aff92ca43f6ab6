package org.interlaminar.ehr.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.UUID;

/**
 * Proves who we are to a token server: a signed assertion, good for one request
 * (<a href="https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html">asymmetric authentication</a>; EHR A2, A3).
 */
record ClientProof(String clientId, Secret key, String algorithm) {
    private static final Duration GOOD_FOR = Duration.ofMinutes(4);

    /** @param accepted signing algorithms the server says it accepts; empty when it does not say */
    String assertion(URI tokenUrl, Collection<String> accepted, Instant now) throws LoginFailed {
        JWK chosen = SigningKeys.of(key.read())
                .choose(algorithm, accepted)
                .orElseThrow(() -> LoginFailed.untilMended("none of our keys signs as "
                        + (algorithm.isEmpty() ? "the server accepts" : "auth.algorithm and the server want")));
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(SigningKeys.algorithm(chosen))
                            .type(JOSEObjectType.JWT)
                            .keyID(chosen.getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(clientId)
                            .subject(clientId)
                            .audience(tokenUrl.toString())
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plus(GOOD_FOR)))
                            .jwtID(UUID.randomUUID().toString())
                            .build());
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(chosen, SigningKeys.algorithm(chosen));
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw LoginFailed.untilMended("our key cannot sign");
        }
    }
}
