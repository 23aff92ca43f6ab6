package org.interlaminar.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;

/** Input and answers that {@code src/test/resources/r/golden.R} wrote; to nine digits. */
public final class SaidByR {
    private static final Path FOLDER = Path.of("src/test/resources/r");

    /** One row; empty where R has no number. */
    public record Row(Map<String, String> cells) {
        public String text(String column) {
            return cells.get(column);
        }

        public int whole(String column) {
            return Integer.parseInt(text(column));
        }

        public Double number(String column) {
            return text(column).isEmpty() ? null : Double.valueOf(text(column));
        }

        /** That ours is R's: absent where R's is absent, else equal to nine digits. */
        public void agrees(String column, Double ours) {
            Double expected = number(column);
            if (expected == null) {
                assertThat(ours).as(column + " in " + cells).isNull();
            } else {
                assertThat(ours)
                        .as(column + " in " + cells)
                        .isCloseTo(expected, Offset.offset(1e-9 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    private SaidByR() {}

    public static List<Row> rows(String file) {
        try {
            List<String> lines = Files.readAllLines(FOLDER.resolve(file + ".csv"));
            String[] header = lines.get(0).split(",", -1);
            List<Row> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < header.length; i++) {
                    row.put(header[i], cells[i]);
                }
                rows.add(new Row(row));
            }
            assertThat(rows).isNotEmpty();
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of each data set, by its name. */
    public static Map<String, List<Row>> bySet(String file) {
        return rows(file).stream()
                .collect(Collectors.groupingBy(row -> row.text("set"), TreeMap::new, Collectors.toList()));
    }
}
