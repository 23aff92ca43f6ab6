package org.interlaminar.publication.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.Program;
import org.interlaminar.fixture.Service;
import org.interlaminar.publication.figures.PublishedFigure;
import org.interlaminar.publication.figures.PublishedFigures;
import org.interlaminar.publication.figures.SnapshotFigures;
import org.interlaminar.reporting.AsOf;
import org.interlaminar.reporting.Snapshots;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of both samples together, as programs of aggregate readers see them. */
class FiguresApiTest {
    private static final Set<String> COUNTS = Set.of(
            "people",
            "left_out",
            "n",
            "missing",
            "after_reintervention",
            "pairs",
            "all_count",
            "all_of",
            "evaluable_of",
            "complete_count",
            "complete_of",
            "died",
            "lost",
            "not_due",
            "no_baseline",
            "no_score",
            "seen",
            "expected",
            "observed",
            "events",
            "left",
            "count",
            "of",
            "in_bin",
            "responders");

    private static Service service;
    private static Program reader;
    private static Program analyst;

    @BeforeAll
    static void load() throws Exception {
        service = Service.serving();
        reader = Program.of(service, Role.AGGREGATE_READER);
        analyst = Program.of(service, Role.ANALYST);
        service.load("enriched", Path.of("src/main/resources/demo/enriched"));
        service.load("mixed", Path.of("src/main/resources/demo/mixed"));
        service.bean(Snapshots.class).take("first");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attrition",
                "table-1",
                "change",
                "responders",
                "distribution",
                "follow-up",
                "survival",
                "survival-curve",
                "survival-by-group",
                "complications"
            })
    void noShownCountIsOfAFewPeople(String figure) throws Exception {
        JsonNode answer = reader.json("/api/v1/" + figure);
        assertThat(answer.path("threshold").asInt()).isEqualTo(11);
        assertThat(answer.path("cut_off").asText()).isNotBlank();
        assertThat(answer.path("rows")).isNotEmpty();
        answer.path("rows").forEach(row -> row.fields().forEachRemaining(field -> {
            if (COUNTS.contains(field.getKey()) && field.getValue().isNumber()) {
                assertThat(field.getValue().asInt())
                        .as(row + " " + field.getKey())
                        .matches(count -> count == 0 || count >= 11);
            }
        }));
    }

    @Test
    void whoReadsFiguresSeesHowManyPeopleTheyAreAbout() throws Exception {
        JsonNode steps = reader.json("/api/v1/attrition").path("rows");
        assertThat(steps.get(0).path("people").asInt())
                .isEqualTo(service.sql()
                        .sql("select people from mart.attrition where step = 1")
                        .query(Integer.class)
                        .single());
        assertThat(steps.findValuesAsText("who")).contains("index cases");
        assertThat(steps.toString()).contains("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attrition",
                "table-1",
                "change",
                "responders",
                "distribution",
                "follow-up",
                "survival",
                "survival-curve",
                "survival-by-group"
            })
    void csvSaysWhatJsonSays(String figure) throws Exception {
        JsonNode json = reader.json("/api/v1/" + figure).path("rows");
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(
                        reader.get("/api/v1/" + figure, "Accept", "text/csv").body())) {
            List<NamedCsvRecord> rows = csv.stream().toList();
            assertThat(rows).hasSize(json.size());
            for (int i = 0; i < rows.size(); i++) {
                JsonNode told = json.get(i);
                rows.get(i).getFieldsAsMap().forEach((name, cell) -> {
                    JsonNode value = told.path(name);
                    if (value.isNumber()) {
                        assertThat(Double.parseDouble(cell)).as(name).isEqualTo(value.asDouble());
                    } else {
                        assertThat(cell).as(name).isEqualTo(value.asText());
                    }
                });
            }
        }
    }

    @Test
    void everyFigureHasAnAddressThatAReaderOfFiguresMayUse() throws Exception {
        for (PublishedFigure figure :
                service.bean(PublishedFigures.class).of(new AsOf(1)).figures()) {
            assertThat(reader.json("/api/v1/" + figure.name()).path("figure").asText())
                    .isEqualTo(figure.name());
        }
    }

    @Test
    void anEdgeThatIsAThresholdSaysWhatTheRespondersSay() throws Exception {
        JsonNode edges =
                reader.json("/api/v1/distribution?at_least=10&instrument=ODI").path("rows");
        JsonNode responders =
                reader.json("/api/v1/responders?threshold=10&instrument=ODI").path("rows");
        assertThat(edges).isNotEmpty();
        for (JsonNode edge : edges) {
            JsonNode same = null;
            for (JsonNode row : responders) {
                same = row.path("window").equals(edge.path("window")) ? row : same;
            }
            assertThat(same).isNotNull();
            assertThat(edge.path("responders")).isEqualTo(same.path("all_count"));
            assertThat(edge.path("of")).isEqualTo(same.path("evaluable_of"));
            assertThat(edge.path("share")).isEqualTo(same.path("evaluable_share"));
            assertThat(edge.path("worst_share")).isEqualTo(same.path("worst_share"));
        }
    }

    @Test
    void whatOneInstrumentHidesOfTheExpectedNoOtherShows() throws Exception {
        Map<String, Set<String>> byWindow = new HashMap<>();
        for (JsonNode row : reader.json("/api/v1/follow-up").path("rows")) {
            if (row.has("expected")) {
                byWindow.computeIfAbsent(row.path("window").asText(), window -> new HashSet<>())
                        .add(row.path("expected").asText());
            }
        }
        assertThat(byWindow)
                .hasSizeGreaterThan(4)
                .allSatisfy((window, told) -> assertThat(told).as(window).hasSize(1));
    }

    @Test
    void aCurveSaysAtLandmarksWhatIsSaidWithoutIt() throws Exception {
        JsonNode landmarks = reader.json("/api/v1/survival").path("rows");
        JsonNode curve = reader.json("/api/v1/survival-curve").path("rows");
        assertThat(landmarks).isNotEmpty().allSatisfy(row -> assertThat(curve).contains(row));
    }

    @Test
    void rowsAreChosenByTheirWords() throws Exception {
        JsonNode rows =
                reader.json("/api/v1/change?instrument=ODI&window=12-months").path("rows");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).path("unit").asText()).isEqualTo("percent");
    }

    @Test
    void aPublishedResultStandsBesideTheSitesOwnAndSaysWhoPaid() throws Exception {
        JsonNode trials = reader.json("/api/v1/trials?study=MOTION, 3 years".replace(" ", "%20"))
                .path("rows");
        assertThat(trials).hasSizeGreaterThan(3).allSatisfy(row -> {
            assertThat(row.path("funding").asText()).isEqualTo("vendor");
            assertThat(row.path("citation").asText()).startsWith("doi ");
        });
        JsonNode remembered =
                reader.json("/api/v1/trials?standing=to%20be%20confirmed").path("rows");
        assertThat(remembered).isNotEmpty().allSatisfy(row -> assertThat(row.has("n"))
                .isFalse());
    }

    @Test
    void aSnapshotSaysTheSameAsTheMartItWasTakenFrom() throws Exception {
        for (String figure : List.of("attrition", "change", "responders")) {
            JsonNode snapshot = analyst.json("/api/v1/" + figure + "?snapshot=1");
            assertThat(snapshot.path("snapshot").asInt()).isEqualTo(1);
            assertThat(snapshot.path("rows"))
                    .isEqualTo(analyst.json("/api/v1/" + figure).path("rows"));
        }
    }

    @Test
    void whoReadsFiguresOnlyIsGivenTheNewestSnapshot() throws Exception {
        assertThat(reader.json("/api/v1/change").path("snapshot").asInt()).isEqualTo(1);
        assertThat(analyst.json("/api/v1/change").has("snapshot")).isFalse();
    }

    @Test
    void beforeTheFirstSnapshotNothingIsPublished() throws Exception {
        try (Service fresh = Service.serving()) {
            HttpResponse<String> refused =
                    Program.of(fresh, Role.AGGREGATE_READER).get("/api/v1/attrition");
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.body()).contains("No snapshot has been taken yet");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/change?instrument=MPQ | 400 | 'instrument' has no such value. It can be ODI",
                "/api/v1/change?window=9-months | 400 | 'window' has no such value. It can be baseline",
                "/api/v1/change?sex=male | 400 | 'sex' is no parameter of change. There are instrument",
                "/api/v1/change?snapshot=all | 400 | 'snapshot' is a whole number",
                "/api/v1/survival?day=1000000 | 400 | 'day' has no such value. It can be 182",
                "/api/v1/change?limit=1000000 | 400 | 'limit' is no parameter of change. There are instrument",
                "/api/v1/change?from=2026-02-01&until=2026-01-01 | 400 | 'from' is no parameter of change",
                "/api/v1/change?snapshot=99 | 404 | there is no snapshot 99"
            })
    void wrongInputIsAProblemThatSaysWhatWouldDo(String path, int status, String detail) throws Exception {
        HttpResponse<String> refused = reader.get(path);
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body()).doesNotContain("Exception");
        assertThat(new ObjectMapper().readTree(refused.body()).path("detail").asText())
                .startsWith(detail);
    }

    @Test
    void theStoreHasTheNumbersOfASnapshotThatProgramsAreGiven() throws Exception {
        SnapshotFigures.Told told = service.bean(SnapshotFigures.class).publish(1);
        assertThat(told.numbers()).isGreaterThan(told.hidden());

        JsonNode rows = reader.json("/api/v1/change?snapshot=1").path("rows");
        int compared = 0;
        for (int i = 0; i < rows.size(); i++) {
            for (String statistic : List.of("n", "mean", "change_mean", "change_high")) {
                List<String> stored = service.sql()
                        .sql("select coalesce(value::text, 'hidden') from aggregate.published where snapshot = 1"
                                + " and figure = 'change' and position = ? and statistic = ?")
                        .params(i + 1, statistic)
                        .query(String.class)
                        .list();
                JsonNode given = rows.get(i).path(statistic);
                assertThat(stored).hasSize(given.isMissingNode() ? 0 : 1);
                if (given.isNumber()) {
                    assertThat(new BigDecimal(stored.get(0)).doubleValue()).isEqualTo(given.asDouble());
                    compared++;
                } else if (!given.isMissingNode()) {
                    assertThat(stored).containsExactly(given.asText());
                }
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void whoReadsFiguresReadsNoRows() throws Exception {
        assertThat(reader.get("/api/v1/cases").statusCode()).isEqualTo(403);
        assertThat(reader.get("/api/v1/scores").statusCode()).isEqualTo(403);
    }
}
