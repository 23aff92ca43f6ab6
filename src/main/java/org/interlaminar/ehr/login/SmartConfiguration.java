package org.interlaminar.ehr.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Origin;
import org.interlaminar.outbound.Refused;

/**
 * What a server says about logging in
 * (<a href="https://hl7.org/fhir/smart-app-launch/conformance.html">.well-known/smart-configuration</a>).
 *
 * @param algorithms accepted for signing assertions; empty when it does not say
 * @param hasScopesOfVersion2 whether scopes are written as in Condition.rs, and not as in Condition.read
 */
public record SmartConfiguration(URI tokenEndpoint, List<String> algorithms, boolean hasScopesOfVersion2) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** @throws LoginFailed when it cannot be used */
    static SmartConfiguration of(Answer answer) throws LoginFailed {
        if (!answer.isOk()) {
            throw answer.mayPass()
                    ? LoginFailed.forNow(
                            "the server's smart-configuration was answered with " + answer.status(), answer)
                    : LoginFailed.untilMended("the server has no smart-configuration (it answered " + answer.status()
                            + "); set auth.token-url if it has a token server");
        }
        try {
            JsonNode root = MAPPER.readTree(answer.body());
            String endpoint = root.path("token_endpoint").asText("");
            if (endpoint.isEmpty()) {
                throw LoginFailed.untilMended("the server's smart-configuration names no token_endpoint");
            }
            List<String> capabilities = texts(root.path("capabilities"));
            boolean second = capabilities.contains("permission-v2")
                    || texts(root.path("scopes_supported")).stream().anyMatch(scope -> scope.matches(".*\\.c?r?u?d?s"));
            URI uri = URI.create(endpoint);
            Origin.of(uri);
            return new SmartConfiguration(
                    uri, texts(root.path("token_endpoint_auth_signing_alg_values_supported")), second);
        } catch (LoginFailed e) {
            throw e;
        } catch (Refused | IllegalArgumentException e) {
            throw LoginFailed.untilMended("the token_endpoint of the server's smart-configuration is no address");
        } catch (IOException e) {
            throw LoginFailed.forNow("the server's smart-configuration is not well-formed JSON");
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText("")));
        return texts;
    }
}
