package org.interlaminar.reading;

import static org.interlaminar.reading.FhirProfiles.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.ValueSet;

/** What the <a href="https://hl7.org/fhir/R4/valueset.html">ValueSet</a> files say. */
final class ValueSetFiles {
    /** Widens the screen and names nothing: recognition knows no such value set. */
    private static final String SCREEN_FAMILIES = "screen-families";

    /** Labels of resources, which no resource is coded with: neither the screen nor recognition asks for them. */
    private static final String CONFIDENTIALITY = "confidentiality-";

    private static final String ANYTHING_AFTER = ".*";

    private final CodeNormaliser normaliser;
    private final Map<String, ValueSet> valueSets = new TreeMap<>();
    private final Map<String, ValueSet> confidentiality = new TreeMap<>();
    private final Map<Code, String> labels = new HashMap<>();
    private final Map<String, Set<String>> screenFamilies = new TreeMap<>();

    ValueSetFiles(CodeNormaliser normaliser) {
        this.normaliser = normaliser;
    }

    /** @throws IllegalArgumentException saying what is wrong, to follow the file's name */
    void read(JsonNode resource) {
        String name = resource.path("id").asText();
        String version = resource.path("version").asText();
        require(!name.isBlank() && !version.isBlank(), "has no id or no version");
        JsonNode includes = resource.path("compose").path("include");
        require(!includes.isEmpty(), "includes nothing");
        boolean screenOnly = name.equals(SCREEN_FAMILIES);
        Set<Code> codes = new LinkedHashSet<>();
        Map<String, Set<String>> families = new TreeMap<>();
        for (JsonNode include : includes) {
            String system = include.path("system").asText();
            require(system.matches("(https?://|urn:)\\S+"), "includes from a system that is no URI");
            for (JsonNode concept : include.path("concept")) {
                codes.add(listed(system, concept));
            }
            for (JsonNode filter : include.path("filter")) {
                Code family = family(system, filter.path("value").asText(), screenOnly);
                families.computeIfAbsent(family.system(), any -> new TreeSet<>())
                        .add(family.value());
            }
        }
        families.forEach((system, some) ->
                screenFamilies.computeIfAbsent(system, any -> new TreeSet<>()).addAll(some));
        if (!screenOnly) {
            Map<String, ValueSet> kind = name.startsWith(CONFIDENTIALITY) ? confidentiality : valueSets;
            ValueSet other = kind.put(name, new ValueSet(name, version, Set.copyOf(codes), lists(families)));
            require(other == null, "has the id of another value set");
        }
    }

    private Code listed(String system, JsonNode concept) {
        Code code = normaliser.normalise(system, concept.path("code").asText());
        require(code != null, "includes a concept without a code");
        String label = concept.path("display").asText();
        if (!label.isBlank()) {
            labels.putIfAbsent(code, label);
        }
        return code;
    }

    /**
     * A FHIR regex filter of one of two shapes: a literal prefix before {@code .*}, or, for the screen alone, one free
     * character inside.
     */
    private Code family(String system, String regex, boolean screenOnly) {
        boolean isPrefix = regex.endsWith(ANYTHING_AFTER);
        String literal = isPrefix ? regex.substring(0, regex.length() - ANYTHING_AFTER.length()) : regex;
        String family = literal.replace("\\.", "\u0000").replace('.', '?').replace('\u0000', '.');
        boolean isPattern = family.contains("?");
        Code normalised = normaliser.normalise(system, family);
        require(
                isPrefix != isPattern && (isPrefix || screenOnly) && normalised != null,
                "has a filter the screen cannot use: '" + regex + "'");
        return normalised;
    }

    Map<String, ValueSet> valueSets() {
        return valueSets;
    }

    /** @param suffix of the name */
    ValueSet confidentiality(String suffix) {
        return confidentiality.get(CONFIDENTIALITY + suffix);
    }

    Map<Code, String> labels() {
        return labels;
    }

    /** By code system, in their order; a family within another is left out, so that naming it changes no screen. */
    Map<String, List<String>> screenFamilies() {
        Map<String, Set<String>> widest = new TreeMap<>();
        screenFamilies.forEach((system, all) -> all.stream()
                .filter(family -> all.stream().noneMatch(wider -> isWithin(family, wider)))
                .forEach(family ->
                        widest.computeIfAbsent(system, any -> new TreeSet<>()).add(family)));
        return lists(widest);
    }

    private static boolean isWithin(String family, String wider) {
        return !family.equals(wider) && family.startsWith(wider);
    }

    private static Map<String, List<String>> lists(Map<String, Set<String>> sets) {
        Map<String, List<String>> lists = new TreeMap<>();
        sets.forEach((system, families) -> lists.put(system, List.copyOf(families)));
        return Map.copyOf(lists);
    }
}
