package org.interlaminar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.interlaminar.demo.DemoEhr.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoEhrTest {
    private static final DemoEhr EHR = new DemoEhr(List.of(Sample.whole("enriched")), 0);
    private static final FhirOverHttp CLIENT = new FhirOverHttp(EHR);

    @BeforeAll
    static void start() {
        EHR.start();
    }

    @AfterAll
    static void stop() {
        EHR.close();
    }

    @Test
    void pagesThroughAllConditionsYieldingEachOnce() {
        List<JsonNode> pages = CLIENT.pages("/Condition?_count=7");

        assertThat(pages).hasSize(27).allSatisfy(page -> {
            assertThat(page.path("total").asInt()).isEqualTo(184);
            assertThat(page.path("entry").size()).isLessThanOrEqualTo(7);
        });
        assertThat(CLIENT.resources("/Condition?_count=7"))
                .hasSize(184)
                .extracting(condition -> condition.path("id").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void givesFiftyUnlessAskedAndNeverMoreThanFiveHundred() {
        assertThat(CLIENT.found("/Observation").path("entry")).hasSize(50);
        assertThat(CLIENT.found("/Observation?_count=100000").path("entry")).hasSize(500);
    }

    @Test
    void keepsEveryElementOfTheFiles() throws IOException {
        for (String type : List.of("Patient", "Encounter", "Condition", "Procedure", "Observation", "Location")) {
            Map<String, JsonNode> lines = linesById("enriched", type);

            assertThat(CLIENT.resources("/" + type + "?_count=500"))
                    .hasSameSizeAs(lines.values())
                    .allSatisfy(served -> assertThat(withoutStamp(served))
                            .isEqualTo(lines.get(served.path("id").asText())));
        }
    }

    @Test
    void ordersByLastUpdatedInWholeSeconds() {
        List<Instant> stamps = CLIENT.resources("/Procedure?_sort=_lastUpdated&_count=500").stream()
                .map(DemoEhrTest::lastUpdated)
                .toList();

        assertThat(stamps).hasSize(678).isSorted().doesNotHaveDuplicates();
        assertThat(CLIENT.resources("/Procedure?_sort=-_lastUpdated&_count=500"))
                .first()
                .satisfies(newest -> assertThat(lastUpdated(newest)).isEqualTo(stamps.get(stamps.size() - 1)));
    }

    @Test
    void yieldsOnlyTheNewestFromItsOwnInstantOn() {
        JsonNode newest = CLIENT.resources("/Condition?_count=500").get(183);
        Instant at = lastUpdated(newest);

        assertThat(CLIENT.resources("/Condition?_lastUpdated=ge" + at)).containsExactly(newest);
        assertThat(CLIENT.resources("/Condition?_lastUpdated=gt" + at)).isEmpty();
        assertThat(CLIENT.resources("/Condition?_lastUpdated=lt" + at + "&_count=500"))
                .hasSize(183);
        assertThat(CLIENT.resources("/Condition?_lastUpdated=le" + at + "&_lastUpdated=ge" + at.minusSeconds(1)))
                .hasSize(2);
    }

    @Test
    void findsByPatientInEveryWayOfNamingOne() {
        JsonNode condition = CLIENT.resources("/Condition?_count=1").get(0);
        String patient = condition.path("subject").path("reference").asText();
        String id = patient.substring("Patient/".length());

        List<JsonNode> found = CLIENT.resources("/Condition?patient=" + id);

        assertThat(found).contains(condition).allSatisfy(one -> assertThat(
                        one.path("subject").path("reference").asText())
                .isEqualTo(patient));
        assertThat(CLIENT.resources("/Condition?patient=" + patient)).isEqualTo(found);
        assertThat(CLIENT.resources("/Condition?subject=" + patient)).isEqualTo(found);
        assertThat(CLIENT.resources("/Condition?subject=Group/" + id)).isEmpty();
        assertThat(CLIENT.resources("/Encounter?patient=" + id)).isNotEmpty();
    }

    @Test
    void findsByCodeWithSystemWithoutAndEitherOfTwo() {
        assertThat(total("/Procedure?code=" + token("http://www.ama-assn.org/go/cpt|0275T")))
                .isEqualTo(48);
        assertThat(total("/Procedure?code=0275T")).isEqualTo(48);
        assertThat(total("/Procedure?code=" + token("http://snomed.info/sct|0275T")))
                .isZero();
        assertThat(total("/Procedure?code="
                        + token("http://www.ama-assn.org/go/cpt|0275T,http://www.ama-assn.org/go/cpt|63047")))
                .isEqualTo(48 + 9);
        assertThat(total("/Condition?code=" + token("http://hl7.org/fhir/sid/icd-10-cm|")))
                .isPositive()
                .isLessThan(184);
    }

    @Test
    void readsAndFindsById() {
        JsonNode condition = CLIENT.resources("/Condition?_count=1").get(0);
        String id = condition.path("id").asText();

        assertThat(CLIENT.found("/Condition/" + id)).isEqualTo(condition);
        assertThat(CLIENT.resources("/Condition?_id=no-such-id," + id)).containsExactly(condition);
        assertThat(condition.path("meta").path("versionId").asText()).isEqualTo("1");
        assertThat(CLIENT.get("/Condition/no-such-id").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Condition?colour=red",
                "/Condition?_colour=red",
                "/Condition?_tag=red",
                "/Condition?_has:Observation:patient:code=1",
                "/Condition?_include=Condition:patient",
                "/Condition?code:not=1",
                "/Condition?patient:missing=true",
                "/Condition?patient.name=Smith",
                "/Condition?patient=http://elsewhere.example.org/fhir/Patient/1",
                "/Condition?_lastUpdated:missing=true",
                "/Condition?_lastUpdated=ne2026-01-01",
                "/Condition?_lastUpdated=yesterday",
                "/Condition?_sort=code",
                "/Condition?_count=many",
                "/Organization?patient=1",
                "/Encounter?code=1"
            })
    void refusesWhatItDoesNotUnderstand(String pathAndQuery) {
        var response = CLIENT.get(pathAndQuery);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(CLIENT.json(response).path("resourceType").asText()).isEqualTo("OperationOutcome");
    }

    @Test
    void saysWhenItAnswered() {
        var response = CLIENT.get("/Condition?_count=1");

        assertThat(response.headers().firstValue("Date")).isPresent();
        assertThat(lastUpdated(CLIENT.json(response))).isAfter(Instant.EPOCH);
        assertThat(CLIENT.get("/Condition?colour=red").headers().firstValue("Date"))
                .isPresent();
    }

    @Test
    void statesWhatItCanAndNoMore() {
        JsonNode statement = CLIENT.found("/metadata");

        var parameters = new HashMap<String, List<String>>();
        for (JsonNode resource : statement.path("rest").path(0).path("resource")) {
            var names = new ArrayList<String>();
            resource.path("searchParam")
                    .forEach(parameter -> names.add(parameter.path("name").asText()));
            parameters.put(resource.path("type").asText(), names);
            assertThat(resource.findValuesAsText("code")).containsExactlyInAnyOrder("read", "search-type");
            assertThat(resource.has("searchInclude") || resource.has("searchRevInclude"))
                    .isFalse();
        }
        List<String> plain = List.of("_id", "_lastUpdated");
        List<String> coded = List.of("_id", "_lastUpdated", "code", "patient", "subject");
        assertThat(parameters)
                .isEqualTo(Map.of(
                        "Organization", plain,
                        "Location", plain,
                        "Practitioner", plain,
                        "PractitionerRole", plain,
                        "Patient", plain,
                        "Encounter", List.of("_id", "_lastUpdated", "patient", "subject"),
                        "Condition", coded,
                        "Procedure", coded,
                        "Observation", coded));
    }

    private static int total(String pathAndQuery) {
        return CLIENT.found(pathAndQuery).path("total").asInt();
    }

    private static String token(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static Instant lastUpdated(JsonNode resource) {
        return OffsetDateTime.parse(resource.path("meta").path("lastUpdated").asText())
                .toInstant();
    }

    /** The resource as the file has it: a meta of nothing but our stamp goes altogether. */
    private static JsonNode withoutStamp(JsonNode served) {
        ObjectNode resource = served.deepCopy();
        ObjectNode meta = (ObjectNode) resource.get("meta");
        meta.remove(List.of("versionId", "lastUpdated"));
        if (meta.isEmpty()) {
            resource.remove("meta");
        }
        return resource;
    }

    private static Map<String, JsonNode> linesById(String sample, String type) throws IOException {
        var json = new ObjectMapper();
        var byId = new HashMap<String, JsonNode>();
        try (var file = DemoEhrTest.class.getResourceAsStream("/demo/" + sample + "/" + type + ".ndjson.gz");
                var lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode resource = json.readTree(line);
                byId.put(resource.path("id").asText(), resource);
            }
        }
        return byId;
    }
}
