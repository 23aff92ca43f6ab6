package org.interlaminar.publication.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Program;
import org.interlaminar.fixture.Service;
import org.interlaminar.reporting.Snapshot;
import org.interlaminar.reporting.Snapshots;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of analysts read the mart row by row. */
class RowsApiTest {
    @TempDir
    private static Path folder;

    private static Service service;
    private static Program analyst;

    @BeforeAll
    static void load() throws Exception {
        service = Service.serving();
        analyst = Program.of(service, Role.ANALYST);
        Path input = folder.resolve("input.ndjson");
        Files.writeString(
                input,
                Stream.of(
                                aPatient("one").born(1950).female().withLumbarStenosis(),
                                aPatient("two")
                                        .born(1925)
                                        .withLumbarStenosis()
                                        .afterMildProcedure(on("2020-06-01"))
                                        .withOdi(52, on("2020-05-20"))
                                        .withOdi(44, on("2020-07-13"))
                                        .withOdi(20, on("2020-09-01"))
                                        .withPain(6, on("2020-05-20"))
                                        .withEpiduralInjection(on("2020-12-01")),
                                aPatient("three")
                                        .born(1960)
                                        .male()
                                        .withLumbarStenosis()
                                        .afterMildProcedure(on("2021-07-07"))
                                        .withOdi(60, on("2021-07-01"))
                                        .withOdi(30, on("2022-07-05")))
                        .map(PatientStory::ndjson)
                        .reduce("", String::concat));
        service.load("hospital-a", input);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void casesCarryNoDayAndNoIdOfTheSource() throws Exception {
        JsonNode answer = analyst.json("/api/v1/cases?mild=yes");
        assertThat(answer.path("regime").asText()).isEqualTo("safe_harbor");
        assertThat(answer.path("rows")).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("index_date").isInt()).isTrue();
            assertThat(row.path("person").asText()).matches("p[0-9a-f]{16}");
        });
        assertThat(answer.toString())
                .contains("\"age_at_index\":90")
                .doesNotContain("hospital-a")
                .doesNotContain("-07-");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/cases, 3",
        "/api/v1/cases?sex=male, 1",
        "/api/v1/cases?complete=yes&lss=yes, 3",
        "/api/v1/cases?lss=undecided, 0",
        "/api/v1/procedures?kind=epidural-injection, 1",
        "/api/v1/procedures?kind=mild&index-no=1, 2",
        "/api/v1/scores?instrument=ODI, 5",
        "/api/v1/scores?instrument=ODI&window=12-months&chosen=yes, 1",
        "/api/v1/events?kind=reintervention&attribution=non-surgical, 1",
        "/api/v1/therapies?phase=before, 0",
        "/api/v1/assessments, 2"
    })
    void rowsAreFilteredByWords(String path, int rows) throws Exception {
        assertThat(analyst.json(path).path("rows")).hasSize(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 1000})
    void pageAfterPageEveryRowComesOnce(int limit) throws Exception {
        List<String> whole = rows(analyst.json("/api/v1/code-hits?limit=1000"));
        List<String> paged = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = analyst.json("/api/v1/code-hits?limit=" + limit + after);
            assertThat(page.path("rows").size()).isBetween(1, limit);
            paged.addAll(rows(page));
            after = page.has("next") ? "&after=" + page.path("next").asText() : null;
        }
        assertThat(whole).hasSizeGreaterThan(8);
        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void csvSaysWhatJsonSays() throws Exception {
        HttpResponse<String> csv = analyst.get("/api/v1/scores?instrument=ODI&limit=2", "Accept", "text/csv");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.headers().firstValue("Next-Page"))
                .hasValue(analyst.json("/api/v1/scores?instrument=ODI&limit=2")
                        .path("next")
                        .asText());
        assertThat(csv.body().lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("person,index_no,instrument,component,value");
    }

    @Test
    void whatDidNotChangeIsNotSentAgain() throws Exception {
        String tag = analyst.get("/api/v1/cases").headers().firstValue("ETag").orElseThrow();
        assertThat(analyst.get("/api/v1/cases", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(analyst.get("/api/v1/cases?sex=male", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/scores?instrument=MPQ | 'instrument' has no such value. It can be ODI, NRS, VAS",
                "/api/v1/cases?limit=1000000 | 'limit' is a whole number from 1 to 1000.",
                "/api/v1/cases?limit=0 | 'limit' is a whole number from 1 to 1000.",
                "/api/v1/cases?limit=many | 'limit' is a whole number from 1 to 1000.",
                "/api/v1/cases?after=here | 'after' is no place",
                "/api/v1/cases?sexe=male | 'sexe' is no parameter of cases. There are lss, nc, mild",
                "/api/v1/cases?sex=male&sex=female | 'sex' stands 2 times",
                "/api/v1/cases?person=1%27%20or%20true-- | 'person' has a form that no value has.",
                "/api/v1/cases?%3Cimg%3E=1 | 'a parameter' is no parameter of cases",
                "/api/v1/scores?window=%3Cimg+onerror%3E | 'window' has a form that no value has."
            })
    void wrongInputIsAProblemThatSaysWhatWouldDo(String path, String detail) throws Exception {
        HttpResponse<String> refused = analyst.get(path);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new ObjectMapper().readTree(refused.body()).path("detail").asText())
                .startsWith(detail);
        assertThat(refused.body()).doesNotContain("Exception").doesNotContain("<img");
    }

    @Test
    void aSnapshotIsReadByItsNumber() throws Exception {
        Snapshot taken = service.bean(Snapshots.class).take("for the paper");
        assertThat(rows(analyst.json("/api/v1/scores?snapshot=" + taken.number())))
                .isEqualTo(rows(analyst.json("/api/v1/scores")));
        HttpResponse<String> refused = analyst.get("/api/v1/cases?snapshot=777");
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith("application/problem+json");
        assertThat(refused.body()).contains("there is no snapshot 777");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/nothing", "/api/v1/cases/p0", "/api/v2/cases"})
    void whatIsNotThereIsAProblemToo(String path) throws Exception {
        HttpResponse<String> refused = analyst.get(path);
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void everythingComesAsOneZipWithItsManifest() throws Exception {
        HttpResponse<byte[]> zipped = analyst.bytes("/api/v1/export?format=parquet");
        assertThat(zipped.headers().firstValue("Content-Type")).hasValue("application/zip");
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).contains("case.parquet", "score.parquet").endsWith("manifest.json");
        assertThat(analyst.get("/api/v1/export?format=xls").body()).contains("It can be csv, parquet.");
    }

    @Test
    void aSnapshotComesAsOneZipToo() throws Exception {
        Snapshot taken = service.bean(Snapshots.class).take("zipped");
        HttpResponse<byte[]> zipped = analyst.bytes("/api/v1/export?snapshot=" + taken.number());
        assertThat(zipped.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("interlaminar-snapshot-" + taken.number() + "-csv.zip");
        JsonNode manifest = null;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                manifest = entry.getName().equals("manifest.json")
                        ? new ObjectMapper().readTree(zip.readAllBytes())
                        : manifest;
            }
        }
        assertThat(manifest.at("/snapshot/number").asInt()).isEqualTo(taken.number());
        assertThat(manifest.at("/snapshot/label").asText()).isEqualTo("zipped");
        assertThat(manifest.at("/restricted").asText()).isEqualTo("left out");

        HttpResponse<String> unknown = analyst.get("/api/v1/export?snapshot=777");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(unknown.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(analyst.get("/api/v1/export?snapshot=first").statusCode()).isEqualTo(400);
        assertThat(analyst.get("/api/v1/export?identified=true").body()).contains("There are format and snapshot.");
    }

    @ParameterizedTest
    @EnumSource(RowTable.class)
    void aFilterHasTheWordsThatTheDictionaryTellsOfItsColumn(RowTable table) throws Exception {
        Map<String, String> told = new HashMap<>();
        analyst.json("/api/v1/dictionary").forEach(column -> {
            if (column.path("table_name").asText().equals(table.table())) {
                told.put(
                        column.path("column_name").asText(),
                        column.path("allowed_values").asText(""));
            }
        });
        assertThat(table.filters()).allSatisfy(filter -> {
            assertThat(told).containsKey(filter.column());
            if (filter.kind() == RowTable.Kind.WORD && !filter.words().isEmpty()) {
                assertThat(told.get(filter.column()).split(", "))
                        .as(filter.column())
                        .containsExactlyInAnyOrderElementsOf(filter.words());
            }
        });
    }

    @Test
    void theDictionarySaysWhatEachColumnMeans() throws Exception {
        assertThat(analyst.json("/api/v1/dictionary"))
                .anySatisfy(column -> {
                    assertThat(column.path("table_name").asText()).isEqualTo("score");
                    assertThat(column.path("column_name").asText()).isEqualTo("window");
                    assertThat(column.path("meaning").asText()).isNotBlank();
                })
                .allSatisfy(
                        column -> assertThat(column.path("meaning").asText()).isNotBlank());
    }

    @Test
    void anotherFormatIsRefused() throws Exception {
        HttpResponse<String> refused = analyst.get("/api/v1/cases", "Accept", "application/xml");
        assertThat(refused.statusCode()).isEqualTo(406);
        assertThat(refused.body()).doesNotContain("Exception");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ABSTRACTOR", "AGGREGATE_READER"})
    void rowsAreForOperatorsAndAnalysts(Role role) throws IOException {
        HttpResponse<String> refused = Program.of(service, role).get("/api/v1/cases");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private static List<String> rows(JsonNode answer) {
        List<String> rows = new ArrayList<>();
        answer.path("rows").forEach(row -> rows.add(row.toString()));
        return rows;
    }
}
