package org.interlaminar.ehr.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.interlaminar.ehr.FetchFailed;
import org.interlaminar.outbound.Answer;

/**
 * What a server claims (<a href="https://hl7.org/fhir/R4/capabilitystatement.html">CapabilityStatement</a>).
 *
 * @param isOne whether it is one at all
 * @param version of FHIR
 * @param software name and version; empty when it does not say, or says it in an odd way
 * @param bulk levels of bulk export: Group, Patient, system
 */
record Statement(boolean isOne, String version, String software, Map<String, Claim> types, Set<String> bulk) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What is claimed of a type. @param parameters it is searched by */
    record Claim(boolean read, boolean search, boolean history, Set<String> parameters) {}

    /** @throws FetchFailed when it is no JSON */
    static Statement of(Answer answer) throws FetchFailed {
        JsonNode root;
        try {
            root = MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new FetchFailed("the server's CapabilityStatement is not well-formed JSON");
        }
        Map<String, Claim> types = new TreeMap<>();
        Set<String> bulk = new TreeSet<>();
        for (JsonNode rest : root.path("rest")) {
            operations(rest.path("operation"), "system", bulk);
            for (JsonNode resource : rest.path("resource")) {
                String type = resource.path("type").asText("");
                types.put(type, claim(resource));
                operations(resource.path("operation"), type, bulk);
            }
        }
        bulk.retainAll(Set.of("Group", "Patient", "system"));
        String software = root.path("software").path("name").asText("") + " "
                + root.path("software").path("version").asText("");
        return new Statement(
                root.path("resourceType").asText("").equals("CapabilityStatement"),
                root.path("fhirVersion").asText(""),
                software.matches("[\\p{Alnum} ._()/+,:-]{2,80}") ? software.strip() : "",
                types,
                bulk);
    }

    private static Claim claim(JsonNode resource) {
        Set<String> interactions = new TreeSet<>();
        resource.path("interaction")
                .forEach(one -> interactions.add(one.path("code").asText("")));
        Set<String> parameters = new TreeSet<>();
        resource.path("searchParam")
                .forEach(one -> parameters.add(one.path("name").asText("")));
        return new Claim(
                interactions.contains("read"),
                interactions.contains("search-type"),
                interactions.contains("history-type"),
                parameters);
    }

    /** Where an operation stands is not always where it works: its definition says more than its place. */
    private static void operations(JsonNode operations, String place, Set<String> bulk) {
        for (JsonNode operation : operations) {
            String name = operation.path("name").asText("").replace("$", "");
            String definition = operation.path("definition").asText("");
            if (name.equals("group-export") || definition.contains("/group-export")) {
                bulk.add("Group");
            } else if (name.equals("patient-export") || definition.contains("/patient-export")) {
                bulk.add("Patient");
            } else if (name.equals("export")) {
                bulk.add(place);
            }
        }
    }

    Optional<Claim> claim(String type) {
        return Optional.ofNullable(types.get(type));
    }
}
