package org.interlaminar.publication.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * One request of each path with its answers, and one of each refusal; {@code api-examples.json}. A test asks the service the same
 * and compares.
 */
final class ApiExamples {
    static final String FILE = "/api-examples.json";

    /**
     * One request.
     *
     * @param request path and query
     * @param json its answer, of a long one the beginning
     * @param csv the same as CSV, or null where there is none
     */
    record Example(String request, JsonNode json, String csv) {}

    private final JsonNode all;

    private ApiExamples(JsonNode all) {
        this.all = all;
    }

    static ApiExamples read(ObjectMapper mapper) {
        try (InputStream file = ApiExamples.class.getResourceAsStream(FILE)) {
            return new ApiExamples(mapper.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param path below /api/v1/ */
    Optional<Example> of(String path) {
        return Optional.ofNullable(all.get(path))
                .map(one -> new Example(
                        one.path("request").asText(),
                        one.get("json"),
                        one.hasNonNull("csv") ? one.get("csv").asText() : null));
    }

    /** A refusal with this status. */
    Optional<Example> of(int status) {
        return of(Integer.toString(status));
    }
}
