package org.interlaminar.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.SendingEhr;
import org.interlaminar.fixture.SendingEhr.Answer;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a transmission does to a body, the answer is FHIR, never an error of ours, and the ledger adds up. */
class MangledPushTest {
    private static final int ROUNDS = Integer.getInteger("mangled", 150);
    private static final List<String> SNIPPETS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "true",
            "1e999",
            "-0",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\uFFFF",
            "urn:uuid:x",
            "Patient?identifier=a|b",
            "Patient?",
            "\"resourceType\":\"Bundle\"",
            "\"type\":\"batch\"",
            "\"entry\":[{}]",
            "\"id\":\"" + "x".repeat(300) + "\"",
            "<a/>",
            "\"method\":\"DELETE\"",
            "http://a/Patient/1",
            "\"meta\":{\"lastUpdated\":\"yesterday\"}",
            "\"meta\":{\"versionId\":\"99999999999999999999\"}");

    private static Service service;
    private static SendingEhr ehr;

    @BeforeAll
    static void serve() {
        service = Service.serving();
        ehr = SendingEhr.of(service, "mangler");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static List<Long> seeds() {
        return Seeds.some();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isAnsweredInFhir(long seed) throws Exception {
        Random random = new Random(seed);
        String collection = aPatient("m")
                .born(1950)
                .withLumbarStenosis()
                .afterMildProcedure(on("2024-03-01"))
                .bundle();
        String transaction = collection
                .replace("\"collection\"", "\"transaction\"")
                .replace("{\"resource\":", "{\"request\":{\"method\":\"POST\",\"url\":\"Patient\"},\"resource\":");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = mangled(random, random.nextBoolean() ? collection : transaction);
            Answer answer = ehr.send(
                    "POST",
                    "",
                    BodyPublishers.ofByteArray(body),
                    "Content-Type",
                    random.nextInt(20) == 0 ? "application/fhir+xml" : "application/fhir+json");
            assertThat(answer.status())
                    .as(() -> Seeds.named(seed, "round") + "\n" + new String(body, StandardCharsets.UTF_8) + "\n"
                            + answer.text())
                    .isLessThan(500);
            assertThat(answer.json().path("resourceType").asText()).isIn("OperationOutcome", "Bundle");
        }
        assertThat(service.sql()
                        .sql("select coalesce(sum(received), 0) - coalesce((select sum(versions) from ledger.tally), 0)"
                                + " from ledger.part")
                        .query(Long.class)
                        .single())
                .isZero();
        service.derive();
    }

    private static byte[] mangled(Random random, String body) {
        StringBuilder text = new StringBuilder(body);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(40));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
                case 2 -> text.insert(at, text.substring(at, to));
                default -> text.replace(at, to, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
