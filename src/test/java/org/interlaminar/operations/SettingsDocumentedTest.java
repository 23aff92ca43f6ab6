package org.interlaminar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The table of settings in docs/running.md is held against the settings records, in both directions. */
class SettingsDocumentedTest {
    private static final String HEADER = "| setting | default | unit/type | meaning |";

    /** One row of the table. */
    private record Row(String setting, String standard, String unit, String meaning) {}

    private final List<Row> rows = rows(Path.of("docs/running.md"));

    @Test
    void everySettingStandsInTheTableWithItsDefaultAndNothingElseDoes() {
        TreeMap<String, String> documented = new TreeMap<>();
        rows.forEach(row -> documented.put(row.setting, row.standard));
        TreeMap<String, String> known = new TreeMap<>();
        Settings.all().forEach(setting -> known.put(setting.key(), setting.standard()));
        assertThat(documented).as("settings and defaults in docs/running.md").isEqualTo(known);
    }

    @Test
    void noSettingStandsTwice() {
        assertThat(rows).extracting(Row::setting).doesNotHaveDuplicates();
    }

    @Test
    void everySettingHasAUnitAndAMeaning() {
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(row.unit).as("unit or type of %s", row.setting).isNotBlank();
            assertThat(row.meaning).as("meaning of %s", row.setting).isNotBlank();
        });
    }

    private static List<Row> rows(Path file) {
        List<String> lines = lines(file);
        int header = lines.indexOf(HEADER);
        assertThat(header).as("the line '%s' in %s", HEADER, file).isNotNegative();
        List<Row> rows = new ArrayList<>();
        lines.stream().skip(header + 2L).takeWhile(line -> line.startsWith("|")).forEach(line -> rows.add(row(line)));
        return rows;
    }

    private static Row row(String line) {
        List<String> cells = Arrays.stream(line.split("\\|", -1))
                .map(cell -> cell.strip().replace("`", ""))
                .toList();
        assertThat(cells).as("cells of '%s' and what stands outside", line).hasSize(6);
        return new Row(cells.get(1), cells.get(2), cells.get(3), cells.get(4));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
