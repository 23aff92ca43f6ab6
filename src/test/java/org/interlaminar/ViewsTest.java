package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Resource;
import org.interlaminar.fixture.Examples;
import org.interlaminar.fixture.Views;
import org.junit.jupiter.api.Test;

/** The views of fhir-profiles/ over the example of a case. */
class ViewsTest {
    private static final Set<String> BEYOND_THE_MART =
            Set.of("id", "tag", "system", "code", "status", "clinical_status", "verification_status", "recorded_date");

    private final List<Resource> resources = FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(Bundle.class, Examples.text("Bundle-p0000000000000001-case"))
            .getEntry()
            .stream()
            .map(Bundle.BundleEntryComponent::getResource)
            .toList();

    @Test
    void aPatientIsAPseudonymAndLittleMore() {
        assertThat(rows("patient"))
                .containsExactly("person=p0000000000000001 sex=female birth_date=1949 death_date=null age_at_index=74");
    }

    @Test
    void aDiagnosisComesWithWhatRecognitionSaid() {
        assertThat(rows("lss-condition"))
                .containsExactly("id=p0000000000000001-lss person=p0000000000000001 tag=lss "
                        + "system=http://hl7.org/fhir/sid/icd-10-cm code=" + code("Condition-p0000000000000001-lss")
                        + " clinical_status=active verification_status=confirmed date=2022-11-03 "
                        + "recorded_date=2022-11-03 day=-210");
    }

    @Test
    void aMildProcedureIsNotAmongTheOthers() {
        assertThat(rows("mild-procedure"))
                .containsExactly("id=p0000000000000001-mild person=p0000000000000001 index_no=1 kind=mild tag=mild "
                        + "system=http://www.ama-assn.org/go/cpt code="
                        + code("Procedure-p0000000000000001-mild")
                        + " status=completed date=2023-06-01 day=0 window=baseline");
        assertThat(rows("other-spine-procedure"))
                .containsExactly("id=p0000000000000001-fusion person=p0000000000000001 index_no=1 kind=fusion "
                        + "system=http://www.ama-assn.org/go/cpt code=" + code("Procedure-p0000000000000001-fusion")
                        + " status=completed date=2024-07-05 day=400 window=12-months");
    }

    @Test
    void aScoreStandsInItsWindow() {
        assertThat(rows("outcome-score"))
                .containsExactly(
                        "id=p0000000000000001-odi-baseline person=p0000000000000001 index_no=1 instrument=ODI "
                                + "component=score value=52 unit=percent date=2023-05-20 day=-12 window=baseline "
                                + "chosen=true",
                        "id=p0000000000000001-odi-12-months person=p0000000000000001 index_no=1 instrument=ODI "
                                + "component=score value=24.5 unit=percent date=2024-05-28 day=362 window=12-months "
                                + "chosen=true");
    }

    @Test
    void anEventIsNoScore() {
        assertThat(rows("event"))
                .containsExactly("id=p0000000000000001-fusion-event person=p0000000000000001 index_no=1 "
                        + "kind=reintervention type=fusion date=2024-07-05 day=400 attribution=surgical "
                        + "window=12-months");
    }

    @Test
    void whatIsNotKnownIsEmpty() {
        List<Resource> known = resources.stream()
                .map(Resource::copy)
                .peek(resource -> {
                    if (resource instanceof Procedure procedure) {
                        procedure.getExtension().removeIf(one -> one.getUrl().matches(".*(window|day-from-index)"));
                        procedure.setPerformed(null);
                    }
                })
                .toList();
        assertThat(told(Views.rows("mild-procedure", known)))
                .singleElement()
                .asString()
                .endsWith("status=completed date=null day=null window=null");
    }

    @Test
    void everyViewIsRunHereAndIsPlain() {
        assertThat(Views.names())
                .containsExactly(
                        "event",
                        "lss-condition",
                        "mild-procedure",
                        "other-spine-procedure",
                        "outcome-score",
                        "patient");
        Views.names().forEach(name -> {
            JsonNode view = Views.definition(name);
            assertThat(view.path("url").asText()).isEqualTo("https://interlaminar.org/fhir/ViewDefinition/" + name);
            assertThat(view.path("id").asText()).isEqualTo(name);
            assertThat(view.path("name").asText()).isEqualTo(name.replace('-', '_'));
            assertThat(view.toString()).doesNotContain("\"repeat\"", "%rowIndex");
        });
    }

    @Test
    void aColumnHasTheNameItHasInTheMart() throws Exception {
        Map<String, String> tables = Map.of(
                "patient", "\"case\"",
                "lss-condition", "code_hit",
                "mild-procedure", "procedure",
                "other-spine-procedure", "procedure",
                "outcome-score", "score",
                "event", "event");
        for (String view : Views.names()) {
            Set<String> columns = columns(view);
            columns.removeAll(BEYOND_THE_MART);
            columns.remove("birth_date");
            assertThat(columnsOfTheMart(tables.get(view))).as(view).containsAll(columns);
        }
    }

    private static Set<String> columns(String view) {
        Set<String> columns = new TreeSet<>();
        Views.definition(view)
                .at("/select/0/column")
                .forEach(column -> columns.add(column.path("name").asText()));
        return columns;
    }

    private static Set<String> columnsOfTheMart(String table) throws Exception {
        String views = Files.readString(Path.of("src/main/resources/db/migration/R__mart_views.sql"));
        Matcher comment = Pattern.compile("comment on column mart\\." + table + "\\.\"?(\\w+)")
                .matcher(views);
        Set<String> columns = new TreeSet<>();
        while (comment.find()) {
            columns.add(comment.group(1));
        }
        return columns;
    }

    private static String code(String example) {
        return Examples.tree(example).at("/code/coding/0/code").asText();
    }

    private List<String> rows(String view) {
        return told(Views.rows(view, resources));
    }

    private static List<String> told(List<JsonNode> rows) {
        return rows.stream().map(ViewsTest::told).toList();
    }

    private static String told(JsonNode row) {
        List<String> cells = new ArrayList<>();
        row.fields()
                .forEachRemaining(
                        cell -> cells.add(cell.getKey() + "=" + cell.getValue().asText()));
        return String.join(" ", cells);
    }
}
