package org.interlaminar.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.Program;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.Visitor;
import org.interlaminar.publication.export.Export;
import org.interlaminar.publication.export.Extent;
import org.interlaminar.publication.export.Format;
import org.interlaminar.publication.export.Regime;
import org.interlaminar.publication.figures.SnapshotFigures;
import org.interlaminar.reporting.Snapshots;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One snapshot, one number: the ODI at each window as the page draws it, as programs and downloads are given it, as it stands
 * in the store of published numbers, and as it comes out of the rows in SQL, in CSV and in Parquet.
 */
class OneNumberTest {
    private static final List<String> STATISTICS = List.of("n", "mean", "pairs", "change_mean");

    /** PostgreSQL and DuckDB both understand it; the CSV says yes where the others have a truth. */
    private static final String BY_HAND =
            """
            with odi as (
                select s.person, s."window" as at, s.value from %s s join %s c on c.person = s.person
                where c.lss = 'yes' and c.mild = 'yes' and c.index_date_precision = 'day' and s.instrument = 'ODI'
                  and s.unit = 'percent' and s.index_no = 1 and cast(s.chosen as varchar) in ('true', 'yes')
            )
            select f.at, count(*), avg(f.value), count(b.person), avg(f.value - b.value)
            from odi f left join odi b on b.person = f.person and b.at = 'baseline'
            where f.at not in ('baseline', 'unscheduled') group by f.at
            """;

    @TempDir
    private static Path folder;

    private static Service service;
    private static Program program;
    private static Visitor visitor;

    /** By window; what is hidden is not there. */
    private static Map<String, Map<String, Double>> published;

    @BeforeAll
    static void loadAndTakeASnapshot() throws Exception {
        service = Service.serving();
        service.load("registry", Path.of("src/main/resources/demo/registry"));
        service.bean(Snapshots.class).take("for the paper");
        service.bean(SnapshotFigures.class).publish(1);
        for (Format format : Format.values()) {
            service.bean(Export.class).write(folder, format, Regime.LIMITED_DATA_SET, Extent.of(1));
        }
        program = Program.of(service, Role.AGGREGATE_READER);
        visitor = Visitor.of(service, Role.AGGREGATE_READER);
        published = fromJson();
        assertThat(published.values().stream().filter(window -> window.size() == STATISTICS.size()))
                .as("windows of which everything is shown")
                .hasSizeGreaterThan(2);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theAnswerAsCsvSaysIt() throws IOException {
        assertThat(fromCsv(program.get("/api/v1/change?snapshot=1&instrument=ODI", "Accept", "text/csv")
                        .body()))
                .isEqualTo(published);
    }

    @Test
    void theFileOfThePageSaysIt() throws IOException {
        assertThat(fromCsv(visitor.read("/figures/change.csv?snapshot=1&instrument=ODI")))
                .isEqualTo(published);
    }

    @Test
    void theStoreOfPublishedNumbersSaysIt() {
        Map<String, Map<String, Double>> found = new TreeMap<>();
        service.sql()
                .sql("select labels[4], statistic, value from aggregate.published"
                        + " where snapshot = 1 and figure = 'change' and labels[1] = 'ODI' and shown")
                .query(row -> {
                    put(found, row.getString(1), row.getString(2), row.getString(3));
                });
        assertThat(found).isEqualTo(published);
    }

    @Test
    void thePageDrawsItAndWritesItRounded() throws IOException {
        String page = visitor.read("/outcomes?measure=ODI.score.percent&snapshot=1");
        Map<String, Map<String, Double>> drawn = new TreeMap<>();
        int table = page.indexOf("id=\"course-table\"");
        for (MatchResult row : Pattern.compile("<tr (data-at=[^>]*)>(.*?)</tr>", Pattern.DOTALL)
                .matcher(page.substring(table, page.indexOf("</table>", table)))
                .results()
                .toList()) {
            Map<String, String> data = Pattern.compile("data-([a-z-]+)=\"([^\"]*)\"")
                    .matcher(row.group(1))
                    .results()
                    .collect(Collectors.toMap(one -> one.group(1), one -> one.group(2)));
            String window = data.get("at").replace(" wk", "-weeks").replace(" mo", "-months");
            if (published.containsKey(window)) {
                put(drawn, window, "n", data.getOrDefault("n", ""));
                put(drawn, window, "mean", data.get("mean"));
                put(drawn, window, "pairs", data.getOrDefault("pairs", ""));
                put(drawn, window, "change_mean", data.get("change"));
                published.get(window).forEach((statistic, value) -> assertThat(row.group(2))
                        .as(window)
                        .contains(written(statistic, value)));
            }
        }
        drawn.forEach((window, statistics) ->
                assertThat(statistics.keySet()).isEqualTo(published.get(window).keySet()));
        agrees(drawn, 5e-5);
    }

    @Test
    void theRowsOfTheSnapshotComeToIt() {
        Map<String, Map<String, Double>> found = new HashMap<>();
        service.sql()
                .sql(BY_HAND.formatted(asOfTheSnapshot("score"), asOfTheSnapshot("case")))
                .query(row -> {
                    add(found, row);
                });
        agrees(found);
    }

    @Test
    void theRowsInCsvComeToIt() throws SQLException {
        agrees(fromFiles("read_csv", "csv"));
    }

    @Test
    void theRowsInParquetComeToIt() throws SQLException {
        agrees(fromFiles("read_parquet", "parquet"));
    }

    @Test
    void whoIsLeftAtEachStepIsTheSameEverywhere() throws Exception {
        List<String> told = StreamSupport.stream(
                        program.json("/api/v1/attrition?snapshot=1")
                                .path("rows")
                                .spliterator(),
                        false)
                .map(row -> row.path("who").asText() + " " + row.path("people").asText())
                .toList();
        assertThat(told).hasSizeGreaterThan(8).noneMatch(step -> step.endsWith("hidden"));
        assertThat(service.sql()
                        .sql(
                                "select name || ' ' || people from mart.snapshot_attrition where snapshot = 1 order by step")
                        .query(String.class)
                        .list())
                .isEqualTo(told);
        assertThat(duck("select name || ' ' || people from read_parquet('" + folder.resolve("attrition.parquet")
                        + "') order by step"))
                .isEqualTo(told);
        String page = visitor.read("/cohort?snapshot=1");
        List<String> written = Pattern.compile("<th scope=\"row\">([^<]*)</th>\\s*<td class=\"num\">([^<]*)</td>")
                .matcher(page.substring(page.indexOf("id=\"attrition-table\""), page.indexOf("id=\"table-1\"")))
                .results()
                .map(row -> row.group(1) + " " + row.group(2).replaceAll("\\D", ""))
                .toList();
        assertThat(written).usingElementComparator(String::compareToIgnoreCase).isEqualTo(told);
    }

    private static Map<String, Map<String, Double>> fromJson() throws IOException {
        Map<String, Map<String, Double>> found = new TreeMap<>();
        for (JsonNode row :
                program.json("/api/v1/change?snapshot=1&instrument=ODI").path("rows")) {
            STATISTICS.forEach(statistic -> put(
                    found,
                    row.path("window").asText(),
                    statistic,
                    row.path(statistic).asText()));
        }
        return found;
    }

    private static Map<String, Map<String, Double>> fromCsv(String file) throws IOException {
        Map<String, Map<String, Double>> found = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                STATISTICS.forEach(statistic -> put(found, row.getField("window"), statistic, row.getField(statistic)));
            }
        }
        return found;
    }

    private static Map<String, Map<String, Double>> fromFiles(String reader, String ending) throws SQLException {
        Map<String, Map<String, Double>> found = new HashMap<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(
                        BY_HAND.formatted(file(reader, "score." + ending), file(reader, "case." + ending)))) {
            while (rows.next()) {
                add(found, rows);
            }
        }
        return found;
    }

    private static List<String> duck(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static String file(String reader, String name) {
        return reader + "('" + folder.resolve(name) + "')";
    }

    private static String asOfTheSnapshot(String table) {
        return "(select * from mart.snapshot_" + table + " where snapshot = 1)";
    }

    private static void add(Map<String, Map<String, Double>> found, ResultSet row) throws SQLException {
        for (int i = 0; i < STATISTICS.size(); i++) {
            put(found, row.getString(1), STATISTICS.get(i), row.getString(i + 2));
        }
    }

    /** The baseline has no change of its own, and is left out everywhere. */
    private static void put(Map<String, Map<String, Double>> found, String window, String statistic, String value) {
        boolean isNumber = value != null && !value.isEmpty() && !value.equals("hidden");
        if (isNumber && !window.equals("baseline") && STATISTICS.contains(statistic)) {
            found.computeIfAbsent(window, key -> new TreeMap<>()).put(statistic, Double.valueOf(value));
        }
    }

    private static void agrees(Map<String, Map<String, Double>> found) {
        agrees(found, 1e-9);
    }

    /** Of a window without scores there are no rows: nobody. */
    private static void agrees(Map<String, Map<String, Double>> found, double to) {
        published.forEach((window, statistics) -> statistics.forEach((statistic, value) -> assertThat(
                        found.getOrDefault(window, Map.of()).getOrDefault(statistic, 0.0))
                .as("%s of %s", statistic, window)
                .isCloseTo(value, within(to))));
    }

    /** As people read it: counts whole, means with one place and a real minus. */
    private static String written(String statistic, double value) {
        boolean isCount = statistic.equals("n") || statistic.equals("pairs");
        String words = BigDecimal.valueOf(value)
                .setScale(isCount ? 0 : 1, RoundingMode.HALF_UP)
                .toPlainString();
        return words.replace('-', '−');
    }
}
