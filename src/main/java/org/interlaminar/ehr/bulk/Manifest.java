package org.interlaminar.ehr.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.FhirServer;
import org.interlaminar.ledger.BulkJobs.File;
import org.interlaminar.ledger.BulkJobs.Kind;
import org.interlaminar.outbound.Answer;
import org.interlaminar.outbound.Request;

/**
 * What a finished export consists of
 * (<a href="https://hl7.org/fhir/uv/bulkdata/export.html#response---complete-status">manifest</a>; EHR B5). Arrays may be absent,
 * and so may a file's type and count; what is not known is left alone.
 */
record Manifest(Instant transactionTime, boolean needsToken, List<File> files) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Reads it to its last page.
     *
     * @param first its first page
     * @param address where that was had
     */
    static Manifest read(FhirServer server, Answer first, URI address) throws FetchFailed {
        List<File> files = new ArrayList<>();
        Set<URI> visited = new HashSet<>();
        JsonNode page = json(first);
        Instant transactionTime = time(page);
        boolean needsToken = needsToken(page);
        URI at = address;
        while (true) {
            visited.add(at);
            add(files, page.path("output"), Kind.OUTPUT);
            add(files, page.path("deleted"), Kind.DELETED);
            // The last versions of the specification say outcome where the first said error.
            add(files, page.path("error"), Kind.ERROR);
            add(files, page.path("outcome"), Kind.ERROR);
            String next = next(page);
            if (next.isEmpty()) {
                return new Manifest(transactionTime, needsToken, List.copyOf(files));
            }
            at = server.follow(at, next);
            if (visited.contains(at)) {
                throw new FetchFailed("the manifest's next link leads to a page already had");
            }
            Answer answer = server.send(Request.get(at, "application/json"));
            if (!answer.isOk()) {
                throw FhirServer.unexpected(answer);
            }
            page = json(answer);
        }
    }

    private static JsonNode json(Answer answer) throws FetchFailed {
        try {
            JsonNode root = MAPPER.readTree(answer.body());
            if (root != null && root.isObject() && !root.has("resourceType")) {
                return root;
            }
        } catch (IOException e) {
            throw new FetchFailed("the export's manifest is not well-formed JSON");
        }
        throw new FetchFailed("the export's manifest is none");
    }

    private static Instant time(JsonNode page) throws FetchFailed {
        try {
            return OffsetDateTime.parse(page.path("transactionTime").asText()).toInstant();
        } catch (DateTimeException e) {
            throw new FetchFailed("the export's manifest tells no transactionTime");
        }
    }

    /** Some servers write the boolean as a string; where it is absent, files are as secret as the rest. */
    private static boolean needsToken(JsonNode page) {
        JsonNode said = page.path("requiresAccessToken");
        return said.isMissingNode() || said.isNull() || said.asText().equalsIgnoreCase("true");
    }

    private static String next(JsonNode page) {
        for (JsonNode link : page.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return link.path("url").asText("");
            }
        }
        return "";
    }

    private static void add(List<File> files, JsonNode array, Kind kind) throws FetchFailed {
        for (JsonNode one : array) {
            String url = one.path("url").asText("");
            if (url.isBlank()) {
                throw new FetchFailed("the export's manifest has a file without an address");
            }
            String type = one.path("type").asText("");
            files.add(new File(
                    files.size() + 1,
                    kind,
                    type.matches("[A-Za-z]{1,64}") ? type : "",
                    url,
                    one.path("count").canConvertToLong()
                            ? (Long) one.path("count").asLong()
                            : null,
                    false,
                    null));
        }
    }

    boolean isEmpty() {
        return files.stream().noneMatch(file -> file.kind() == Kind.OUTPUT);
    }
}
