package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.NamingSystem;
import org.hl7.fhir.r4.model.NamingSystem.NamingSystemUniqueIdComponent;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptReferenceComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetFilterComponent;
import org.hl7.fhir.r4.model.ValueSet.FilterOperator;
import org.interlaminar.fixture.Profiles;
import org.interlaminar.reading.FhirProfiles;
import org.junit.jupiter.api.Test;

class FhirProfilesTest {
    private static final String BASE = "https://interlaminar.org/fhir/";
    private static final String EVIDENCE = BASE + "StructureDefinition/code-evidence";
    private static final Set<String> NARROWED = Set.of(
            "lss-dx-tagged-who",
            "lss-dx-undecided-who",
            "mild-wrong-region",
            "not-mild-other-technique",
            "reintervention-add-on");

    /** Codes of labels, and no clinical ones. */
    private static final String LABELS = "confidentiality-";

    /** Words of what is handed out, which no record is coded with. */
    private static final String HANDED_OUT = "result-";

    private static final List<String> NARROWING_PREFIXES = List.of("instrument-", "body-site-", "complication-");

    @Test
    void everyFileParsesStrictlyAndIsNamedAfterItsTypeAndId() {
        for (Path file : files()) {
            Resource resource = parse(file);
            assertThat(file.getFileName()).hasToString(resource.fhirType() + "-" + resource.getIdPart() + ".json");
        }
    }

    @Test
    void everyCanonicalResourceCarriesItsAddressVersionAndDescription() {
        all(MetadataResource.class).filter(r -> !(r instanceof NamingSystem)).forEach(r -> {
            assertThat(r.getUrl()).isEqualTo(BASE + r.fhirType() + "/" + r.getIdPart());
            // The guide is of the release of the package, as PackageTest says.
            assertThat(r.getVersion()).as(r.getUrl()).matches(r instanceof ImplementationGuide ? ".+" : "2026\\.1\\.0");
            assertThat(r.getDescription()).as(r.getUrl()).isNotBlank();
        });
    }

    @Test
    void wordsOfWhatIsHandedOutDecideNothing() {
        SortedMap<String, byte[]> without = Profiles.files("");
        assertThat(without.keySet().removeIf(name -> name.contains("-" + HANDED_OUT)))
                .isTrue();
        FhirProfiles decided = new FhirProfiles(without);
        FhirProfiles all = Profiles.fhirProfiles();
        assertThat(decided.terminology().fingerprint())
                .isEqualTo(all.terminology().fingerprint());
        assertThat(decided.screenGeneration()).isEqualTo(all.screenGeneration());
        assertThat(all.terminology().valueSets())
                .isEqualTo(decided.terminology().valueSets());
    }

    @Test
    void aResourceThatIsNotOursToReadIsNoTrouble() {
        SortedMap<String, byte[]> more = Profiles.files("");
        more.put("package.json", "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        more.put("ViewDefinition-x.json", "{\"resourceType\":\"ViewDefinition\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(new FhirProfiles(more).terminology().fingerprint())
                .isEqualTo(Profiles.terminology().fingerprint());
    }

    @Test
    void everyConceptOfAValueSetSaysHowSureWeAreOfIt() {
        valueSets().flatMap(FhirProfilesTest::entries).forEach(entry -> {
            assertThat(entry.evidence("status")).as(entry.key()).isIn("VERIFIED", "FROM-MEMORY");
            assertThat(entry.evidence("confidence")).as(entry.key()).isIn("high", "med", "low");
            assertThat(entry.concept().getDisplay()).as(entry.key()).isNotBlank();
        });
    }

    @Test
    void theSameCodeCarriesTheSameLabelAndEvidenceInEveryValueSet() {
        valueSets()
                .flatMap(FhirProfilesTest::entries)
                .collect(Collectors.groupingBy(Entry::key, Collectors.mapping(Entry::review, Collectors.toSet())))
                .forEach((key, reviews) -> assertThat(reviews).as(key).hasSize(1));
    }

    @Test
    void noValueSetListsACodeTwice() {
        valueSets().forEach(valueSet -> assertThat(
                        entries(valueSet).map(Entry::key).toList())
                .as(valueSet.getId())
                .doesNotHaveDuplicates());
    }

    @Test
    void ourCodeSystemsKnowEveryCodeOfOursThatIsUsed() {
        Set<String> known = all(CodeSystem.class)
                .flatMap(system -> system.getConcept().stream().map(c -> system.getUrl() + "|" + c.getCode()))
                .collect(Collectors.toSet());
        Stream<String> inValueSets =
                all(ValueSet.class).flatMap(FhirProfilesTest::entries).map(Entry::key);
        Stream<String> inTargets = all(ConceptMap.class)
                .flatMap(map -> map.getGroup().stream())
                .flatMap(group -> group.getElement().stream()
                        .flatMap(element -> element.getTarget().stream())
                        .map(target -> group.getTarget() + "|" + target.getCode()));
        List<String> ours = Stream.concat(inValueSets, inTargets)
                .filter(key -> key.startsWith(BASE))
                .toList();
        assertThat(ours).isNotEmpty();
        assertThat(known).containsAll(ours);
    }

    @Test
    void theGroupValueSetsKeepAllReviewedCodes() {
        Set<String> reviewed = groups().flatMap(FhirProfilesTest::entries)
                .filter(entry -> !entry.addedByTheRules())
                .map(Entry::key)
                .collect(Collectors.toSet());
        assertThat(reviewed).hasSize(227);
    }

    @Test
    void aNarrowerValueSetTakesItsCodesFromTheGroups() {
        Set<String> inGroups =
                groups().flatMap(FhirProfilesTest::entries).map(Entry::key).collect(Collectors.toSet());
        valueSets().filter(FhirProfilesTest::narrows).forEach(valueSet -> assertThat(inGroups)
                .as(valueSet.getId())
                .containsAll(entries(valueSet).map(Entry::key).toList()));
    }

    @Test
    void everyFamilyIsOnePlainPrefixButForOnePatternOfTheScreen() {
        valueSets().forEach(valueSet -> {
            boolean screen = valueSet.getIdPart().equals("screen-families");
            families(valueSet).forEach(include -> {
                assertThat(include.getFilter()).hasSize(1);
                ConceptSetFilterComponent filter = include.getFilterFirstRep();
                assertThat(filter.getProperty()).isEqualTo("code");
                assertThat(filter.getOp()).isEqualTo(FilterOperator.REGEX);
                assertThat(filter.getValue())
                        .as(valueSet.getId())
                        .matches("([A-Z0-9]|\\\\\\.)+\\.\\*" + (screen ? "|027\\.T" : ""));
            });
        });
    }

    @Test
    void everyCandidateOfAComplicationIsInOneGroupOrIsAnExpectedSymptom() {
        List<String> grouped = valueSets()
                .filter(valueSet -> valueSet.getIdPart().matches("complication-.*|symptom-procedure-pain"))
                .flatMap(FhirProfilesTest::entries)
                .map(Entry::key)
                .toList();
        assertThat(grouped).doesNotHaveDuplicates();
        List<String> candidates = keys("ae-candidate");
        assertThat(candidates)
                .filteredOn(key -> !grouped.contains(key))
                .containsExactly("http://hl7.org/fhir/sid/icd-10-cm|G96.11");
        assertThat(candidates).containsAll(grouped);
    }

    @Test
    void aSupplementSpeaksOfCodesThatAValueSetNames() {
        Set<String> named =
                valueSets().flatMap(FhirProfilesTest::entries).map(Entry::key).collect(Collectors.toSet());
        List<CodeSystem> supplements = all(CodeSystem.class)
                .filter(system -> system.getContent() == CodeSystemContentMode.SUPPLEMENT)
                .toList();
        assertThat(supplements).isNotEmpty();
        supplements.forEach(supplement -> assertThat(named)
                .as(supplement.getId())
                .containsAll(supplement.getConcept().stream()
                        .map(concept -> supplement.getSupplements() + "|" + concept.getCode())
                        .toList()));
    }

    @Test
    void everyWindowOfAComplicationIsTheOneItsNoteTells() {
        Map<String, String> notes = valueSets()
                .filter(valueSet -> valueSet.getIdPart().equals("ae-candidate"))
                .flatMap(FhirProfilesTest::entries)
                .collect(Collectors.toMap(entry -> entry.concept().getCode(), entry -> entry.evidence("note")));
        CodeSystem windows = all(CodeSystem.class)
                .filter(system -> system.getIdPart().equals("complication-window"))
                .findFirst()
                .orElseThrow();
        Set<String> told =
                windows.getConcept().stream().map(FhirProfilesTest::window).collect(Collectors.toSet());
        Set<String> noted = notes.entrySet().stream()
                .map(note -> note.getKey() + " " + note.getValue().replaceFirst(";.*", ""))
                .filter(note -> note.matches("\\S+ (0-\\d+ d|same day|>=\\d+ d)"))
                .collect(Collectors.toSet());
        assertThat(told).isEqualTo(noted).isNotEmpty();
    }

    private static String window(ConceptDefinitionComponent concept) {
        int from = Integer.parseInt(property(concept, "from-day"));
        String words = concept.getProperty().size() == 1
                ? ">=" + from + " d"
                : from + "-" + property(concept, "to-day") + " d";
        return concept.getCode() + " " + words.replace("0-0 d", "same day");
    }

    @Test
    void everyItemOfAQuestionnaireSaysWhatItAsksInACodeOfOurs() {
        Set<String> named =
                valueSets().flatMap(FhirProfilesTest::entries).map(Entry::key).collect(Collectors.toSet());
        List<Questionnaire> questionnaires = all(Questionnaire.class).toList();
        assertThat(questionnaires).hasSize(3);
        questionnaires.forEach(questionnaire -> {
            assertThat(questionnaire.getItem())
                    .extracting(item -> item.getLinkId())
                    .doesNotHaveDuplicates();
            questionnaire.getItem().forEach(item -> assertThat(named)
                    .as(item.getLinkId())
                    .contains(item.getCodeFirstRep().getSystem() + "|"
                            + item.getCodeFirstRep().getCode()));
        });
    }

    @Test
    void aScreenTriggerSaysHowItMatches() {
        CodeSystem triggers = all(CodeSystem.class)
                .filter(system -> system.getIdPart().equals("screen-trigger"))
                .findFirst()
                .orElseThrow();
        assertThat(triggers.getConcept())
                .extracting(trigger -> property(trigger, "text") + "|" + property(trigger, "match"))
                .contains("stenos|ignore-case", "MILD|exact")
                .allMatch(trigger -> trigger.matches(".+\\|(ignore-case|exact)"));
    }

    @Test
    void everyAliasOfASystemLeadsToOnePreferredAddress() {
        assertThat(all(NamingSystem.class)
                        .flatMap(naming -> naming.getUniqueId().stream())
                        .map(NamingSystemUniqueIdComponent::getValue))
                .doesNotHaveDuplicates();
        all(NamingSystem.class).forEach(naming -> assertThat(
                        naming.getUniqueId().stream().filter(NamingSystemUniqueIdComponent::getPreferred))
                .as(naming.getId())
                .hasSize(1));
    }

    private record Entry(String system, ConceptReferenceComponent concept) {
        String key() {
            return system + "|" + concept.getCode();
        }

        String evidence(String part) {
            Extension whole = concept.getExtensionByUrl(EVIDENCE);
            Extension found = whole == null ? null : whole.getExtensionByUrl(part);
            return found == null ? "" : found.getValue().primitiveValue();
        }

        String review() {
            return String.join(
                    "|",
                    concept.getDisplay(),
                    evidence("status"),
                    evidence("confidence"),
                    evidence("source"),
                    evidence("note"));
        }

        boolean addedByTheRules() {
            return evidence("source").startsWith("clinical rules");
        }
    }

    private static Stream<ConceptSetComponent> families(ValueSet valueSet) {
        return valueSet.getCompose().getInclude().stream().filter(ConceptSetComponent::hasFilter);
    }

    private static List<String> keys(String valueSet) {
        return valueSets()
                .filter(one -> one.getIdPart().equals(valueSet))
                .flatMap(FhirProfilesTest::entries)
                .map(Entry::key)
                .toList();
    }

    /** Those that decide what a record means, without the words of what is handed out. */
    private static Stream<ValueSet> valueSets() {
        return all(ValueSet.class).filter(valueSet -> !valueSet.getIdPart().startsWith(HANDED_OUT));
    }

    private static Stream<ValueSet> groups() {
        return valueSets()
                .filter(valueSet -> !narrows(valueSet) && !valueSet.getIdPart().startsWith(LABELS));
    }

    private static boolean narrows(ValueSet valueSet) {
        String id = valueSet.getIdPart();
        return NARROWED.contains(id) || NARROWING_PREFIXES.stream().anyMatch(id::startsWith);
    }

    private static Stream<Entry> entries(ValueSet valueSet) {
        return valueSet.getCompose().getInclude().stream()
                .flatMap(include -> include.getConcept().stream().map(c -> new Entry(include.getSystem(), c)));
    }

    private static String property(ConceptDefinitionComponent concept, String code) {
        return concept.getProperty().stream()
                .filter(property -> property.getCode().equals(code))
                .findFirst()
                .orElseThrow()
                .getValue()
                .primitiveValue();
    }

    private static <T extends Resource> Stream<T> all(Class<T> type) {
        return files().stream()
                .map(FhirProfilesTest::parse)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static List<Path> files() {
        try (Stream<Path> found = Files.list(Path.of("fhir-profiles"))) {
            return found.filter(file -> file.getFileName().toString().matches("(?!ViewDefinition-)[A-Z].*\\.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("fhir-profiles cannot be listed", e);
        }
    }

    private static Resource parse(Path file) {
        IParser strict = FhirContext.forR4Cached().newJsonParser();
        strict.setParserErrorHandler(new StrictErrorHandler());
        try {
            return (Resource) strict.parseResource(Files.readString(file));
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(file + " is not a FHIR R4 resource: " + e.getMessage(), e);
        }
    }
}
