package org.interlaminar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrySampleTest {
    private static final long MOST_BYTES = 600_000;

    @Test
    void theBundledFilesAreWhatTheGeneratorWrites() throws IOException {
        for (Map.Entry<String, List<String>> type : RegistrySample.lines().entrySet()) {
            assertThat(bundled(type.getKey()))
                    .as(type.getKey() + ": CONTRIBUTING.md tells how to write the sample again")
                    .isEqualTo(type.getValue());
        }
        try (Stream<Path> files = Files.list(RegistrySample.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(RegistrySample.lines().keySet().stream()
                            .map(type -> type + ".ndjson.gz")
                            .toList());
        }
    }

    @Test
    void theFilesAreTheSameBytesEachTimeAndSmall(@TempDir Path one, @TempDir Path other) throws IOException {
        RegistrySample.main(new String[] {one.toString()});
        RegistrySample.main(new String[] {other.toString()});
        long bytes = 0;
        for (String type : RegistrySample.lines().keySet()) {
            Path file = one.resolve(type + ".ndjson.gz");
            assertThat(file).hasSameBinaryContentAs(other.resolve(type + ".ndjson.gz"));
            bytes += Files.size(file);
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void everyLineIsAResourceOfSomebodyInTheSampleAndOfNoDayAfterItsEnd() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Set<String> people = new HashSet<>();
        Set<String> ids = new HashSet<>();
        String end = RegistryPeople.CUT_OFF.toString();
        for (Map.Entry<String, List<String>> type : RegistrySample.lines().entrySet()) {
            for (String line : type.getValue()) {
                JsonNode resource = json.readTree(line);
                String id = resource.path("id").asText();
                assertThat(resource.path("resourceType").asText()).isEqualTo(type.getKey());
                assertThat(ids.add(type.getKey() + "/" + id)).as(id).isTrue();
                if (type.getKey().equals("Patient")) {
                    people.add("Patient/" + id);
                } else {
                    assertThat(people)
                            .contains(resource.path("subject").path("reference").asText());
                }
                Stream.of(
                                resource.path("deceasedDateTime"),
                                resource.path("effectiveDateTime"),
                                resource.path("performedDateTime"),
                                resource.path("onsetDateTime"),
                                resource.path("period").path("start"),
                                resource.path("performedPeriod").path("start"))
                        .map(JsonNode::asText)
                        .forEach(date -> assertThat(date).as(id).isLessThan(end));
            }
        }
        assertThat(people).hasSizeBetween(690, 730);
    }

    private static List<String> bundled(String type) throws IOException {
        Path file = RegistrySample.FOLDER.resolve(type + ".ndjson.gz");
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }
}
