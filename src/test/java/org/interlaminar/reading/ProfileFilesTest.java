package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.interlaminar.clinical.Code;
import org.interlaminar.clinical.Terminology;
import org.interlaminar.clinical.ValueSet;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Profiles;
import org.junit.jupiter.api.Test;

/** What the readers of the files make of them; the files themselves have their own test. */
class ProfileFilesTest {
    private static final String ICD = PatientStory.ICD10CM;
    private static final String LOCAL = "http://hospital.example/codes";

    private final SortedMap<String, byte[]> files = new TreeMap<>();

    ProfileFilesTest() {
        put("NamingSystem-icd-10-cm", namingSystem("icd-10-cm", ICD));
        put("ValueSet-listed", valueSet("listed", concept("M48.061", "stenosis"), concept("M54.50", "back pain")));
    }

    @Test
    void aFilterMakesAFamilyOfItsValueSetAndWidensTheScreen() {
        put("ValueSet-pain", valueSet("pain", filter("M54.*"), filter("M79\\\\.6.*"), concept("G89.18", "after it")));
        FhirProfiles profiles = read();
        ValueSet pain = profiles.terminology().valueSet("pain");
        assertThat(pain.families()).isEqualTo(Map.of(ICD, List.of("M54", "M79.6")));
        assertThat(pain.codes()).containsExactly(icd("G89.18"));
        assertThat(pain.contains(icd("M54.16"))).isTrue();
        assertThat(pain.contains(icd("M79.604"))).isTrue();
        assertThat(pain.contains(icd("M79.1"))).isFalse();
        assertThat(pain.contains(new Code("http://hl7.org/fhir/sid/icd-10", "M54.1")))
                .isFalse();
        assertThat(profiles.rules().lands(icd("M79.604"))).isTrue();
        assertThat(profiles.rules().lands(icd("M79.1"))).isFalse();
        assertThat(profiles.rules().anchors(icd("M54.16"))).isFalse();
    }

    @Test
    void aValueSetOfFamiliesAloneIsAValueSet() {
        put("ValueSet-numb", valueSet("numb", filter("R20.*")));
        assertThat(read().terminology().valueSet("numb").contains(icd("R20.2"))).isTrue();
    }

    @Test
    void theFamiliesOfASystemAreKnownByItsPreferredAddressAndInItsForm() {
        put("ValueSet-leg", valueSet("leg", filter("m796.*")).replace(ICD, "urn:oid:2.16.840.1.113883.6.90"));
        assertThat(read().terminology().valueSet("leg").families()).isEqualTo(Map.of(ICD, List.of("M79.6")));
    }

    @Test
    void aFamilyOfAnAnchoringValueSetAnchors() {
        put("ValueSet-lss-dx-own", valueSet("lss-dx-own", filter("M48\\\\.06.*")));
        ScreenRules rules = read().rules();
        assertThat(rules.anchors(icd("M48.069"))).isTrue();
        assertThat(rules.anchors(icd("M48.05"))).isFalse();
    }

    @Test
    void theScreensFamiliesKeepTheirPatternAndAreNoValueSet() {
        put("ValueSet-screen-families", valueSet("screen-families", filter("0.T"), filter("M4.*")));
        FhirProfiles profiles = read();
        assertThat(profiles.terminology().valueSets()).doesNotContainKey("screen-families");
        assertThat(profiles.rules().lands(icd("07T"))).isTrue();
        assertThat(profiles.rules().lands(icd("077T"))).isFalse();
        assertThat(profiles.rules().lands(icd("M41.2"))).isTrue();
    }

    @Test
    void aPatternInAnyOtherValueSetIsRefused() {
        put("ValueSet-odd", valueSet("odd", filter("02.T")));
        assertThatThrownBy(this::read).hasMessage("ValueSet-odd has a filter the screen cannot use: '02.T'");
    }

    @Test
    void namingAFamilyWithinAnotherChangesNoScreen() {
        put("ValueSet-wide", valueSet("wide", filter("M5.*")));
        String before = read().screenGeneration();
        put("ValueSet-narrow", valueSet("narrow", filter("M54.*")));
        FhirProfiles after = read();
        assertThat(after.screenGeneration()).isEqualTo(before);
        assertThat(after.rules().prefixes()).isEqualTo(Map.of(ICD, List.of("M5")));
        put("ValueSet-other", valueSet("other", filter("R20.*")));
        assertThat(read().screenGeneration()).isNotEqualTo(before);
    }

    @Test
    void aCodeStandsForEveryTargetOfEveryMapInTheirOrder() {
        put("ConceptMap-a", conceptMap("7", target("M54.50", "wider"), target("M48.061", "equivalent")));
        put("ConceptMap-b", conceptMap("7", target("M48.061", "equivalent")));
        put("ConceptMap-c", conceptMap("8", target("M48.061", "unmatched"), target("nowhere", "disjoint")));
        FhirProfiles profiles = read();
        assertThat(profiles.terminology().siteMaps())
                .isEqualTo(Map.of(new Code(LOCAL, "7"), List.of(icd("M54.50"), icd("M48.061"))));
        assertThat(profiles.rules().lands(new Code(LOCAL, "7"))).isTrue();
        assertThat(profiles.rules().lands(new Code(LOCAL, "8"))).isFalse();
    }

    @Test
    void aTargetMayBeAMemberByFamily() {
        put("ValueSet-numb", valueSet("numb", filter("R20.*")));
        put("ConceptMap-a", conceptMap("7", target("R20.2", "equivalent")));
        assertThat(read().terminology().siteMaps()).hasSize(1);
    }

    @Test
    void aMapThatCannotMatterIsRefused() {
        put("ConceptMap-a", conceptMap("7", target("M48.061", "equivalent"), target("Z99.9", "equivalent")));
        assertThatThrownBy(this::read).hasMessage("ConceptMap-a maps to a code that is in no value set");
        put("ConceptMap-a", conceptMap("7"));
        assertThatThrownBy(this::read).hasMessage("ConceptMap-a has an element without a code or a target");
    }

    @Test
    void everyPropertyOfAConceptIsKept() {
        put(
                "CodeSystem-own",
                """
                {"resourceType":"CodeSystem","url":"http://own.example","concept":[{"code":"a","display":"A","property":[
                {"code":"s","valueString":"text"},{"code":"c","valueCode":"code"},{"code":"i","valueInteger":30},
                {"code":"d","valueDecimal":0.15},{"code":"b","valueBoolean":false},{"code":"x","valueDateTime":"2026"}],
                "concept":[{"code":"inner","property":[{"code":"i","valueInteger":1}]}]}]}""");
        assertThat(read().terminology().properties())
                .isEqualTo(Map.of(
                        new Code("http://own.example", "a"),
                        Map.of("s", "text", "c", "code", "i", "30", "d", "0.15", "b", "false"),
                        new Code("http://own.example", "inner"),
                        Map.of("i", "1")));
    }

    @Test
    void supplementsSayMoreOfTheCodesOfAnother() {
        String supplement =
                """
                {"resourceType":"CodeSystem","url":"http://own.example/%1$s","content":"supplement","supplements":"%2$s|2026",
                "concept":[{"code":"t8141xa","property":[{"code":"%1$s","valueInteger":%3$d}]}]}""";
        put("CodeSystem-from", supplement.formatted("from-day", ICD, 0));
        put("CodeSystem-to", supplement.formatted("to-day", ICD, 30));
        assertThat(read().terminology().property(icd("T81.41XA"), "to-day")).contains("30");
        assertThat(read().terminology().property(icd("T81.41XA"), "from-day")).contains("0");
    }

    @Test
    void labelsComeFromValueSetsAndFirstFromOurOwnCodeSystems() {
        put(
                "CodeSystem-own",
                """
                {"resourceType":"CodeSystem","url":"%s","concept":[{"code":"M54.50","display":"shorter"}]}"""
                        .formatted(ICD));
        assertThat(read().terminology().label(icd("M48.061"))).isEqualTo("stenosis");
        assertThat(read().terminology().label(icd("M54.50"))).isEqualTo("shorter");
        assertThat(read().terminology().label(icd("Z99.9"))).isEqualTo("Z99.9");
    }

    @Test
    void anItemAsksWhatItsFirstCodeSaysHoweverDeepItStands() {
        put(
                "Questionnaire-q",
                """
                {"resourceType":"Questionnaire","url":"http://forms.example/q","item":[
                {"linkId":"group","item":[{"linkId":"1","code":[{"system":"%1$s","code":"m4806"},{"code":"other"}],
                "item":[{"linkId":"1a","code":[{"system":"%2$s","code":"x"}]}]}]},{"linkId":"2"}]}"""
                        .formatted(ICD, LOCAL));
        FhirProfiles profiles = read();
        assertThat(profiles.questionnaires())
                .isEqualTo(Map.of("http://forms.example/q", Map.of("1", icd("M48.06"), "1a", new Code(LOCAL, "x"))));
        assertThat(profiles.rules().questionnaires()).containsExactly("http://forms.example/q");
    }

    @Test
    void everyChangeOfADecidingFileChangesTheFingerprint() {
        String before = read().terminology().fingerprint();
        put("Measure-x", "{\"resourceType\":\"Measure\"}");
        assertThat(read().terminology().fingerprint()).isEqualTo(before);
        put("Questionnaire-x", "{\"resourceType\":\"Questionnaire\",\"url\":\"http://forms.example/x\"}");
        assertThat(read().terminology().fingerprint()).isNotEqualTo(before);
    }

    @Test
    void theBundledFilesKnowTheirReleasesAndTriggers() {
        ScreenRules rules = Profiles.fhirProfiles().rules();
        assertThat(rules.triggers()).hasSize(7);
        assertThat(rules.releases()).isNotEmpty();
    }

    @Test
    void theBundledFilesTellFactorsWindowsAndIngredients() {
        Terminology bundled = Profiles.terminology();
        Code oxycodone = new Code(PatientStory.RXNORM, "7804");
        assertThat(bundled.property(oxycodone, "factor")).contains("1.5");
        assertThat(bundled.property(icd("G97.41"), "to-day")).contains("0");
        assertThat(bundled.property(icd("G89.28"), "from-day")).contains("90");
        assertThat(bundled.property(icd("G89.28"), "to-day")).isEmpty();
        assertThat(bundled.siteMaps().get(new Code(PatientStory.RXNORM, "1049221")))
                .containsExactly(new Code(PatientStory.RXNORM, "161"), oxycodone);
        assertThat(bundled.label(oxycodone)).isEqualTo("oxycodone");
    }

    private FhirProfiles read() {
        return new FhirProfiles(files);
    }

    private void put(String name, String content) {
        files.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static Code icd(String value) {
        return new Code(ICD, value);
    }

    private static String namingSystem(String id, String uri) {
        return """
                {"resourceType":"NamingSystem","id":"%s","uniqueId":[{"type":"uri","value":"%s","preferred":true},
                {"type":"oid","value":"2.16.840.1.113883.6.90"}]}"""
                .formatted(id, uri);
    }

    private static String valueSet(String id, String... includes) {
        return "{\"resourceType\":\"ValueSet\",\"id\":\"%s\",\"version\":\"1\",\"compose\":{\"include\":[%s]}}"
                .formatted(id, String.join(",", includes));
    }

    private static String concept(String code, String display) {
        return "{\"system\":\"%s\",\"concept\":[{\"code\":\"%s\",\"display\":\"%s\"}]}".formatted(ICD, code, display);
    }

    private static String filter(String regex) {
        return "{\"system\":\"%s\",\"filter\":[{\"property\":\"code\",\"op\":\"regex\",\"value\":\"%s\"}]}"
                .formatted(ICD, regex);
    }

    private static String conceptMap(String code, String... targets) {
        return """
                {"resourceType":"ConceptMap","group":[{"source":"%s","target":"%s","element":[{"code":"%s","target":[%s]}]}]}"""
                .formatted(LOCAL, ICD, code, String.join(",", Arrays.asList(targets)));
    }

    private static String target(String code, String equivalence) {
        return "{\"code\":\"%s\",\"equivalence\":\"%s\"}".formatted(code, equivalence);
    }
}
