package org.interlaminar.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import org.interlaminar.clinical.SourceRef;
import org.interlaminar.fixture.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidentialityLabelsTest {
    private static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    private static final String ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    private static final String LAW = "http://terminology.hl7.org/CodeSystem/v3-ActUSPrivacyLaw";

    private final ResourceReader reader = new ResourceReader(Profiles.fhirProfiles(), Profiles.ZONE);

    @ParameterizedTest
    @CsvSource({
        CONFIDENTIALITY + ",R",
        CONFIDENTIALITY + ",V",
        ACT + ",ETH",
        ACT + ",PSY",
        ACT + ",HIV",
        ACT + ",SDV",
        ACT + ",42CFRPart2",
        LAW + ",42CFRPart2"
    })
    void aRestrictedLabelHoldsTheResourceBack(String system, String code) throws Exception {
        assertThat(labels(coding(system, code))).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"U", "L", "M", "N", " N "})
    void upToNormalNothingIsHeldBack(String code) throws Exception {
        assertThat(labels(coding(CONFIDENTIALITY, code))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({CONFIDENTIALITY + ",X", CONFIDENTIALITY + ",n", ACT + ",NEWLYADDED", LAW + ",SomeStateLaw"})
    void anUnknownCodeOfAConfidentialitySystemIsTakenForRestricted(String system, String code) throws Exception {
        assertThat(labels(coding(system, code))).containsExactly(code);
    }

    @Test
    void aLabelOfAConfidentialitySystemWithoutACodeIsTakenForRestricted() throws Exception {
        assertThat(labels("{\"system\":\"" + CONFIDENTIALITY + "\"}")).containsExactly("a label without a code");
        assertThat(labels("{\"system\":\"" + CONFIDENTIALITY + "\",\"code\":\" \"}"))
                .containsExactly("a label without a code");
    }

    @ParameterizedTest
    @CsvSource({
        "http://terminology.hl7.org/CodeSystem/v3-ActReason,HTEST",
        "http://terminology.hl7.org/CodeSystem/v3-ObservationValue,SUBSETTED",
        "https://ehr.example.org/labels,R"
    })
    void aCodeOfAnotherSystemIsNoConfidentialityCode(String system, String code) throws Exception {
        assertThat(labels(coding(system, code))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://terminology.hl7.org/CodeSystem/v3-Confidentiality/",
                "http://hl7.org/fhir/v3/Confidentiality",
                "urn:oid:2.16.840.1.113883.5.25"
            })
    void theSystemIsKnownByAllItsNames(String system) throws Exception {
        assertThat(labels(coding(system, "R"))).containsExactly("R");
        assertThat(labels(coding(system, "N"))).isEmpty();
    }

    @Test
    void aCodeWithoutASystemIsTakenForOneOfThese() throws Exception {
        assertThat(labels("{\"code\":\"R\"}")).containsExactly("R");
        assertThat(labels("{\"code\":\"PSY\"}")).containsExactly("PSY");
        assertThat(labels("{\"code\":\"N\"},{\"code\":\"whatever\"},{\"display\":\"restricted\"}"))
                .isEmpty();
    }

    @Test
    void oneRestrictedLabelAmongOthersIsEnoughWhereverItStands() throws Exception {
        assertThat(labels(coding(CONFIDENTIALITY, "N") + "," + coding(ACT, "PSY") + "," + coding(ACT, "HIV") + ","
                        + coding(ACT, "PSY")))
                .containsExactly("HIV", "PSY");
        byte[] last =
                bytes("{\"resourceType\":\"Patient\",\"id\":\"x\",\"gender\":\"female\",\"meta\":{\"versionId\":\"2\","
                        + "\"security\":[" + coding(CONFIDENTIALITY, "V") + "],\"tag\":[]}}");
        assertThat(reader.labelled(ref(), last).orElseThrow().labels()).containsExactly("V");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"security\":{\"system\":\"%s\",\"code\":\"R\"}}",
                "{\"security\":[null,{\"coding\":[{\"system\":\"%s\",\"code\":\"R\"}]}]}",
                "[{\"security\":[{\"system\":\"%s\",\"code\":\"R\",\"extension\":[{}]}]}]"
            })
    void oddShapesAreReadAllTheSame(String meta) throws Exception {
        assertThat(read("\"meta\":" + meta.formatted(CONFIDENTIALITY))).containsExactly("R");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"meta\":null",
                "\"meta\":\"R\"",
                "\"meta\":{\"security\":[]}",
                "\"meta\":{\"tag\":[{\"code\":\"R\"}]}",
                "\"contained\":[{\"resourceType\":\"Device\",\"meta\":{\"security\":[{\"code\":\"R\"}]}}]",
                "\"extension\":[{\"url\":\"x\",\"meta\":{\"security\":[{\"code\":\"R\"}]}}]"
            })
    void nothingElseIsALabelOfTheResource(String element) throws Exception {
        assertThat(read(element)).isEmpty();
    }

    @Test
    void theLabelsOfAResourceThatCannotBeReadAreReadAllTheSame() throws Exception {
        byte[] body =
                bytes("{\"resourceType\":\"Patient\",\"id\":\"x\",\"birthDate\":\"yesterday\",\"meta\":{\"security\":["
                        + coding(CONFIDENTIALITY, "R") + "]}}");
        assertThatThrownBy(() -> reader.labelled(ref(), body)).isInstanceOf(Unreadable.class);
        assertThat(reader.labels(ref(), body)).containsExactly("R");
    }

    @Test
    void aLabelThatIsNoCodeIsToldShort() throws Exception {
        assertThat(labels(coding(CONFIDENTIALITY, "x".repeat(5000))).get(0)).hasSize(64);
        assertThat(labels("{\"system\":\"" + CONFIDENTIALITY + "\",\"code\":\"a\\nb\"}"))
                .containsExactly("a?b");
    }

    @Test
    void withoutTheValueSetsNothingIsRead() {
        SortedMap<String, byte[]> files = Profiles.files("");
        files.keySet().removeIf(name -> name.contains("confidentiality-ordinary"));
        FhirProfiles without = new FhirProfiles(files);
        assertThatThrownBy(() -> new ResourceReader(without, Profiles.ZONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("confidentiality");
    }

    private List<String> labels(String security) throws Unreadable {
        return read("\"meta\":{\"security\":[" + security + "]}");
    }

    private List<String> read(String element) throws Unreadable {
        byte[] body = bytes("{\"resourceType\":\"Patient\",\"id\":\"x\"," + element + "}");
        List<String> labels = reader.labelled(ref(), body).orElseThrow().labels();
        assertThat(reader.labels(ref(), body)).isEqualTo(labels);
        return labels;
    }

    private static String coding(String system, String code) {
        return "{\"system\":\"" + system + "\",\"code\":\"" + code + "\",\"display\":\"a label\"}";
    }

    private static SourceRef ref() {
        return new SourceRef("Patient", "x", "00");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
