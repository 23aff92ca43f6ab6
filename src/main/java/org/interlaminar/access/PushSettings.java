package org.interlaminar.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which EHRs may push with a token they or their authorization server have signed.
 *
 * @param sources by source id
 */
@ConfigurationProperties("interlaminar")
record PushSettings(@DefaultValue Map<String, Source> sources) {
    /** One source. @param push null when nothing is said of it */
    record Source(Push push) {}

    /** How its EHR pushes. @param jwt null when it signs nothing */
    record Push(Jwt jwt) {}

    /**
     * The signed tokens of one EHR.
     *
     * @param issuer what {@code iss} must be
     * @param audience what {@code aud} must hold
     * @param subject the client that the EHR is
     * @param subjectClaim which claim names the client
     * @param jwks file with the public keys as a JWK set
     * @param algorithms what may be signed with
     * @param reusable whether a token is good until it expires, and not only once
     * @param maxLife longest time from when it was made until it expires
     */
    record Jwt(
            String issuer,
            String audience,
            String subject,
            @DefaultValue("sub") String subjectClaim,
            Path jwks,
            @DefaultValue({"RS384", "ES384"}) List<String> algorithms,
            @DefaultValue("false") boolean reusable,
            @DefaultValue("5m") Duration maxLife) {
        private static final Set<String> SIGNATURES =
                Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

        private void check(String key) {
            require(isSaid(issuer), key + ".issuer", "must be the iss of its tokens");
            require(isSaid(audience), key + ".audience", "must be the aud of its tokens, which is this service");
            require(isSaid(subject), key + ".subject", "must be the client that its tokens name");
            require(isSaid(subjectClaim), key + ".subject-claim", "must be the claim that names the client, as sub");
            require(jwks != null, key + ".jwks", "must be a file with the public keys, a JWK set");
            require(
                    !algorithms.isEmpty() && SIGNATURES.containsAll(algorithms),
                    key + ".algorithms",
                    "must be of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512");
            require(
                    !maxLife.isNegative() && !maxLife.isZero() && maxLife.compareTo(Duration.ofDays(1)) <= 0,
                    key + ".max-life",
                    "must be longer than nothing and at most a day");
        }

        private static boolean isSaid(String word) {
            return word != null && !word.isBlank();
        }
    }

    PushSettings {
        Map<String, String> claims = new HashMap<>();
        Set<List<String>> clients = new HashSet<>();
        signed(sources).forEach((id, jwt) -> {
            String key = key(id);
            require(
                    Access.isSource(id),
                    "interlaminar.sources." + id,
                    "is no source id: lower-case letters, digits and dashes");
            jwt.check(key);
            String claim = claims.putIfAbsent(jwt.issuer(), jwt.subjectClaim());
            require(
                    claim == null || claim.equals(jwt.subjectClaim()),
                    key + ".subject-claim",
                    "must be the same for all sources of one issuer");
            require(
                    clients.add(List.of(jwt.issuer(), jwt.subject())),
                    key + ".subject",
                    "is the client of another source with the same issuer");
        });
        sources = new LinkedHashMap<>(sources);
    }

    /** By source id, of those sources whose EHR signs. */
    Map<String, Jwt> signed() {
        return signed(sources);
    }

    /** Where the settings of a source stand. */
    static String key(String source) {
        return "interlaminar.sources." + source + ".push.jwt";
    }

    private static Map<String, Jwt> signed(Map<String, Source> sources) {
        Map<String, Jwt> signed = new LinkedHashMap<>();
        sources.forEach((id, source) -> {
            if (source.push() != null && source.push().jwt() != null) {
                signed.put(id, source.push().jwt());
            }
        });
        return signed;
    }

    private static void require(boolean holds, String key, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + otherwise + ".");
        }
    }
}
