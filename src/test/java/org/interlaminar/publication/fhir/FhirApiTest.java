package org.interlaminar.publication.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BasicAuthInterceptor;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.interlaminar.access.Access;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.ProfileValidator;
import org.interlaminar.fixture.Program;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader's program takes everything that is handed out as FHIR. */
class FhirApiTest {
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final List<String> TYPES = List.of("Patient", "Condition", "Procedure", "Observation", "Provenance");

    @TempDir
    private static Path folder;

    private static Service service;
    private static Program operator;
    private static IGenericClient client;
    private static final TreeSet<String> SOURCE_IDS = new TreeSet<>();

    @BeforeAll
    static void load() throws Exception {
        service = Service.serving();
        operator = Program.of(service, Role.OPERATOR);
        String password = service.bean(Access.class).add("reader", Role.OPERATOR);
        FHIR.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        client = FHIR.newRestfulGenericClient(service.address() + "/fhir");
        client.registerInterceptor(new BasicAuthInterceptor("reader", password));
        List<PatientStory> stories = List.of(
                aPatient("canary-one").born(1950).female().withLumbarStenosis(),
                aPatient("canary-two")
                        .born(1925)
                        .withLumbarStenosisAndClaudication()
                        .afterMildProcedure(on("2020-06-01"))
                        .withOdi(52, on("2020-05-20"))
                        .withOdi(44, on("2020-07-13"))
                        .withOdi(20, on("2020-09-01"))
                        .withPain(6, on("2020-05-20"))
                        .withEpiduralInjection(on("2020-12-01")),
                aPatient("canary-three")
                        .born(1960)
                        .male()
                        .withLumbarStenosis()
                        .afterMildProcedure(on("2021-07-07"))
                        .withOdi(60, on("2021-07-01"))
                        .withOdi(30, on("2022-07-05")));
        stories.forEach(story -> {
            ID.matcher(story.ndjson()).results().forEach(found -> SOURCE_IDS.add(found.group(1)));
        });
        Path input = folder.resolve("input.ndjson");
        Files.writeString(input, stories.stream().map(PatientStory::ndjson).reduce("", String::concat));
        service.load("hospital-a", input);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Patient; select count(*) from mart.case",
                "Condition; select count(*) from mart.case where lss in ('yes', 'undecided')",
                "Procedure; select count(*) from mart.procedure",
                "Observation; select (select count(*) from mart.score) + (select count(*) from mart.event)",
                "Provenance; select count(*) from mart.case"
            })
    void pageAfterPageEveryRowOfTheMartComesOnce(String type, String rows) {
        int expected = service.sql().sql(rows).query(Integer.class).single();
        assertThat(expected).isPositive();
        for (int count : List.of(1, 2, 100)) {
            List<String> ids = all(type, count).stream()
                    .map(one -> one.getIdElement().getIdPart())
                    .toList();
            assertThat(ids).doesNotHaveDuplicates().hasSize(expected);
        }
        Bundle counted = bundle(type + "?_summary=count");
        assertThat(counted.getTotal()).isEqualTo(expected);
        assertThat(counted.getEntry()).isEmpty();
    }

    @Test
    void whatLeavesIsValidAndTellsNothingOfItsSource() throws Exception {
        for (String type : TYPES) {
            for (Resource one : all(type, 100)) {
                String id = one.getIdElement().getIdPart();
                String json = operator.get("/fhir/" + type + "/" + id).body();
                assertThat(ProfileValidator.problems(json)).as(json).isEmpty();
                assertThat(json).doesNotContain("hospital-a").doesNotContain("canary");
                SOURCE_IDS.forEach(source ->
                        assertThat(json).doesNotContain("\"" + source + "\"").doesNotContain("/" + source + "\""));
                assertThat(json).doesNotContainPattern("(?:Time|Date)\":\"\\d{4}-");
            }
        }
    }

    @Test
    void aCaseComesWholeAndValid() throws Exception {
        String person = person("canary-two");
        HttpResponse<String> answer = operator.get("/fhir/Patient/" + person + "/$everything");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ProfileValidator.problems(answer.body())).isEmpty();
        Bundle bundle = FHIR.newJsonParser().parseResource(Bundle.class, answer.body());
        assertThat(bundle.getEntry().stream().map(one -> one.getResource().fhirType()))
                .contains("Patient", "Condition", "Procedure", "Observation", "Provenance");
    }

    @Test
    void whatIsKnownAlreadyIsNotSentAgain() throws Exception {
        String path = "/fhir/Patient/" + person("canary-one");
        HttpResponse<String> first = operator.get(path);
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(operator.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(operator.get(path, "If-None-Match", "W/\"1\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient?name=x",
                "Patient?gender:not=male",
                "Observation?date=2020-07-13",
                "Observation?date=soon",
                "Observation?_cursor=x",
                "Procedure?_include=Procedure:performer",
                "Condition?subject.name=x"
            })
    void whatIsNotUnderstoodIsRefusedInOurWords(String search) throws Exception {
        HttpResponse<String> answer = operator.get("/fhir/" + search);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("OperationOutcome")
                .doesNotContain("HAPI")
                .doesNotContain("ca.uhn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Patient?gender=male; 1",
                "Patient?gender=male,female; 2",
                "Condition?_tag=https://interlaminar.org/fhir/CodeSystem/tag|lss; 3",
                "Condition?_tag=neurogenic-claudication; 1",
                "Condition?clinical-status=active; 3",
                "Condition?clinical-status=resolved; 0",
                "Procedure?_tag=mild; 2",
                "Procedure?date=2020&_tag=mild; 1",
                "Procedure?date=ge2021&_tag=mild; 1",
                "Procedure?date=gt2021; 0",
                "Procedure?status=completed&_tag=mild; 2",
                "Observation?category=survey; 6",
                "Observation?category=survey&date=2021,2022; 2",
                "Observation?_lastUpdated=ge2100; 0",
                "Observation?_lastUpdated=le2100&category=survey; 6"
            })
    void searchesFindWhatTheySay(String search, int found) throws Exception {
        Bundle bundle = bundle(search + "&_total=accurate");
        assertThat(bundle.getEntry()).hasSize(found);
        assertThat(bundle.getTotal()).isEqualTo(found);
    }

    @Test
    void aPersonsRowsComeWithThePersonTheIndexAndTheOrigin() throws Exception {
        String person = person("canary-two");
        Bundle bundle = bundle("Observation?patient=" + person
                + "&_include=Observation:patient&_include=Observation:focus&_revinclude=Provenance:target");
        assertThat(bundle.getEntry().stream()
                        .filter(one -> one.getSearch().getMode() == Bundle.SearchEntryMode.INCLUDE)
                        .map(one -> one.getResource().fhirType()))
                .containsExactlyInAnyOrder("Patient", "Procedure", "Provenance");
    }

    @Test
    void eachThingThatIsDeclaredWorks() throws Exception {
        JsonNode declared = operator.json("/fhir/metadata");
        assertThat(ProfileValidator.problems(declared.toString())).isEmpty();
        for (JsonNode resource : declared.path("rest").path(0).path("resource")) {
            String type = resource.path("type").asText();
            for (JsonNode parameter : resource.path("searchParam")) {
                String value = parameter.path("type").asText().equals("date") ? "2020" : "x";
                String path = "/fhir/" + type + "?" + parameter.path("name").asText() + "=" + value;
                assertThat(operator.get(path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(operator.get("/fhir/" + type + "/none-of-this-id").statusCode())
                    .as(type)
                    .isEqualTo(404);
            assertThat(operator.get("/fhir/" + type + "?never=declared").statusCode())
                    .as(type)
                    .isEqualTo(400);
        }
        assertThat(operator.get("/fhir/Encounter").statusCode()).isEqualTo(404);
    }

    @Test
    void filesAreHandedOutAsTheyAre() throws Exception {
        assertThat(bundle("ValueSet?url=https://interlaminar.org/fhir/ValueSet/instrument-odi")
                        .getEntry())
                .hasSize(1);
        assertThat(operator.get("/fhir/Measure/lss-mild-outcomes").statusCode()).isEqualTo(200);
        assertThat(operator.get("/fhir/StructureDefinition/lss-condition").statusCode())
                .isEqualTo(200);
    }

    @Test
    void onlyWhoMayReadsIt() throws Exception {
        assertThat(Program.unknownTo(service).get("/fhir/Patient").statusCode()).isEqualTo(401);
        assertThat(Program.of(service, Role.ABSTRACTOR).get("/fhir/Patient").statusCode())
                .isEqualTo(403);
    }

    @Test
    void whoIsTakenBackIsGone() throws Exception {
        List<String> resources = aPatient("canary-gone").withLumbarStenosis().resources();
        Path input = folder.resolve("gone.ndjson");
        Files.writeString(input, String.join("\n", resources) + "\n");
        service.load("hospital-b", input);
        String person = person("canary-gone");
        Bundle before = bundle("Condition?patient=" + person);
        assertThat(before.getEntry()).hasSize(1);
        Path deletes = folder.resolve("deletes.json");
        Files.writeString(
                deletes,
                resources.stream()
                        .flatMap(one -> ID.matcher(one).results().limit(1).map(id -> type(one) + "/" + id.group(1)))
                        .map(url -> "{\"request\":{\"method\":\"DELETE\",\"url\":\"" + url + "\"}}")
                        .reduce((one, other) -> one + "," + other)
                        .map(entries ->
                                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}")
                        .orElseThrow());
        service.load("hospital-b", deletes);
        assertThat(operator.get("/fhir/Patient/" + person).statusCode()).isEqualTo(410);
        assertThat(operator.get("/fhir/Condition/" + person + "-lss").statusCode())
                .isEqualTo(410);
        assertThat(bundle("Condition?patient=" + person).getEntry()).isEmpty();
    }

    private static String type(String json) {
        return json.replaceFirst("(?s).*?\"resourceType\":\"(\\w+)\".*", "$1");
    }

    private static String person(String patient) {
        return service.sql()
                .sql("select person from xwalk.person where patient = ?")
                .param(patient)
                .query(String.class)
                .single();
    }

    private static Bundle bundle(String search) {
        return client.search().byUrl(search).returnBundle(Bundle.class).execute();
    }

    private static List<Resource> all(String type, int count) {
        List<Resource> all = new ArrayList<>();
        Bundle page = bundle(type + "?_count=" + count);
        while (true) {
            Bundle one = page;
            assertThat(one.getEntry()).hasSizeLessThanOrEqualTo(count);
            all.addAll(Stream.of(one)
                    .flatMap(bundle -> bundle.getEntry().stream())
                    .map(Bundle.BundleEntryComponent::getResource)
                    .toList());
            if (one.getLink("next") == null) {
                return all;
            }
            page = client.loadPage().next(one).execute();
        }
    }
}
