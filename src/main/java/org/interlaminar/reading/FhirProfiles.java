package org.interlaminar.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;

/**
 * The files of {@code fhir-profiles/}, read once at start: the only home of clinical codes. Gives recognition its
 * {@link Terminology}, and intake a {@link Screen} per thread.
 */
public final class FhirProfiles {
    /** Types that decide what a record means; profiles of what is handed out do not. */
    private static final Set<String> DECIDING =
            Set.of("NamingSystem", "ValueSet", "ConceptMap", "CodeSystem", "Questionnaire");

    private static final List<String> ANCHOR_PREFIXES = List.of("lss-dx-", "mild-", "reintervention-");

    private static final Map<String, String> ANCHORS_BY_TYPE = Map.of("Condition", "lss-dx-", "Procedure", "mild-");

    private final Map<String, ValueSet> valueSets = new TreeMap<>();
    private final Map<Code, Code> siteMaps = new HashMap<>();
    private final Map<String, List<String>> families = new HashMap<>();
    private final List<ScreenRules.Trigger> triggers = new ArrayList<>();
    private final Set<String> questionnaires = new HashSet<>();
    private final Map<String, String> releases = new HashMap<>();
    private final CodeNormaliser normaliser = new CodeNormaliser();
    private final Terminology terminology;
    private final ScreenRules screenRules;

    /**
     * @param files file name to content
     * @throws IllegalArgumentException naming the file that is not the FHIR it should be, in one sentence
     */
    public FhirProfiles(SortedMap<String, byte[]> files) {
        ObjectMapper mapper = new ObjectMapper();
        SortedMap<String, JsonNode> resources = new TreeMap<>();
        files.forEach((name, content) -> resources.put(name, parse(mapper, name, content)));
        read(resources, "NamingSystem", this::namingSystem);
        read(resources, "ValueSet", this::valueSet);
        read(resources, "ConceptMap", this::conceptMap);
        read(resources, "CodeSystem", this::codeSystem);
        read(
                resources,
                "Questionnaire",
                resource -> questionnaires.add(resource.path("url").asText()));
        SortedMap<String, byte[]> deciding = new TreeMap<>(files);
        deciding.keySet()
                .removeIf(name -> !DECIDING.contains(
                        resources.get(name).path("resourceType").asText()));
        terminology = new Terminology(Map.copyOf(valueSets), Map.copyOf(siteMaps), fingerprint(deciding));
        screenRules = screenRules();
    }

    public Terminology terminology() {
        return terminology;
    }

    /** The screen's generation: 16 hexadecimal digits that change whenever its answer for some resource may change. */
    public String screenGeneration() {
        return screenRules.generation();
    }

    /** A screen of its own for the calling thread: screens keep scratch space and are not thread-safe. */
    public Screen newScreen() {
        return new Screen(screenRules, normaliser);
    }

    /**
     * Codes by which a search for the type finds people worth following, local ones that the site maps among them, in their
     * order; none for types that do not anchor anybody. What is documented in text only has none of them.
     */
    public List<Code> anchorCodes(String type) {
        String prefix = ANCHORS_BY_TYPE.get(type);
        Set<Code> codes = new TreeSet<>();
        valueSets.forEach((name, set) -> {
            if (prefix != null && name.startsWith(prefix)) {
                codes.addAll(set.codes());
            }
        });
        siteMaps.forEach((local, code) -> {
            if (codes.contains(code)) {
                codes.add(local);
            }
        });
        return List.copyOf(codes);
    }

    /** Whether a code that the screen has counted as unmapped is one still. */
    public boolean isUnmapped(Code code) {
        if (code.system().equals(Screen.QUESTIONNAIRE)) {
            return !questionnaires.contains(code.value());
        }
        return !normaliser.knows(code.system()) && !screenRules.lands(code);
    }

    CodeNormaliser normaliser() {
        return normaliser;
    }

    ScreenRules rules() {
        return screenRules;
    }

    private static void read(SortedMap<String, JsonNode> resources, String type, Consumer<JsonNode> reader) {
        resources.forEach((name, resource) -> {
            if (type.equals(resource.path("resourceType").asText())) {
                try {
                    reader.accept(resource);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(name + " " + e.getMessage());
                }
            }
        });
    }

    private static JsonNode parse(ObjectMapper mapper, String name, byte[] content) {
        try {
            JsonNode resource = mapper.readTree(content);
            require(!resource.path("resourceType").asText().isEmpty(), name + " is no FHIR resource");
            return resource;
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " is not JSON", e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private void namingSystem(JsonNode resource) {
        String preferred = null;
        for (JsonNode unique : resource.path("uniqueId")) {
            if (unique.path("preferred").asBoolean()) {
                preferred = unique.path("value").asText();
            }
        }
        for (JsonNode unique : resource.path("uniqueId")) {
            String value = unique.path("value").asText();
            String alias = "oid".equals(unique.path("type").asText()) ? "urn:oid:" + value : value;
            normaliser.learn(alias, resource.path("id").asText(), preferred);
        }
    }

    private void valueSet(JsonNode resource) {
        String name = resource.path("id").asText();
        String version = resource.path("version").asText();
        require(!name.isBlank() && !version.isBlank(), "has no id or no version");
        JsonNode includes = resource.path("compose").path("include");
        require(!includes.isEmpty(), "includes nothing");
        Set<Code> codes = new LinkedHashSet<>();
        for (JsonNode include : includes) {
            String system = include.path("system").asText();
            require(system.matches("(https?://|urn:)\\S+"), "includes from a system that is no URI");
            for (JsonNode concept : include.path("concept")) {
                Code code = normaliser.normalise(system, concept.path("code").asText());
                require(code != null, "includes a concept without a code");
                codes.add(code);
            }
            include.path("filter").forEach(filter -> families.computeIfAbsent(system, any -> new ArrayList<>())
                    .add(family(filter.path("value").asText())));
        }
        if (!codes.isEmpty()) {
            ValueSet other = valueSets.put(name, new ValueSet(name, version, Set.copyOf(codes)));
            require(other == null, "has the id of another value set");
        }
    }

    /** A FHIR regex filter of one of two shapes: a literal prefix before {@code .*}, or one free character inside. */
    private static String family(String regex) {
        String literal = regex.endsWith(".*") ? regex.substring(0, regex.length() - 2) : regex;
        String family = literal.replace("\\.", "\u0000").replace('.', '?').replace('\u0000', '.');
        if (regex.endsWith(".*") == family.contains("?")) {
            throw new IllegalArgumentException("has a filter the screen cannot use: '" + regex + "'");
        }
        return family;
    }

    private void conceptMap(JsonNode resource) {
        for (JsonNode group : resource.path("group")) {
            for (JsonNode element : group.path("element")) {
                JsonNode target = element.path("target").path(0);
                if (isWithoutMatch(target)) {
                    continue;
                }
                Code from = normaliser.normalise(
                        group.path("source").asText(), element.path("code").asText());
                Code to = normaliser.normalise(
                        group.path("target").asText(), target.path("code").asText());
                require(from != null && to != null, "has an element without a code or a target");
                require(!to.system().isEmpty(), "has a group that names no target system for what it maps");
                require(
                        valueSets.values().stream().anyMatch(set -> set.contains(to)),
                        "maps to a code that is in no value set");
                siteMaps.put(from, to);
            }
        }
    }

    /** FHIR's own way to say of a code that it means none of ours (<a href="https://hl7.org/fhir/R4/conceptmap.html">R4</a>). */
    private static boolean isWithoutMatch(JsonNode target) {
        boolean unmatched = "unmatched".equals(target.path("equivalence").asText());
        require(
                !unmatched || !target.hasNonNull("code"),
                "has an element that names a target and says by its equivalence that there is none");
        return unmatched;
    }

    private void codeSystem(JsonNode resource) {
        for (JsonNode concept : resource.path("concept")) {
            Map<String, String> properties = new HashMap<>();
            concept.path("property")
                    .forEach(property -> properties.put(
                            property.path("code").asText(),
                            property.path("valueString")
                                    .asText(property.path("valueCode").asText())));
            if (properties.containsKey("match")) {
                triggers.add(
                        new ScreenRules.Trigger(properties.get("text"), "ignore-case".equals(properties.get("match"))));
            }
            if (properties.containsKey("release")) {
                releases.put(concept.path("code").asText(), properties.get("release"));
            }
        }
    }

    private ScreenRules screenRules() {
        Set<Code> listed = new HashSet<>();
        Set<Code> anchors = new HashSet<>();
        valueSets.forEach((name, set) -> {
            listed.addAll(set.codes());
            if (ANCHOR_PREFIXES.stream().anyMatch(name::startsWith)) {
                anchors.addAll(set.codes());
            }
        });
        return new ScreenRules(
                Set.copyOf(listed),
                Set.copyOf(anchors),
                Map.copyOf(families),
                List.copyOf(triggers),
                Map.copyOf(siteMaps),
                Set.copyOf(questionnaires),
                Map.copyOf(releases),
                generation(listed));
    }

    private String generation(Set<Code> listed) {
        MessageDigest digest = sha256();
        listed.stream().sorted().forEach(code -> update(digest, code));
        new TreeMap<>(families).forEach((system, prefixes) -> update(digest, system + prefixes));
        triggers.forEach(trigger -> update(digest, trigger));
        new TreeMap<>(siteMaps).forEach((from, to) -> update(digest, from + " " + to));
        questionnaires.stream().sorted().forEach(url -> update(digest, url));
        for (ScreenedType type : ScreenedType.values()) {
            update(digest, type.fhirName + type.deciding);
        }
        return hex(digest);
    }

    private static String fingerprint(SortedMap<String, byte[]> files) {
        MessageDigest digest = sha256();
        files.forEach((name, content) -> {
            update(digest, name);
            digest.update(content);
        });
        return hex(digest);
    }

    private static void update(MessageDigest digest, Object part) {
        digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
