package org.interlaminar.publication.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.interlaminar.fixture.Service;
import org.interlaminar.reporting.Mart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What leaves as Parquet, read by DuckDB, says what the CSV says. */
class ParquetExportTest {
    @TempDir
    private static Path folder;

    private static Service service;

    @BeforeAll
    static void loadAndExport() throws Exception {
        service = Service.started();
        Path input = folder.resolve("input.ndjson");
        Files.writeString(
                input,
                Stream.of(
                                aPatient("young")
                                        .born(1960)
                                        .withLumbarStenosis()
                                        .afterMildProcedure(on("2021-07-07"))
                                        .withOdi(42.5, on("2021-07-01"))
                                        .withOdi(12.25, on("2022-01-03"))
                                        .withEpiduralInjection(on("2022-02-01")),
                                aPatient("old").born(1920).withLumbarStenosis().afterMildProcedure(on("2020-02-29")),
                                aPatient("alone").born(1950).withLumbarStenosis())
                        .map(story -> story.ndjson())
                        .reduce("", String::concat));
        service.load("hospital-a", input);
        for (Regime regime : Regime.values()) {
            for (Format format : Format.values()) {
                service.bean(Export.class).write(folder.resolve(regime.word()), format, regime);
            }
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @EnumSource(Regime.class)
    void everyTableHasTheRowsOfItsCsv(Regime regime) throws Exception {
        for (String table : Mart.TABLES) {
            List<List<String>> asCsv = csv(folder.resolve(regime.word()).resolve(table + ".csv"));
            assertThat(parquet(folder.resolve(regime.word()).resolve(table + ".parquet")))
                    .as(table)
                    .hasSizeGreaterThan(1)
                    .isEqualTo(asCsv);
        }
    }

    @Test
    void columnsKeepTheirTypes() throws SQLException {
        Path cases = folder.resolve("limited_data_set/case.parquet");
        assertThat(query(
                        "select column_name || ' ' || column_type from (describe select index_date, age_at_index, complete"
                                + " from '" + cases + "')"))
                .containsExactly("index_date DATE", "age_at_index BIGINT", "complete BOOLEAN");
        assertThat(query("select column_type from (describe select value from '"
                        + folder.resolve("limited_data_set/score.parquet") + "')"))
                .containsExactly("DOUBLE");
    }

    @Test
    void safeHarborHasNoDayAndNobodysExactAgeFrom90On() throws SQLException {
        Path cases = folder.resolve("safe_harbor/case.parquet");
        assertThat(query("select index_date || ' ' || age_at_index from '" + cases
                        + "' where index_date is not null order by 1"))
                .containsExactly("2020 90", "2021 61");
    }

    @Test
    void theMetadataNamesNobody() throws Exception {
        for (String table : Mart.TABLES) {
            Path file = folder.resolve("safe_harbor").resolve(table + ".parquet");
            assertThat(query("select decode(key) from parquet_kv_metadata('" + file + "')"))
                    .as("metadata of %s", table)
                    .containsExactly("writer.model.name");
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain("hospital-a")
                    .doesNotContain("young")
                    .doesNotContain("2021-07-07");
        }
    }

    @Test
    void theZipHoldsTheSameFilesAndTheManifestLast() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        service.bean(Export.class).zip(out, Format.CSV, Regime.SAFE_HARBOR, Extent.NOW);

        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (!entry.getName().equals("manifest.json")) {
                    assertThat(zip.readAllBytes())
                            .isEqualTo(Files.readAllBytes(
                                    folder.resolve("safe_harbor").resolve(entry.getName())));
                }
            }
        }
        assertThat(names).hasSize(Mart.TABLES.size() + 1).endsWith("manifest.json");
    }

    @Test
    void aStreamThatBreaksEndsTheExportWithItsCause() {
        assertThat(catchThrowableOfType(IOException.class, () -> service.bean(Export.class)
                        .zip(new BreaksAfter(300), Format.CSV, Regime.SAFE_HARBOR, Extent.NOW)))
                .hasMessage("gone");
    }

    private static final class BreaksAfter extends OutputStream {
        private int left;

        BreaksAfter(int bytes) {
            left = bytes;
        }

        @Override
        public void write(int one) throws IOException {
            if (left-- <= 0) {
                throw new IOException("gone");
            }
        }
    }

    private static List<List<String>> csv(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(in)) {
            return csv.stream().map(CsvRecord::getFields).toList();
        }
    }

    /** Header and rows in the words of the CSV. */
    private static List<List<String>> parquet(Path file) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("select * from read_parquet('" + file + "')")) {
            int columns = rows.getMetaData().getColumnCount();
            List<List<String>> all = new ArrayList<>();
            List<String> header = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                header.add(rows.getMetaData().getColumnName(i));
            }
            all.add(header);
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(word(header.get(i - 1), rows.getObject(i), file));
                }
                all.add(row);
            }
            return all;
        }
    }

    private static String word(String column, Object value, Path file) {
        if (value == null) {
            return "";
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (value instanceof Double number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        boolean oldest = column.equals("age_at_index")
                && value.equals(90L)
                && file.getParent().endsWith("safe_harbor");
        return oldest ? "90+" : value.toString();
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }
}
