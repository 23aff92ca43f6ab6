package org.interlaminar.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the bundled sample {@code registry}: what a registry of some years looks like, of people that nobody is. The same
 * lines each time; CONTRIBUTING.md has the command.
 */
final class RegistrySample {
    static final Path FOLDER = Path.of("src/main/resources/demo/registry");

    static final long SEED = 20_261_001;

    private RegistrySample() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = arguments.length == 0 ? FOLDER : Path.of(arguments[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, List<String>> type : lines().entrySet()) {
            // Its header holds no time, so equal lines are equal bytes.
            try (OutputStream file =
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve(type.getKey() + ".ndjson.gz")))) {
                file.write((String.join("\n", type.getValue()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** By type of resource, person by person. */
    static Map<String, List<String>> lines() {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (String type : List.of("Patient", "Encounter", "Condition", "Procedure", "Observation")) {
            lines.put(type, new ArrayList<>());
        }
        Random random = new Random(SEED);
        RegistryPeople.of(random).forEach(person -> RegistryChart.write(lines, random, person));
        return lines;
    }
}
