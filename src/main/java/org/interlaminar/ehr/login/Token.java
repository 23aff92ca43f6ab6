package org.interlaminar.ehr.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.outbound.Answer;

/**
 * A token that was bought.
 *
 * @param scope what it grants; what was asked for where the server does not say
 * @param until when it should no longer be shown, a little before it expires
 */
record Token(String value, String scope, Instant until) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long STANDARD_SECONDS = 300;
    private static final long LONGEST_SECONDS = 86_400;
    private static final long MARGIN_SECONDS = 30;

    /**
     * @param asked scopes that were asked for
     * @param now our clock when it was asked for
     */
    static Token of(Answer answer, String asked, Instant now) throws LoginFailed {
        JsonNode root = json(answer);
        if (!answer.isOk()) {
            String error = root.path("error").asText("");
            String sentence = "the token server answered " + answer.status()
                    + (error.matches("[a-z_]{1,40}") ? " (" + error + ")" : "");
            throw isFinal(error, answer) ? LoginFailed.untilMended(sentence) : LoginFailed.forNow(sentence, answer);
        }
        String value = root.path("access_token").asText("");
        String kind = root.path("token_type").asText("bearer");
        // A token ends up in a header. Not all keep to the letters of RFC 6750.
        if (!value.matches("[!-~]+") || !kind.equalsIgnoreCase("bearer")) {
            throw LoginFailed.forNow("the token server's answer holds no bearer token");
        }
        long seconds = Math.min(root.path("expires_in").asLong(STANDARD_SECONDS), LONGEST_SECONDS);
        long margin = Math.min(MARGIN_SECONDS, seconds / 4);
        return new Token(value, granted(root.path("scope"), asked), now.plusSeconds(Math.max(1, seconds - margin)));
    }

    /** Some servers write a list. */
    private static String granted(JsonNode scope, String asked) {
        List<String> scopes = new ArrayList<>();
        (scope.isArray() ? scope : List.of(scope)).forEach(one -> scopes.add(one.asText("")));
        String granted = String.join(" ", scopes);
        return granted.isBlank() ? asked : granted;
    }

    private static boolean isFinal(String error, Answer answer) {
        return error.equals("invalid_client")
                || error.equals("unauthorized_client")
                || error.equals("invalid_scope")
                || error.isEmpty() && answer.status() == 401;
    }

    private static JsonNode json(Answer answer) throws LoginFailed {
        try {
            JsonNode root = MAPPER.readTree(answer.body());
            return root == null ? MAPPER.createObjectNode() : root;
        } catch (IOException e) {
            if (answer.isOk()) {
                throw LoginFailed.forNow("the token server's answer is not well-formed JSON");
            }
            return MAPPER.createObjectNode();
        }
    }

    @Override
    public String toString() {
        return "token until " + until;
    }
}
