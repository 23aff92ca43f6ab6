package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.interlaminar.fixture.Examples;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.reading.ScreenedType;
import org.junit.jupiter.api.Test;

/** The folder fhir-profiles/ as a FHIR package. */
class PackageTest {
    private static final String BASE = "https://interlaminar.org/fhir/";
    private static final String GUIDE = "ImplementationGuide-interlaminar.json";
    private static final String PACKAGE = "package.json";

    /** What is said in our name and is no file: the pseudonym of a person, and the address of the whole. */
    private static final Set<String> NO_FILES = Set.of("sid/person", "");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void theGuideListsEveryFileAndEveryExample() {
        Set<String> files = new TreeSet<>(Profiles.files("").keySet());
        files.removeAll(Set.of(GUIDE, PACKAGE));
        assertThat(listed(false))
                .containsExactlyInAnyOrderElementsOf(
                        files.stream().map(PackageTest::reference).toList());
        assertThat(listed(true))
                .containsExactlyInAnyOrderElementsOf(
                        Examples.names().stream().map(PackageTest::reference).toList());
    }

    @Test
    void everyResourceOfTheGuideIsInAGroupThatItHas() {
        JsonNode definition = json(GUIDE).path("definition");
        Set<String> groups = new TreeSet<>();
        definition.path("grouping").forEach(group -> groups.add(group.path("id").asText()));
        Set<String> used = new TreeSet<>();
        definition
                .path("resource")
                .forEach(one -> used.add(one.path("groupingId").asText()));
        assertThat(used).isEqualTo(groups);
    }

    @Test
    void everyFileIsNamedAfterItsTypeAndId() {
        Profiles.files("").forEach((name, content) -> {
            if (!name.equals(PACKAGE)) {
                assertThat(name).isEqualTo(fileOf(json(name)));
            }
        });
        Examples.names().forEach(name -> assertThat(name + ".json").isEqualTo(fileOf(Examples.tree(name))));
    }

    @Test
    void everyAddressIsOfOneFileOnly() {
        List<String> addresses = new ArrayList<>();
        Profiles.files("")
                .keySet()
                .forEach(name -> addresses.add(json(name).path("url").asText(name)));
        assertThat(addresses).doesNotHaveDuplicates();
    }

    @Test
    void everyReferenceToAFileOfOursFindsIt() {
        Set<String> known = new TreeSet<>();
        Profiles.files("")
                .keySet()
                .forEach(name -> known.add(json(name).path("url").asText()));
        Set<String> asked = new TreeSet<>();
        Profiles.files("").keySet().forEach(name -> asked.addAll(ours(json(name).toString())));
        Examples.names().forEach(name -> asked.addAll(ours(Examples.text(name))));
        NO_FILES.forEach(none -> asked.remove(BASE + none));
        assertThat(asked).isNotEmpty();
        assertThat(known).containsAll(asked);
    }

    @Test
    void aReferenceIsReadWithoutItsVersionAndItsQuotes() {
        assertThat(ours("{\"a\":\"" + BASE + "Measure/x|2026.1.0\",\"b\":\"extension('" + BASE
                        + "StructureDefinition/y').z\"}"))
                .containsExactly(BASE + "Measure/x", BASE + "StructureDefinition/y");
    }

    @Test
    void thePackageIsOfTheReleaseThatIsBuilt() throws IOException {
        Matcher release = Pattern.compile(
                        "<artifactId>interlaminar</artifactId>\\s*<version>([^<]+?)(-SNAPSHOT)?</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(release.find()).isTrue();
        JsonNode said = json(PACKAGE);
        JsonNode guide = json(GUIDE);
        assertThat(said.path("version").asText()).isEqualTo(release.group(1));
        assertThat(guide.path("version").asText()).isEqualTo(release.group(1));
        assertThat(said.path("name")).isEqualTo(guide.path("packageId"));
        assertThat(said.path("fhirVersions")).isEqualTo(guide.path("fhirVersion"));
        assertThat(said.path("dependencies").toString()).isEqualTo("{\"hl7.fhir.r4.core\":\"4.0.1\"}");
    }

    @Test
    void theInboxTakesWhatCanLand() {
        List<String> taken = new ArrayList<>();
        json("CapabilityStatement-inbox.json")
                .at("/rest/0/resource")
                .forEach(resource -> taken.add(resource.path("type").asText()));
        assertThat(taken).hasSameSizeAs(ScreenedType.values()).doesNotHaveDuplicates();
        assertThat(taken).allSatisfy(type -> assertThat(ScreenedType.of(type)).isNotNull());
    }

    @Test
    void theResultsNameEveryProfileThatACaseIsMadeOf() {
        Set<String> named = new TreeSet<>();
        json("CapabilityStatement-results.json")
                .at("/rest/0/resource")
                .forEach(resource -> resource.path("supportedProfile").forEach(profile -> named.add(profile.asText())));
        Set<String> profiles = new TreeSet<>();
        Profiles.files("StructureDefinition-").keySet().forEach(name -> {
            JsonNode definition = json(name);
            if (!Set.of("Extension", "Bundle").contains(definition.path("type").asText())) {
                profiles.add(definition.path("url").asText());
            }
        });
        assertThat(named).isEqualTo(profiles);
    }

    private static List<String> listed(boolean examples) {
        List<String> listed = new ArrayList<>();
        json(GUIDE).at("/definition/resource").forEach(one -> {
            boolean example =
                    one.has("exampleCanonical") || one.path("exampleBoolean").asBoolean();
            if (example == examples) {
                listed.add(one.at("/reference/reference").asText());
            }
        });
        listed.sort(Comparator.naturalOrder());
        return listed;
    }

    private static String reference(String file) {
        return file.replaceFirst("\\.json$", "").replaceFirst("-", "/");
    }

    private static String fileOf(JsonNode resource) {
        return resource.path("resourceType").asText() + "-"
                + resource.path("id").asText() + ".json";
    }

    private static Set<String> ours(String json) {
        Set<String> found = new TreeSet<>();
        Matcher address = Pattern.compile(Pattern.quote(BASE) + "[\\w/-]*").matcher(json);
        while (address.find()) {
            found.add(address.group());
        }
        return found;
    }

    private static JsonNode json(String file) {
        try {
            return MAPPER.readTree(Profiles.files(file).get(file));
        } catch (IOException e) {
            throw new AssertionError(file + " is not JSON", e);
        }
    }
}
