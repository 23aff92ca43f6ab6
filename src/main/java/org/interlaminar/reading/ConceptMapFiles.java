package org.interlaminar.reading;

import static org.interlaminar.reading.FhirProfiles.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.ValueSet;

/**
 * What the <a href="https://hl7.org/fhir/R4/conceptmap.html">ConceptMap</a> files say, ours and the site's; several maps of one
 * code are joined.
 */
final class ConceptMapFiles {
    /** Equivalences by which a map says that the target is not what the code means. */
    private static final Set<String> NOT_THE_SAME = Set.of("unmatched", "disjoint");

    private final CodeNormaliser normaliser;
    private final Collection<ValueSet> valueSets;
    private final Map<Code, Set<Code>> targets = new HashMap<>();

    /** @param valueSets every target must be a member of one of them: a map to anything else could never matter */
    ConceptMapFiles(CodeNormaliser normaliser, Collection<ValueSet> valueSets) {
        this.normaliser = normaliser;
        this.valueSets = valueSets;
    }

    /** @throws IllegalArgumentException saying what is wrong, to follow the file's name */
    void read(JsonNode resource) {
        for (JsonNode group : resource.path("group")) {
            for (JsonNode element : group.path("element")) {
                Code from = normaliser.normalise(
                        group.path("source").asText(), element.path("code").asText());
                JsonNode all = element.path("target");
                require(from != null && !all.isEmpty(), "has an element without a code or a target");
                for (JsonNode target : all) {
                    require(
                            !"unmatched".equals(target.path("equivalence").asText()) || !target.hasNonNull("code"),
                            "has an element that names a target and says by its equivalence that there is none");
                    if (!NOT_THE_SAME.contains(target.path("equivalence").asText())) {
                        targets.computeIfAbsent(from, any -> new LinkedHashSet<>())
                                .add(target(group, target));
                    }
                }
            }
        }
    }

    private Code target(JsonNode group, JsonNode target) {
        Code to = normaliser.normalise(
                group.path("target").asText(), target.path("code").asText());
        require(to != null, "has an element without a code or a target");
        require(!to.system().isEmpty(), "has a group that names no target system for what it maps");
        require(valueSets.stream().anyMatch(set -> set.contains(to)), "maps to a code that is in no value set");
        return to;
    }

    /** Targets in the order of their files. */
    Map<Code, List<Code>> siteMaps() {
        Map<Code, List<Code>> siteMaps = new HashMap<>();
        targets.forEach((from, to) -> siteMaps.put(from, List.copyOf(to)));
        return Map.copyOf(siteMaps);
    }
}
