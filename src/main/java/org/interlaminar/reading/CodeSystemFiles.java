package org.interlaminar.reading;

import static org.interlaminar.reading.FhirProfiles.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.clinical.Code;

/**
 * What the <a href="https://hl7.org/fhir/R4/codesystem.html">CodeSystem</a> files say: our own codes, and supplements that say more
 * of codes of others.
 */
final class CodeSystemFiles {
    private static final List<String> VALUES =
            List.of("valueString", "valueCode", "valueInteger", "valueDecimal", "valueBoolean");

    private final CodeNormaliser normaliser;
    private final Map<Code, Map<String, String>> properties = new HashMap<>();
    private final Map<Code, String> labels = new HashMap<>();
    private final List<ScreenRules.Trigger> triggers = new ArrayList<>();
    private final Map<String, String> releases = new HashMap<>();

    CodeSystemFiles(CodeNormaliser normaliser) {
        this.normaliser = normaliser;
    }

    /** @throws IllegalArgumentException saying what is wrong, to follow the file's name */
    void read(JsonNode resource) {
        boolean supplements = resource.path("content").asText().equals("supplement");
        String system = resource.path(supplements ? "supplements" : "url").asText();
        int version = system.indexOf('|');
        String named = version < 0 ? system : system.substring(0, version);
        require(!named.isBlank(), supplements ? "supplements no code system" : "has no url");
        concepts(resource, named);
    }

    private void concepts(JsonNode parent, String system) {
        for (JsonNode concept : parent.path("concept")) {
            Code code = normaliser.normalise(system, concept.path("code").asText());
            require(code != null, "has a concept without a code");
            String label = concept.path("display").asText();
            if (!label.isBlank()) {
                labels.put(code, label);
            }
            Map<String, String> own = properties(concept);
            if (!own.isEmpty()) {
                properties.computeIfAbsent(code, any -> new HashMap<>()).putAll(own);
            }
            forTheScreen(code, own);
            concepts(concept, system);
        }
    }

    private static Map<String, String> properties(JsonNode concept) {
        Map<String, String> properties = new HashMap<>();
        for (JsonNode property : concept.path("property")) {
            for (String value : VALUES) {
                if (property.has(value)) {
                    properties.put(
                            property.path("code").asText(), property.path(value).asText());
                }
            }
        }
        return properties;
    }

    private void forTheScreen(Code code, Map<String, String> properties) {
        if (properties.containsKey("match")) {
            require(properties.containsKey("text"), "has a trigger without its text");
            triggers.add(
                    new ScreenRules.Trigger(properties.get("text"), "ignore-case".equals(properties.get("match"))));
        }
        if (properties.containsKey("release")) {
            releases.put(code.value(), properties.get("release"));
        }
    }

    Map<Code, Map<String, String>> properties() {
        Map<Code, Map<String, String>> all = new HashMap<>();
        properties.forEach((code, own) -> all.put(code, Map.copyOf(own)));
        return Map.copyOf(all);
    }

    Map<Code, String> labels() {
        return labels;
    }

    List<ScreenRules.Trigger> triggers() {
        return List.copyOf(triggers);
    }

    /** Release by type name. */
    Map<String, String> releases() {
        return Map.copyOf(releases);
    }
}
