package org.interlaminar.publication.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Program;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of analysts read which windows lack a score. The service keeps the time of the machine here. */
class WorklistApiTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @TempDir
    private static Path folder;

    private static Service service;
    private static Program analyst;

    @BeforeAll
    static void load() throws Exception {
        service = Service.serving();
        analyst = Program.of(service, Role.ANALYST);
        service.load(
                "hospital-a",
                Files.writeString(
                        folder.resolve("a.ndjson"),
                        Stream.of(
                                        treated("due", 400).withLaminectomy(on(TODAY.minusDays(100))),
                                        treated("overdue", 600),
                                        treated("missed", 2_500),
                                        treated("pain", 400)
                                                .withPain(7, daysBeforeIndex(1))
                                                .inTheBack())
                                .map(PatientStory::ndjson)
                                .reduce("", String::concat)));
    }

    private static PatientStory treated(String id, int daysAgo) {
        return aPatient(id)
                .born(1950)
                .withLumbarStenosis()
                .afterMildProcedure(on(TODAY.minusDays(daysAgo)))
                .withOdi(52, daysBeforeIndex(3));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void tellsWindowsUnderSurrogatesWithoutDaysAnybodyCouldCountBackFrom() throws Exception {
        JsonNode answer = analyst.json("/api/v1/worklist?state=due&window=12-months");
        assertThat(answer.path("regime").asText()).isEqualTo("safe_harbor");
        assertThat(answer.path("rows")).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("person").asText()).matches("p[0-9a-f]{16}");
            assertThat(row.path("opens").isInt()).as("a year").isTrue();
            assertThat(row.path("opens_day").asInt()).isEqualTo(271);
            assertThat(row.path("closes_day").asInt()).isEqualTo(545);
            assertThat(row.path("missing").asText()).startsWith("ODI");
        });
        assertThat(answer.path("rows").toString())
                .contains("\"reintervention\":\"open-decompression\"", "\"reintervention_day\":300")
                .doesNotContain("hospital-a", "left", "until")
                .doesNotContainPattern("\\d{4}-\\d{2}-\\d{2}");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/worklist?state=due, 3",
        "/api/v1/worklist?state=due&instrument=NRS, 3",
        "/api/v1/worklist?state=due&instrument=ZCQ, 0",
        "/api/v1/worklist?state=overdue&window=12-months, 1",
        "/api/v1/worklist?state=missed&window=12-months, 1",
        "/api/v1/worklist?window=2-weeks, 0"
    })
    void entriesAreFilteredByWords(String path, int rows) throws Exception {
        assertThat(analyst.json(path).path("rows")).hasSize(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 1000})
    void pageAfterPageEveryEntryComesOnce(int limit) throws Exception {
        List<String> whole = rows(analyst.json("/api/v1/worklist?state=missed&limit=1000"));
        List<String> paged = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = analyst.json("/api/v1/worklist?state=missed&limit=" + limit + after);
            assertThat(page.path("rows").size()).isBetween(1, limit);
            paged.addAll(rows(page));
            after = page.has("next") ? "&after=" + page.path("next").asText() : null;
        }
        assertThat(whole).hasSizeGreaterThan(8);
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void csvSaysWhatJsonSays() throws Exception {
        HttpResponse<String> csv = analyst.get("/api/v1/worklist?limit=2", "Accept", "text/csv");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.headers().firstValue("Next-Page"))
                .hasValue(analyst.json("/api/v1/worklist?limit=2").path("next").asText());
        assertThat(csv.body().lines())
                .hasSize(3)
                .first()
                .isEqualTo("person,window,state,missing,unclear,opens,closes,opens_day,closes_day,last_contact,"
                        + "last_contact_day,died,reintervention,reintervention_day");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state=late | 'state' has no such value. It can be due, overdue, upcoming, missed.",
                "window=baseline | 'window' has no such value. It can be 2-weeks, 6-weeks",
                "instrument=MPQ | 'instrument' has no such value. It can be ODI, NRS, ZCQ",
                "snapshot=1 | 'snapshot' is no parameter of worklist. There are state, window, instrument, limit and after.",
                "source=hospital-a | 'source' is no parameter of worklist.",
                "state=due&state=due | 'state' stands 2 times",
                "limit=0 | 'limit' is a whole number from 1 to 1000.",
                "after=here | 'after' is no place",
                "%3Cimg%3E=1 | 'a parameter' is no parameter of worklist"
            })
    void wrongInputIsAProblemThatSaysWhatWouldDo(String question, String detail) throws Exception {
        HttpResponse<String> refused = analyst.get("/api/v1/worklist?" + question);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new ObjectMapper().readTree(refused.body()).path("detail").asText())
                .startsWith(detail);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ABSTRACTOR", "AGGREGATE_READER"})
    void rowsAreForOperatorsAndAnalysts(Role role) throws IOException {
        assertThat(Program.of(service, role).get("/api/v1/worklist").statusCode())
                .isEqualTo(403);
    }

    private static List<String> rows(JsonNode answer) {
        List<String> rows = new ArrayList<>();
        answer.path("rows").forEach(row -> rows.add(row.toString()));
        return rows;
    }
}
