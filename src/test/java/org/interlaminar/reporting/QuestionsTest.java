package org.interlaminar.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.on;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Service;
import org.interlaminar.outcomes.CohortFigures;
import org.interlaminar.outcomes.MeasureFigures;
import org.interlaminar.outcomes.Proportion;
import org.interlaminar.outcomes.TimeToEventFigures;
import org.interlaminar.outcomes.WindowFigures;
import org.interlaminar.outcomes.survival.Landmark;
import org.interlaminar.publication.figures.UnprotectedFigures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The questions of docs/analysts.md, asked of the sample by somebody who may read the mart and nothing else. */
class QuestionsTest {
    private static final Path FOLDER = Path.of("docs/questions");
    private static final Path SAMPLE = Path.of("src/main/resources/demo/enriched");

    private static Service service;
    private static CohortFigures figures;
    private static String login;

    @BeforeAll
    static void start() throws Exception {
        service = Service.started();
        service.load("enriched", SAMPLE);
        figures = UnprotectedFigures.of(service);
        service.bean(Snapshots.class).take("");
        login = service.url().substring(service.url().lastIndexOf('/') + 1) + "_analyst";
        service.sql().sql("create role " + login + " login in role analyst_ro").update();
    }

    @AfterAll
    static void stop() {
        service.sql().sql("drop role " + login).update();
        service.close();
    }

    static List<Path> questions() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereAreTenAndTheGuideNamesEach() throws Exception {
        String guide = Files.readString(Path.of("docs/analysts.md"));
        assertThat(questions()).hasSize(10).allSatisfy(file -> assertThat(guide)
                .contains("(questions/" + file.getFileName() + ")"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void eachSaysItselfInOneLineAndIsAnswered(Path file) throws Exception {
        assertThat(Files.readAllLines(file).get(0)).matches("-- .+\\?");
        assertThat(answer(file.getFileName().toString())).isNotEmpty();
    }

    @Test
    void attritionEndsWithThoseAnalysed() throws Exception {
        Map<Object, Object> people = new LinkedHashMap<>();
        answer("01-attrition.sql").forEach(row -> people.put(row.get("name"), row.get("people")));
        assertThat(people)
                .containsEntry("people received", 220L)
                .containsEntry("with lumbar stenosis", 176L)
                .containsEntry("index cases", 47L)
                .containsEntry("with ODI at baseline", 42L)
                .containsEntry("analysed at 12 months", 26L);
    }

    @Test
    void everyTraitOfTheIndexCasesAddsUpToThem() throws Exception {
        Map<Object, Long> people = new LinkedHashMap<>();
        answer("02-who-they-are.sql")
                .forEach(row -> people.merge(row.get("characteristic"), (Long) row.get("people"), Long::sum));
        assertThat(people).hasSize(5).allSatisfy((trait, number) -> assertThat(number)
                .as(trait.toString())
                .isEqualTo(47));
    }

    @Test
    void odiFallsAsTheFiguresSay() throws Exception {
        List<Map<String, Object>> rows = answer("03-odi-change.sql");
        assertThat(rows.get(0)).containsEntry("window", "baseline").containsEntry("people", 42L);
        assertThat(row(rows, "window", "12-months")).containsEntry("pairs", 26L).containsEntry("people", 29L);
        assertThat((BigDecimal) row(rows, "window", "12-months").get("change_mean"))
                .isCloseTo(new BigDecimal("-17.846153846"), within(new BigDecimal("0.000000001")));
        changesAre(rows.subList(1, rows.size()), measure(figures, "ODI", "score"));
    }

    @Test
    void respondersAreOfThreeDenominators() throws Exception {
        var rate = window(measure(figures, "ODI", "score"), "12-months")
                .responders()
                .get(0);
        Map<String, Object> row = answer("04-odi-responders.sql").get(0);
        assertThat(row)
                .containsEntry("responders", rate.ofAll().count())
                .containsEntry("people", 47L)
                .containsEntry("evaluable", rate.ofEvaluable().of())
                .containsEntry("complete_responders", rate.ofComplete().count())
                .containsEntry("complete", rate.ofComplete().of());
        assertThat(rate.ofEvaluable().of()).isBetween(26L, 46L);
    }

    @Test
    void followUpCountsTheSeenOfTheExpected() throws Exception {
        List<Map<String, Object>> rows = answer("05-follow-up.sql");
        List<WindowFigures> windows = measure(figures, "ODI", "score").windows();
        assertThat(rows).hasSameSizeAs(windows);
        for (WindowFigures window : windows) {
            assertThat(row(rows, "window", window.window()))
                    .containsEntry("expected", window.completeness().expected())
                    .containsEntry("seen", window.completeness().seen());
        }
    }

    @Test
    void reinterventionsComeAsKaplanMeierSays() throws Exception {
        List<Map<String, Object>> rows = answer("06-reinterventions.sql");
        List<TimeToEventFigures> expected = figures.timesToEvent();
        assertThat(rows).hasSize(4);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> row = rows.get(i);
            Landmark landmark = expected.get(i / 2)
                    .survival()
                    .at((Integer) row.get("by_day"))
                    .orElseThrow();
            assertThat(((BigDecimal) row.get("people")).longValueExact()).isEqualTo(landmark.events());
            assertThat(((BigDecimal) row.get("at_risk")).longValueExact()).isEqualTo(landmark.atRisk());
            assertThat(((BigDecimal) row.get("kaplan_meier")).doubleValue())
                    .isCloseTo(1 - landmark.survival(), within(1e-9));
        }
        assertThat(rows).anySatisfy(row -> assertThat((BigDecimal) row.get("kaplan_meier"))
                .isPositive());
    }

    @Test
    void complicationsAreThoseByDay30() throws Exception {
        Proportion proportion = figures.harms().get(0).proportion();
        assertThat(figures.harms().get(0).day()).isEqualTo(30);
        assertThat(answer("07-complications.sql").get(0))
                .containsEntry("people", proportion.count())
                .containsEntry("known_until_day_30", proportion.of());
    }

    @Test
    void legPainIsNeitherBackPainNorPainOfNowhere(@TempDir Path folder) throws Exception {
        assertThat(answer("08-leg-pain-change.sql"))
                .hasSize(9)
                .as("the sample never says where it hurts")
                .allSatisfy(row -> assertThat(row).containsEntry("pairs", 0L));
        try (Service other = Service.started()) {
            load(
                    other,
                    folder,
                    "p1",
                    inTheLeg(8, 3).withPain(5, daysAfterIndex(91)).ndjson());
            load(other, folder, "p2", inTheLeg(7, 6).ndjson());
            MeasureFigures leg = measure(UnprotectedFigures.of(other), "NRS", "leg");
            List<Map<String, Object>> rows = answer(other, "08-leg-pain-change.sql");
            changesAre(rows, leg);
            assertThat(row(rows, "window", "3-months")).containsEntry("pairs", 0L);
            assertThat(row(rows, "window", "12-months")).containsEntry("pairs", 2L);
            assertThat((BigDecimal) row(rows, "window", "12-months").get("change_mean"))
                    .isEqualByComparingTo("-3");
        }
    }

    private static PatientStory inTheLeg(int before, int later) {
        return aPatient(before + "-" + later)
                .withLumbarStenosis()
                .afterMildProcedure(on("2024-01-01"))
                .withPain(before, daysAfterIndex(-10))
                .inTheLeg()
                .withPain(later, daysAfterIndex(365))
                .inTheLeg();
    }

    @Test
    void careBeforeIsOfEveryIndexCase() throws Exception {
        assertThat(answer("09-care-before.sql")).allSatisfy(row -> assertThat(row)
                .containsEntry("of_people", 47L)
                .hasEntrySatisfying(
                        "people", people -> assertThat((Long) people).isBetween(1L, 47L)));
    }

    @Test
    void betweenSnapshotsCasesComeAndChange(@TempDir Path folder) throws Exception {
        try (Service other = Service.started()) {
            Snapshots snapshots = other.bean(Snapshots.class);
            PatientStory changes = aPatient("changes").withLumbarStenosis();
            load(other, folder, "a", aPatient("stays").withLumbarStenosis().ndjson() + changes.ndjson());
            snapshots.take("");
            int earlier = snapshots.take("").number();
            load(
                    other,
                    folder,
                    "b",
                    changes.afterMildProcedure(on("2025-01-01")).ndjson()
                            + aPatient("comes").withLumbarStenosis().ndjson());
            int newer = snapshots.take("").number();

            assertThat(answer(other, "10-between-snapshots.sql").get(0))
                    .containsEntry("earlier", earlier)
                    .containsEntry("newer", newer)
                    .containsEntry("came", 1L)
                    .containsEntry("went", 0L)
                    .containsEntry("changed", 1L)
                    .containsEntry("index_cases_before", 0L)
                    .containsEntry("index_cases_after", 1L);
        }
    }

    private static void load(Service service, Path folder, String name, String lines) throws Exception {
        service.load("hospital-b", Files.writeString(folder.resolve(name + ".ndjson"), lines));
    }

    private static void changesAre(List<Map<String, Object>> rows, MeasureFigures measure) {
        List<WindowFigures> windows = measure.windows().stream()
                .filter(window -> !window.baseline() && window.change().n() > 0)
                .toList();
        assertThat(windows).isNotEmpty();
        for (WindowFigures window : windows) {
            Map<String, Object> row = row(rows, "window", window.window());
            assertThat(row).containsEntry("pairs", window.change().n());
            assertThat((BigDecimal) row.get("change_mean"))
                    .isCloseTo(window.change().change().mean(), within(new BigDecimal("1e-9")));
        }
    }

    private static MeasureFigures measure(CohortFigures figures, String instrument, String component) {
        return figures.measures().stream()
                .filter(one -> one.measure().instrument().equals(instrument)
                        && one.measure().component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    private static WindowFigures window(MeasureFigures measure, String name) {
        return measure.windows().stream()
                .filter(one -> one.window().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> row(List<Map<String, Object>> rows, String column, String word) {
        return rows.stream()
                .filter(one -> word.equals(one.get(column)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for " + word));
    }

    private static List<Map<String, Object>> answer(String file) throws IOException, SQLException {
        return answer(service, file);
    }

    private static List<Map<String, Object>> answer(Service service, String file) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(service.url(), login, "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Files.readString(FOLDER.resolve(file)))) {
            List<Map<String, Object>> rows = new ArrayList<>();
            while (row.next()) {
                Map<String, Object> one = new LinkedHashMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    one.put(row.getMetaData().getColumnLabel(i), row.getObject(i));
                }
                rows.add(one);
            }
            return rows;
        }
    }
}
