package org.interlaminar.reading;

import static org.interlaminar.reading.FhirProfiles.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.interlaminar.clinical.Code;

/**
 * What the <a href="https://hl7.org/fhir/R4/questionnaire.html">Questionnaire</a> files say, ours and the site's: which of their items
 * ask what.
 */
final class QuestionnaireFiles {
    private final CodeNormaliser normaliser;
    private final Map<String, Map<String, Code>> items = new HashMap<>();

    QuestionnaireFiles(CodeNormaliser normaliser) {
        this.normaliser = normaliser;
    }

    /** @throws IllegalArgumentException saying what is wrong, to follow the file's name */
    void read(JsonNode resource) {
        String url = resource.path("url").asText();
        require(!url.isBlank(), "has no url");
        items(resource, items.computeIfAbsent(url, any -> new HashMap<>()));
    }

    private void items(JsonNode parent, Map<String, Code> coded) {
        for (JsonNode item : parent.path("item")) {
            JsonNode coding = item.path("code").path(0);
            Code code = normaliser.normalise(
                    coding.path("system").asText(), coding.path("code").asText());
            if (code != null) {
                coded.put(item.path("linkId").asText(), code);
            }
            items(item, coded);
        }
    }

    /** By canonical URL and linkId; items without a code are not among them. */
    Map<String, Map<String, Code>> items() {
        Map<String, Map<String, Code>> all = new HashMap<>();
        items.forEach((url, coded) -> all.put(url, Map.copyOf(coded)));
        return Map.copyOf(all);
    }
}
