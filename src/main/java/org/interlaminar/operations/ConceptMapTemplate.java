package org.interlaminar.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.clinical.Code;
import org.interlaminar.ledger.UnmappedCodes.Ranked;
import org.interlaminar.reading.Screen;

/**
 * A <a href="https://hl7.org/fhir/R4/conceptmap.html">ConceptMap</a> for a site to fill in. As long as an element says
 * {@code unmatched}, {@link org.interlaminar.reading.FhirProfiles} passes over it.
 */
final class ConceptMapTemplate {
    private static final String HOW =
            "Local codes that nothing here knows, those of most people first. To map one: name the"
                    + " system of the code it stands for as the target of its group, and put {\"code\": \"THAT-CODE\","
                    + " \"equivalence\": \"equivalent\"} in place of its unmatched target. A group has one target system: repeat"
                    + " the group for another one. What stays unmatched is passed over.";

    private ConceptMapTemplate() {}

    /** A code of whichever sources: a map is by code. */
    private record Counted(Code code, long people, long seen) {
        Counted plus(Counted other) {
            return new Counted(code, people + other.people, seen + other.seen);
        }
    }

    /** @param most how many codes */
    static ObjectNode of(List<Ranked> codes, int most, ObjectMapper mapper) {
        ObjectNode map = mapper.createObjectNode();
        map.put("resourceType", "ConceptMap")
                .put("id", "local-codes")
                .put("name", "LocalCodes")
                .put("status", "draft")
                .put("description", HOW);
        Map<String, ArrayNode> groups = new LinkedHashMap<>();
        ranked(codes).stream().limit(most).map(Counted::code).forEach(code -> {
            ArrayNode elements = groups.computeIfAbsent(code.system(), system -> map.withArray("group")
                    .addObject()
                    .put("source", system)
                    .putArray("element"));
            elements.addObject()
                    .put("code", code.value())
                    .putArray("target")
                    .addObject()
                    .put("equivalence", "unmatched");
        });
        return map;
    }

    private static List<Counted> ranked(List<Ranked> codes) {
        Map<Code, Counted> counted = new LinkedHashMap<>();
        codes.stream()
                .filter(one -> isOfACodeSystem(one.code()))
                .map(one -> new Counted(one.code(), one.people() == null ? 0 : one.people(), one.seen()))
                .forEach(one -> counted.merge(one.code(), one, Counted::plus));
        List<Counted> ranked = new ArrayList<>(counted.values());
        ranked.sort(Comparator.comparingLong(Counted::people)
                .thenComparingLong(Counted::seen)
                .reversed());
        return ranked;
    }

    /** Not of a system somebody left blank, where the same code may mean anything; nor a questionnaire's address. */
    private static boolean isOfACodeSystem(Code code) {
        return !code.system().isEmpty() && !code.system().equals(Screen.QUESTIONNAIRE);
    }
}
