package org.interlaminar.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
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

    /** Words of what is handed out, as {@code ValueSet-result-procedure-kind.json}: no record that lands is coded with them. */
    private static final List<String> HANDED_OUT = List.of("CodeSystem-result-", "ValueSet-result-");

    /** Says what package the folder is, and is no resource. */
    private static final String PACKAGE = "package.json";

    private static final List<String> ANCHOR_PREFIXES = List.of("lss-dx-", "mild-", "reintervention-");

    private static final Map<String, String> ANCHORS_BY_TYPE = Map.of("Condition", "lss-dx-", "Procedure", "mild-");

    private final CodeNormaliser normaliser = new CodeNormaliser();
    private final Map<String, Map<String, Code>> questionnaires;
    private final Terminology terminology;
    private final ValueSetFiles valueSets;
    private final ScreenRules screenRules;

    /**
     * @param files file name to content
     * @throws IllegalArgumentException naming the file that is not the FHIR it should be, in one sentence
     */
    public FhirProfiles(SortedMap<String, byte[]> files) {
        ObjectMapper mapper = new ObjectMapper();
        SortedMap<String, JsonNode> resources = new TreeMap<>();
        files.forEach((name, content) -> {
            if (!name.equals(PACKAGE) && HANDED_OUT.stream().noneMatch(name::startsWith)) {
                resources.put(name, parse(mapper, name, content));
            }
        });
        read(resources, "NamingSystem", this::namingSystem);
        valueSets = new ValueSetFiles(normaliser);
        read(resources, "ValueSet", valueSets::read);
        ConceptMapFiles conceptMaps =
                new ConceptMapFiles(normaliser, valueSets.valueSets().values());
        read(resources, "ConceptMap", conceptMaps::read);
        CodeSystemFiles codeSystems = new CodeSystemFiles(normaliser);
        read(resources, "CodeSystem", codeSystems::read);
        QuestionnaireFiles asked = new QuestionnaireFiles(normaliser);
        read(resources, "Questionnaire", asked::read);
        questionnaires = asked.items();
        SortedMap<String, byte[]> deciding = new TreeMap<>(files);
        deciding.keySet()
                .removeIf(name -> !resources.containsKey(name)
                        || !DECIDING.contains(
                                resources.get(name).path("resourceType").asText()));
        // Where a code has two labels of ours, the one of its own code system is the shorter.
        Map<Code, String> labels = new HashMap<>(valueSets.labels());
        labels.putAll(codeSystems.labels());
        terminology = new Terminology(
                Map.copyOf(valueSets.valueSets()),
                conceptMaps.siteMaps(),
                codeSystems.properties(),
                Map.copyOf(labels),
                fingerprint(deciding));
        screenRules = screenRules(codeSystems);
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
     * order; none for types that do not anchor anybody. What is documented in text only has none of them, and of a family
     * no search can ask.
     */
    public List<Code> anchorCodes(String type) {
        String prefix = ANCHORS_BY_TYPE.get(type);
        Set<Code> codes = new TreeSet<>();
        terminology.valueSets().forEach((name, set) -> {
            if (prefix != null && name.startsWith(prefix)) {
                codes.addAll(set.codes());
            }
        });
        Set<Code> local = new TreeSet<>();
        terminology.siteMaps().forEach((code, mapped) -> {
            if (mapped.stream().anyMatch(codes::contains)) {
                local.add(code);
            }
        });
        codes.addAll(local);
        return List.copyOf(codes);
    }

    /** Whether a code that the screen has counted as unmapped is one still. */
    public boolean isUnmapped(Code code) {
        if (code.system().equals(Screen.QUESTIONNAIRE)) {
            return !questionnaires.containsKey(code.value());
        }
        return !normaliser.knows(code.system()) && !screenRules.lands(code);
    }

    /** @throws IllegalArgumentException when the value sets of labels are missing */
    ConfidentialityLabels confidentiality() {
        return new ConfidentialityLabels(
                normaliser, valueSets.confidentiality("restricted"), valueSets.confidentiality("ordinary"));
    }

    CodeNormaliser normaliser() {
        return normaliser;
    }

    ScreenRules rules() {
        return screenRules;
    }

    /** What each item of a mapped questionnaire asks, by canonical URL without version and by linkId. */
    Map<String, Map<String, Code>> questionnaires() {
        return questionnaires;
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

    static void require(boolean holds, String otherwise) {
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

    private ScreenRules screenRules(CodeSystemFiles codeSystems) {
        Set<Code> listed = new HashSet<>();
        Set<ValueSet> anchors = new HashSet<>();
        terminology.valueSets().forEach((name, set) -> {
            listed.addAll(set.codes());
            if (ANCHOR_PREFIXES.stream().anyMatch(name::startsWith)) {
                anchors.add(set);
            }
        });
        Map<String, List<String>> families = valueSets.screenFamilies();
        return new ScreenRules(
                Set.copyOf(listed),
                Set.copyOf(anchors),
                families,
                codeSystems.triggers(),
                terminology.siteMaps(),
                Set.copyOf(questionnaires.keySet()),
                codeSystems.releases(),
                generation(listed, families, codeSystems.triggers()));
    }

    private String generation(
            Set<Code> listed, Map<String, List<String>> families, List<ScreenRules.Trigger> triggers) {
        MessageDigest digest = Bytes.sha256();
        listed.stream().sorted().forEach(code -> update(digest, code));
        new TreeMap<>(families).forEach((system, prefixes) -> update(digest, system + prefixes));
        triggers.forEach(trigger -> update(digest, trigger));
        new TreeMap<>(terminology.siteMaps()).forEach((from, to) -> update(digest, from + " " + to));
        questionnaires.keySet().stream().sorted().forEach(url -> update(digest, url));
        for (ScreenedType type : ScreenedType.values()) {
            update(digest, type.fhirName + type.deciding);
        }
        return hex(digest);
    }

    private static String fingerprint(SortedMap<String, byte[]> files) {
        MessageDigest digest = Bytes.sha256();
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
}
