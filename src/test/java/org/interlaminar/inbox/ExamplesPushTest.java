package org.interlaminar.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.interlaminar.fixture.SendingEhr;
import org.interlaminar.fixture.SendingEhr.Answer;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.Test;

/**
 * HL7's examples and the files its validators are tested with, pushed one by one, where they lie beside the project
 * ({@code -Dexamples=FOLDER}); they are not part of it.
 */
class ExamplesPushTest {
    private static final Path FOLDER = Path.of(System.getProperty("examples", "../shared/data/hl7-examples"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Test
    void eachIsTakenOrRefusedWithAReason() throws Exception {
        assumeTrue(Files.isDirectory(FOLDER), "no HL7 examples in " + FOLDER + ": nothing was pushed");
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, Integer> reasons = new TreeMap<>();
        List<String> broken = new ArrayList<>();
        try (Service service = Service.serving()) {
            SendingEhr ehr = SendingEhr.of(service, "examples");
            for (Path file : files()) {
                String folder = FOLDER.relativize(file).getName(0).toString();
                for (String resource : resources(file)) {
                    Instant began = Instant.now();
                    Answer answer = push(ehr, resource);
                    counts.merge(folder + " " + answer.status(), 1, Integer::sum);
                    if (answer.status() >= 400) {
                        reasons.merge(answer.status() + " " + answer.sentence(), 1, Integer::sum);
                    }
                    boolean slow = Duration.between(began, Instant.now()).compareTo(LONGEST) > 0;
                    boolean told = answer.status() < 400 || !answer.sentence().isBlank();
                    if (answer.status() >= 500 || slow || !told) {
                        broken.add(file.getFileName() + " " + answer.status() + " " + answer.text());
                    }
                }
            }
            long received = service.sql()
                    .sql("select sum(received) from ledger.part")
                    .query(Long.class)
                    .single();
            long accounted = service.sql()
                    .sql("select sum(versions) from ledger.tally")
                    .query(Long.class)
                    .single();
            assertThat(received).isEqualTo(accounted);
        }
        System.out.println("HL7 examples pushed, by folder and status: " + counts);
        System.out.println("refused: " + reasons);
        assertThat(broken).isEmpty();
        assertThat(counts.keySet()).anyMatch(one -> one.endsWith(" 200") || one.endsWith(" 201"));
    }

    private static Answer push(SendingEhr ehr, String resource) throws IOException {
        JsonNode node;
        try {
            node = JSON.readTree(resource);
        } catch (JsonProcessingException e) {
            return ehr.post("", resource);
        }
        String type = node.path("resourceType").asText();
        String id = node.path("id").asText();
        if (type.equals("Bundle") || !type.matches("[A-Za-z]+")) {
            return ehr.post("", resource);
        }
        return id.matches("[A-Za-z0-9._-]+")
                ? ehr.put("/" + type + "/" + id, resource)
                : ehr.post("/" + type, resource);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(one -> one.toString().matches(".*\\.(json|ndjson)"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> resources(Path file) throws IOException {
        if (file.toString().endsWith(".ndjson")) {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
        return List.of(Files.readString(file));
    }
}
