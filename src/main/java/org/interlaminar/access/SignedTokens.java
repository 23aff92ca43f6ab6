package org.interlaminar.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.interlaminar.access.PushSettings.Jwt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;

/**
 * Tokens that an EHR or its authorization server has signed. Issuer and client decide which source it is, that source's settings
 * with which keys and for how long; what the token says of keys is not looked at. Why one is refused stands in the log only.
 */
@Component
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SignedTokens implements Bearers {
    private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);

    /** The message says why, in words that hold nothing of the token. */
    private static final class Refused extends Exception {
        Refused(String why) {
            super(why);
        }
    }

    /** One EHR that signs. */
    private record Signer(String source, Jwt jwt, KeySet keys) {}

    private final Map<String, Signer> signers = new LinkedHashMap<>();
    private final UsedTokenIds used;
    private final Clock clock;

    /** @throws IllegalArgumentException naming the setting whose keys cannot be used */
    SignedTokens(PushSettings settings, UsedTokenIds used, Clock clock) {
        this.used = used;
        this.clock = clock;
        settings.signed().forEach((source, jwt) -> signers.put(source, new Signer(source, jwt, keys(source, jwt))));
    }

    private static KeySet keys(String source, Jwt jwt) {
        try {
            return new KeySet(jwt.jwks());
        } catch (IOException e) {
            throw new IllegalArgumentException(PushCheck.sentence(source, jwt.jwks(), e));
        }
    }

    @Override
    public Optional<Bearer> of(String credential) {
        try {
            SignedJWT token = SignedJWT.parse(credential);
            return Optional.of(new Bearer(pusher(token, claims(token)), Role.EHR));
        } catch (ParseException | IllegalArgumentException e) {
            LOG.info("A login at the inbox was refused: what was sent is no signed token");
        } catch (Refused e) {
            LOG.info("A login at the inbox was refused: {}", e.getMessage());
        }
        return Optional.empty();
    }

    private static JWTClaimsSet claims(SignedJWT token) throws ParseException, Refused {
        JWTClaimsSet claims = token.getJWTClaimsSet();
        if (claims == null) {
            throw new Refused("the token makes no claims");
        }
        return claims;
    }

    private Pusher pusher(SignedJWT token, JWTClaimsSet claims) throws Refused {
        Signer signer = signers.values().stream()
                .filter(one -> one.jwt().issuer().equals(claims.getIssuer()))
                .filter(one ->
                        one.jwt().subject().equals(claims.getClaim(one.jwt().subjectClaim())))
                .findFirst()
                .orElseThrow(() -> new Refused("no source has the issuer and client of the token"));
        Jwt jwt = signer.jwt();
        String of = "of " + signer.source() + " ";
        require(isSigned(token, signer), "the signature " + of + "does not hold under any of its keys");
        require(claims.getAudience().contains(jwt.audience()), "the token " + of + "is for another audience");
        Instant expires = expiry(claims, jwt, of);
        if (!jwt.reusable()) {
            String id = claims.getJWTID();
            require(id != null && !id.isEmpty(), "the token " + of + "has no jti");
            require(used.isFirstUse(jwt.issuer(), id, expires), "the token " + of + "was used before");
        }
        return new Pusher(signer.source(), jwt.subject());
    }

    private static boolean isSigned(SignedJWT token, Signer signer) {
        JWSHeader header = token.getHeader();
        if (!signer.jwt().algorithms().contains(header.getAlgorithm().getName())
                || header.getCriticalParams() != null
                || !header.isBase64URLEncodePayload()) {
            return false;
        }
        JWKMatcher wanted = JWKMatcher.forJWSHeader(header);
        return signer.keys().keys().stream().filter(wanted::matches).anyMatch(key -> isSigned(token, key));
    }

    private static boolean isSigned(SignedJWT token, JWK key) {
        try {
            return token.verify(new DefaultJWSVerifierFactory()
                    .createJWSVerifier(token.getHeader(), ((AsymmetricJWK) key).toPublicKey()));
        } catch (JOSEException e) {
            return false;
        }
    }

    /** @return from when the token is refused for its age */
    private Instant expiry(JWTClaimsSet claims, Jwt jwt, String of) throws Refused {
        Instant now = clock.instant();
        require(claims.getExpirationTime() != null, "the token " + of + "does not expire");
        Instant expires = claims.getExpirationTime().toInstant();
        require(now.isBefore(expires.plus(CLOCKS_DIFFER)), "the token " + of + "has expired");
        require(isPast(claims.getNotBeforeTime(), now), "the token " + of + "is not good yet");
        require(isPast(claims.getIssueTime(), now), "the token " + of + "was made in the future");
        Instant longest = claims.getIssueTime() == null
                ? now.plus(jwt.maxLife()).plus(CLOCKS_DIFFER)
                : claims.getIssueTime().toInstant().plus(jwt.maxLife());
        require(!expires.isAfter(longest), "the token " + of + "is good for too long");
        return expires.plus(CLOCKS_DIFFER);
    }

    private static boolean isPast(Date time, Instant now) {
        return time == null || !time.toInstant().isAfter(now.plus(CLOCKS_DIFFER));
    }

    private static void require(boolean holds, String otherwise) throws Refused {
        if (!holds) {
            throw new Refused(otherwise);
        }
    }
}
