package org.interlaminar.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.interlaminar.truth.Said.Diagnosis;
import org.interlaminar.truth.Said.Disease;
import org.interlaminar.truth.Said.Link;
import org.interlaminar.truth.Said.Operation;
import org.interlaminar.truth.Said.Person;
import org.interlaminar.truth.SearchFace.Manners;
import org.interlaminar.truth.SearchFace.Paging;
import org.interlaminar.truth.SimulatedEhr.Meta;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The judge is judged first: what the simulated EHR serves, writes and counts. */
class SimulatedEhrTest {
    private static final LocalDate DAY = LocalDate.of(2024, 5, 10);
    private static final Key PATIENT = new Key("Patient", "p1");
    private static final Key CONDITION = new Key("Condition", "c1");

    private static EhrServer server;

    private final SimulatedEhr ehr = new SimulatedEhr(Meta.NUMBERED);
    private final Receipts receipts = new Receipts();

    @BeforeAll
    static void start() {
        server = new EhrServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tellsItsOwnTimeAndAnnouncesATotal() throws Exception {
        diagnoses(3);
        HttpResponse<String> answer = get(serve(Paging.SNAPSHOT), "/Condition?_count=2");
        assertThat(answer.headers().firstValue("Date")).contains("Mon, 4 Jan 2100 08:00:00 GMT");
        assertThat(json(answer).path("total").asInt()).isEqualTo(3);
    }

    @Test
    void pagesBehindOpaqueLinksAndCountsARequestForTheNextButOnePageAsAcknowledgement() throws Exception {
        diagnoses(5);
        URI base = serve(Paging.SNAPSHOT);
        assertThat(ids(base, "/Condition?_count=2")).containsExactly("c1", "c2", "c3", "c4", "c5");
        assertThat(receipts.all()).hasSize(3);
        assertThat(receipts.acknowledged().stream().map(version -> version.key().id()))
                .containsExactly("c1", "c2");
    }

    @Test
    void searchesByChangeByPatientAndById() throws Exception {
        diagnoses(3);
        ehr.pass(Duration.ofHours(1));
        ehr.put(new Key("Condition", "c2"), "p2", new Diagnosis(Disease.ASTHMA, null, DAY));
        URI base = serve(Paging.SNAPSHOT);
        assertThat(ids(base, "/Condition?_lastUpdated=ge" + ehr.now() + "&_sort=_lastUpdated"))
                .containsExactly("c2");
        assertThat(ids(base, "/Condition?patient=p1")).containsExactly("c1", "c3");
        assertThat(ids(base, "/Condition?_id=c3,c1,none")).containsExactly("c1", "c3");
        assertThat(json(get(base, "/Condition?_summary=count")).path("total").asInt())
                .isEqualTo(3);
    }

    @Test
    void servesWhatIsTrueByThenWhereItKeepsAList() throws Exception {
        diagnoses(3);
        SearchFace face = face(Paging.LIST);
        face.betweenPages(() -> {
            if (!ehr.current(new Key("Condition", "c2")).isDeletion()) {
                ehr.delete(new Key("Condition", "c2"));
            }
        });
        assertThat(ids(server.serve("list", face), "/Condition?_count=1")).containsExactly("c1", "c3");
    }

    @Test
    void letsOthersSlipThroughWhereItCountsFromTheBeginning() throws Exception {
        diagnoses(4);
        SearchFace face = face(Paging.OFFSET);
        face.betweenPages(() -> {
            ehr.pass(Duration.ofSeconds(1));
            ehr.put(CONDITION, "p1", new Diagnosis(Disease.BACK_PAIN, null, DAY));
        });
        assertThat(ids(server.serve("offset", face), "/Condition?_count=2&_sort=_lastUpdated"))
                .containsExactly("c1", "c2", "c4", "c1");
    }

    @Test
    void writesDeletionsAsABulkExportAndAsAHistoryDo() throws Exception {
        diagnoses(1);
        ehr.pass(Duration.ofHours(1));
        ehr.delete(CONDITION);
        Exports exports = new Exports(ehr);
        assertThat(exports.bulk(null).files())
                .containsOnlyKeys("deleted.ndjson")
                .containsEntry(
                        "deleted.ndjson",
                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":"
                                + "{\"method\":\"DELETE\",\"url\":\"Condition/c1\"}}]}\n");
        JsonNode entry = new ObjectMapper()
                .readTree(exports.history(ehr.now()).files().get("Condition-history.json"))
                .path("entry")
                .path(0);
        assertThat(entry.has("resource")).isFalse();
        assertThat(entry.path("request").path("method").asText()).isEqualTo("DELETE");
        assertThat(entry.path("response").path("lastModified").asText())
                .isEqualTo(ehr.now().toString());
        assertThat(entry.path("response").path("etag").asText()).isEqualTo("W/\"2\"");
    }

    @Test
    void writesNoMetaWhereItHasNone() {
        assertThat(new SimulatedEhr(Meta.NONE).put(PATIENT, null, born()).json())
                .doesNotContain("meta");
        assertThat(ehr.put(PATIENT, null, born()).json())
                .contains("\"versionId\":\"1\"", "\"lastUpdated\":\"2100-01-04T08:00:00Z\"");
    }

    @Test
    void countsJoinedPatientsAsOnePersonUnderTheOneThatIsNotReplaced() {
        ehr.put(PATIENT, null, new Person(1950, List.of(new Link("replaced-by", "p2"))));
        ehr.put(new Key("Patient", "p2"), null, born());
        ehr.put(CONDITION, "p1", new Diagnosis(Disease.STENOSIS, null, DAY));
        ehr.put(new Key("Procedure", "o1"), "p2", new Operation(Said.Kind.MILD, "completed", DAY));
        assertThat(new Recount(ehr.live()).people())
                .containsOnlyKeys("p2")
                .containsEntry("p2", "lss yes, mild yes, operations 1, ODI 0, NRS 0");
    }

    @Test
    void countsNothingThatIsDeletedOrWrong() {
        ehr.put(PATIENT, null, born());
        ehr.put(CONDITION, "p1", new Diagnosis(Disease.STENOSIS, "refuted", DAY));
        ehr.put(new Key("Condition", "c2"), "p1", new Diagnosis(Disease.STENOSIS, null, DAY));
        ehr.delete(new Key("Condition", "c2"));
        assertThat(new Recount(ehr.live()).people()).isEmpty();
    }

    @Test
    void theSameSaltsMakeTheSameHistory() {
        assertThat(eventsOf(7)).isEqualTo(eventsOf(7)).isNotEqualTo(eventsOf(8));
    }

    private static List<String> eventsOf(long seed) {
        Random random = new Random(seed);
        SimulatedEhr own = new SimulatedEhr(Meta.NUMBERED);
        Hospital hospital = new Hospital(own, java.util.EnumSet.allOf(Hospital.Event.class));
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            told.add(hospital.happen(hospital.any(random), random));
        }
        return told;
    }

    private void diagnoses(int number) {
        for (int i = 1; i <= number; i++) {
            ehr.put(new Key("Condition", "c" + i), "p1", new Diagnosis(Disease.STENOSIS, null, DAY));
        }
    }

    private static Person born() {
        return new Person(1950, List.of());
    }

    private URI serve(Paging paging) {
        return server.serve("ehr", face(paging));
    }

    private SearchFace face(Paging paging) {
        return new SearchFace(ehr, new Manners(true, true, true, paging), receipts);
    }

    private static List<String> ids(URI base, String search) throws Exception {
        List<String> ids = new ArrayList<>();
        for (String address = base + search; address != null; ) {
            JsonNode page = json(get(URI.create(address), ""));
            page.path("entry")
                    .forEach(entry -> ids.add(entry.path("resource").path("id").asText()));
            address = null;
            for (JsonNode link : page.path("link")) {
                if (link.path("relation").asText().equals("next")) {
                    address = link.path("url").asText();
                }
            }
        }
        return ids;
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    private static HttpResponse<String> get(URI base, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
