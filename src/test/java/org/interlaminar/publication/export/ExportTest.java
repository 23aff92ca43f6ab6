package org.interlaminar.publication.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.interlaminar.fixture.Service;
import org.interlaminar.reporting.Mart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves as CSV under each regime. */
class ExportTest {
    @TempDir
    private static Path folder;

    private static Service service;

    @BeforeAll
    static void loadAndExport() throws Exception {
        service = Service.started();
        Path input = folder.resolve("input.ndjson");
        Files.writeString(input, String.join("\n", person("young", "1960-01-01"), person("old", "1925-01-01")));
        service.load("hospital-a", input);
        for (Regime regime : Regime.values()) {
            service.bean(Export.class).write(folder.resolve(regime.word()), Format.CSV, regime);
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void writesOneFileForEachTableAndAManifestWithTheirHashes() throws IOException {
        JsonNode manifest = new ObjectMapper()
                .readTree(folder.resolve("safe_harbor/manifest.json").toFile());
        for (String table : Mart.TABLES) {
            assertThat(folder.resolve("safe_harbor").resolve(table + ".csv")).exists();
            assertThat(manifest.path("files")
                            .path(table + ".csv")
                            .path("sha256")
                            .asText())
                    .hasSize(64);
        }
        assertThat(manifest.path("regime").asText()).isEqualTo("safe_harbor");
        assertThat(manifest.path("cut_off").asText()).isNotBlank();
    }

    @Test
    void safeHarborGivesYearsAndOneGroupOfTheOldest() throws IOException {
        List<NamedCsvRecord> cases = rows("safe_harbor", "case");
        assertThat(cases).extracting(row -> row.getField("index_date")).containsOnly("2021");
        assertThat(cases).extracting(row -> row.getField("age_at_index")).containsExactlyInAnyOrder("61", "90+");
        assertThat(rows("safe_harbor", "procedure"))
                .extracting(row -> row.getField("day"))
                .containsOnly("0");
    }

    @Test
    void theLimitedDataSetGivesDates() throws IOException {
        assertThat(rows("limited_data_set", "case"))
                .extracting(row -> row.getField("index_date"))
                .containsOnly("2021-07-07");
    }

    @Test
    void onlyTheIdentifiedExportNamesThePersonOfTheSource() throws IOException {
        assertThat(rows("identified", "case"))
                .extracting(row -> row.getField("source_id") + "/" + row.getField("source_patient_id"))
                .containsExactly("hospital-a/old", "hospital-a/young");
        for (String table : Mart.TABLES) {
            assertThat(folder.resolve("safe_harbor").resolve(table + ".csv"))
                    .content()
                    .doesNotContain("young")
                    .doesNotContain("hospital-a");
        }
    }

    private static List<NamedCsvRecord> rows(String regime, String table) throws IOException {
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(folder.resolve(regime).resolve(table + ".csv"))) {
            return csv.stream().collect(Collectors.toList());
        }
    }

    private static String person(String id, String birth) {
        return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"birthDate\":\"" + birth + "\"}\n"
                + "{\"resourceType\":\"Condition\",\"id\":\"c-" + id + "\",\"subject\":{\"reference\":\"Patient/" + id
                + "\"},\"onsetDateTime\":\"2019-05-01\",\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10-cm\","
                + "\"code\":\"M48.062\"}]}}\n"
                + "{\"resourceType\":\"Procedure\",\"id\":\"m-" + id
                + "\",\"status\":\"completed\",\"subject\":{\"reference\":"
                + "\"Patient/" + id + "\"},\"performedDateTime\":\"2021-07-07\",\"code\":{\"coding\":[{\"system\":"
                + "\"http://www.ama-assn.org/go/cpt\",\"code\":\"0275T\"}]}}";
    }
}
