package org.interlaminar.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.interlaminar.fixture.Service;
import org.interlaminar.reporting.Mart.Column;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What columns mean stands once: in the comments of the database. */
class DataDictionaryTest {
    private static Service service;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyColumnThatLeavesHasItsRowWithTypeAndMeaning() {
        for (boolean identified : new boolean[] {false, true}) {
            List<Map<String, Object>> rows = dictionary(identified);
            for (String table : Mart.TABLES) {
                List<String> leaving = service.bean(Mart.class).read(table, identified, read -> read.columns().stream()
                        .map(Column::name)
                        .toList());
                assertThat(rows)
                        .filteredOn(row -> row.get("table_name").equals(table))
                        .extracting(row -> row.get("column_name"))
                        .as(table)
                        .isEqualTo(leaving);
            }
            assertThat(unexplained(rows)).isEmpty();
        }
    }

    @Test
    void aColumnWithoutACommentIsFound() {
        String meaning = service.sql()
                .sql("select meaning from mart.data_dictionary where table_name = 'score' and column_name = 'chosen'")
                .query(String.class)
                .single();
        service.sql().sql("comment on column mart.score.chosen is null").update();
        assertThat(unexplained(dictionary(false))).containsExactly("score.chosen");
        service.sql()
                .sql("comment on column mart.score.chosen is '" + meaning + "'")
                .update();
        assertThat(unexplained(dictionary(false))).isEmpty();
    }

    @Test
    void unitsAndWordsComeFromTheCommentToo() {
        assertThat(dictionary(false))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("column_name", "ligamentum_flavum_mm")
                        .containsEntry("unit", "mm")
                        .containsEntry("allowed_values", null))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("column_name", "nc")
                        .containsEntry("allowed_values", "yes, not-documented, unknown")
                        .containsEntry("unit", null));
        assertThat(dictionary(false))
                .filteredOn(row -> row.get("column_name").toString().matches("day|.*_day|minutes|.*_hours|.*_mm"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("unit"))
                        .as("%s.%s", row.get("table_name"), row.get("column_name"))
                        .isNotNull());
    }

    @Test
    void aCommentThatBeginsToTellWordsOrAUnitTellsThemToTheEnd() {
        assertThat(dictionary(false))
                .allSatisfy(row -> assertThat(row.get("meaning").toString().contains("One of: "))
                        .as("%s.%s", row.get("table_name"), row.get("column_name"))
                        .isEqualTo(row.get("allowed_values") != null))
                .allSatisfy(row -> assertThat(row.get("meaning").toString().contains("Unit: "))
                        .as("%s.%s", row.get("table_name"), row.get("column_name"))
                        .isEqualTo(row.get("unit") != null));
    }

    private static List<String> unexplained(List<Map<String, Object>> rows) {
        return rows.stream()
                .filter(row -> row.get("type") == null
                        || row.get("meaning") == null
                        || row.get("meaning").toString().isBlank())
                .map(row -> row.get("table_name") + "." + row.get("column_name"))
                .toList();
    }

    private static List<Map<String, Object>> dictionary(boolean identified) {
        return service.bean(Mart.class).read("data_dictionary", identified, read -> {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (List<Object> row = read.next(); row != null; row = read.next()) {
                Map<String, Object> told = new HashMap<>();
                for (int i = 0; i < row.size(); i++) {
                    told.put(read.columns().get(i).name(), row.get(i));
                }
                rows.add(told);
            }
            return rows;
        });
    }
}
