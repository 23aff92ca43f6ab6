package org.interlaminar.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.interlaminar.ehr.login.TestKeys;
import org.interlaminar.truth.EhrServer.Asked;
import org.interlaminar.truth.EhrServer.Face;
import org.interlaminar.truth.EhrServer.Reply;

/**
 * Lets nobody in without a token, sells tokens for a signed assertion
 * (<a href="https://hl7.org/fhir/smart-app-launch/backend-services.html">SMART Backend Services</a>), and lets them expire in the
 * midst of anything: after so many requests, with a page of HTML.
 */
final class Door implements Face {
    static final String CLIENT = "interlaminar-test";
    private static final int MOST_REQUESTS = 12;

    private final Face behind;
    private final Random random;
    private final Set<String> spent = new HashSet<>();
    private final Map<String, Integer> goodFor = new HashMap<>();

    Door(Face behind, Random random) {
        this.behind = behind;
        this.random = random;
    }

    /** What the source's settings need to get in. */
    static Map<String, Object> settings(Path folder) {
        try {
            return Map.of(
                    "auth.method",
                    "smart",
                    "auth.client-id",
                    CLIENT,
                    "auth.key-file",
                    TestKeys.file(folder, TestKeys.P384));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized Reply answer(Asked asked) {
        String path = asked.address().getPath();
        if (path.endsWith("/.well-known/smart-configuration")) {
            return new Reply(
                    200,
                    null,
                    "{\"token_endpoint\":\"" + tokenUrl(asked.address()) + "\",\"capabilities\":[\"permission-v2\"],"
                            + "\"token_endpoint_auth_signing_alg_values_supported\":[\"RS384\",\"ES384\"]}");
        }
        if (path.endsWith("/token")) {
            return sold(asked);
        }
        String token =
                asked.authorization() == null ? "" : asked.authorization().replaceFirst("^Bearer ", "");
        if (goodFor.merge(token, -1, Integer::sum) < 0) {
            return new Reply(401, null, "<html><body>Your session has expired</body></html>")
                    .header("Content-Type", "text/html");
        }
        return behind.answer(asked);
    }

    private static String tokenUrl(URI address) {
        return address.getScheme() + "://" + address.getAuthority() + "/"
                + address.getPath().split("/")[1] + "/token";
    }

    private Reply sold(Asked asked) {
        Map<String, String> form = new HashMap<>();
        for (String pair : asked.body().split("&")) {
            String[] both = pair.split("=", 2);
            form.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        try {
            SignedJWT assertion = SignedJWT.parse(form.get("client_assertion"));
            JWTClaimsSet claims = assertion.getJWTClaimsSet();
            assertThat(assertion.verify(new ECDSAVerifier(TestKeys.P384.toECPublicKey())))
                    .isTrue();
            assertThat(claims.getAudience()).containsExactly(tokenUrl(asked.address()));
            assertThat(claims.getSubject()).isEqualTo(CLIENT).isEqualTo(claims.getIssuer());
            assertThat(spent.add(claims.getJWTID()))
                    .as("an assertion is good once")
                    .isTrue();
        } catch (ParseException | JOSEException | AssertionError e) {
            return new Reply(400, null, "{\"error\":\"invalid_client\"}");
        }
        String token = UUID.randomUUID().toString();
        goodFor.put(token, 1 + random.nextInt(MOST_REQUESTS));
        return new Reply(
                200,
                null,
                "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\",\"expires_in\":300,\"scope\":\""
                        + form.get("scope") + "\"}");
    }
}
