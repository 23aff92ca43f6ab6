package org.interlaminar.ehr.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.ehr.search.Paging;

/** The matches on one page. */
record Sample(List<Shown> matches) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Sample of(Paging.Fetched page) throws FetchFailed {
        List<Shown> matches = new ArrayList<>();
        try {
            for (JsonNode entry : MAPPER.readTree(page.bytes()).path("entry")) {
                String mode = entry.path("search").path("mode").asText("match");
                JsonNode resource = entry.path("resource");
                boolean isRemark = resource.path("resourceType").asText("").equals("OperationOutcome");
                if (resource.isObject() && mode.equals("match") && !isRemark) {
                    matches.add(new Shown(resource));
                }
            }
        } catch (IOException e) {
            throw new FetchFailed("the answer is not well-formed JSON");
        }
        return new Sample(matches);
    }

    boolean isEmpty() {
        return matches.isEmpty();
    }

    int size() {
        return matches.size();
    }

    /** Those that can be asked for. */
    List<String> ids() {
        return matches.stream().map(Shown::id).filter(id -> !id.isEmpty()).toList();
    }
}
