package org.interlaminar.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.interlaminar.fixture.SendingEhr;
import org.interlaminar.fixture.SendingEhr.Answer;
import org.interlaminar.fixture.Service;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What cannot be taken is refused with the right status and an OperationOutcome that repeats nothing of it, and the next push is
 * served.
 */
class BadPushTest {
    private static final String SECRET = "Canary-7391";
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"birthDate\":\"1950\"}";

    @TempDir
    private static Path folder;

    private static Service service;
    private static SendingEhr ehr;

    @BeforeAll
    static void serve() {
        service = Service.serving(
                "interlaminar.sources.hospital.base-url=https://ehr.hospital.example/fhir",
                "interlaminar.sources.hospital.auth.method=none",
                "interlaminar.ehr.enabled=false");
        ehr = SendingEhr.of(service, "hospital");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void theNextPushIsServed() throws Exception {
        assertThat(ehr.put("/Patient/p1", PATIENT).status()).isIn(200, 201);
    }

    /** A Bundle with one entry. */
    private static String of(String type, String entry) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"" + type + "\",\"entry\":[" + entry + "]}";
    }

    private static String put(String id, String resource) {
        return "{\"resource\":" + resource + ",\"request\":{\"method\":\"PUT\",\"url\":\"Patient/" + id + "\"}}";
    }

    private record Bad(String name, int status, String code, String path, String body, String... headers) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> bad() {
        String condition = "{\"resourceType\":\"Condition\",\"id\":\"c\",\"subject\":{\"reference\":\"%s\"},"
                + "\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10-cm\",\"code\":\"M48.062\"}]}}";
        return Stream.of(
                new Bad("not JSON", 400, "structure", "", "hello " + SECRET),
                new Bad("half of JSON", 400, "structure", "", "{\"resourceType\":\"Bundle\",\"" + SECRET),
                new Bad("JSON and more", 400, "structure", "", of("collection", "") + "{}"),
                new Bad("nothing but blanks", 400, "structure", "", "  \n"),
                new Bad("a list", 400, "structure", "", "[]"),
                new Bad("no resourceType", 400, "structure", "", "{\"type\":\"transaction\"}"),
                new Bad("no Bundle at the base", 400, "structure", "", PATIENT),
                new Bad("UTF-16", 400, "structure", "", new String(new char[] {'{', 0, '"', 0})),
                new Bad("a Bundle of no type", 422, "not-supported", "", "{\"resourceType\":\"Bundle\"}"),
                new Bad("a Bundle of answers", 422, "not-supported", "", of("transaction-response", "")),
                new Bad("a document", 422, "not-supported", "", of("document", "")),
                new Bad("a type nobody knows", 422, "not-supported", "", of(SECRET, "")),
                new Bad(
                        "another version of FHIR",
                        415,
                        "not-supported",
                        "",
                        of("collection", ""),
                        "Content-Type",
                        "application/fhir+json; fhirVersion=3.0"),
                new Bad(
                        "another charset",
                        415,
                        "not-supported",
                        "",
                        of("collection", ""),
                        "Content-Type",
                        "application/fhir+json; charset=ISO-8859-1"),
                new Bad("no Content-Type", 415, "not-supported", "", of("collection", ""), "Content-Type", ""),
                new Bad("a form", 415, "not-supported", "", "a=b", "Content-Type", "application/x-www-form-urlencoded"),
                new Bad("another Content-Encoding", 415, "not-supported", "", "x", "Content-Encoding", "br"),
                new Bad("a Content-Type that lies", 400, "structure", "", "<Patient/>"),
                new Bad(
                        "one that lies the other way",
                        400,
                        "structure",
                        "",
                        PATIENT,
                        "Content-Type",
                        "application/fhir+xml"),
                new Bad("gzip that is none", 400, "structure", "", PATIENT, "Content-Encoding", "gzip"),
                new Bad(
                        "an answer in PDF",
                        406,
                        "not-supported",
                        "",
                        of("collection", ""),
                        "Accept",
                        "application/pdf"),
                new Bad(
                        "the same fullUrl twice",
                        400,
                        "duplicate",
                        "",
                        of(
                                "transaction",
                                ("{\"fullUrl\":\"urn:uuid:a\","
                                                + put("p1", PATIENT).substring(1) + ",")
                                        .repeat(2)
                                        .replaceAll(",$", ""))),
                new Bad(
                        "the same resource twice",
                        400,
                        "duplicate",
                        "",
                        of("transaction", put("p1", PATIENT) + "," + put("p1", PATIENT))),
                new Bad(
                        "a urn of nobody",
                        422,
                        "not-found",
                        "",
                        of(
                                "transaction",
                                "{\"resource\":" + condition.formatted("urn:uuid:" + SECRET)
                                        + ",\"request\":{\"method\":\"PUT\",\"url\":\"Condition/c\"}}")),
                new Bad(
                        "an entry without a request",
                        400,
                        "structure",
                        "",
                        of("transaction", "{\"resource\":" + PATIENT + "}")),
                new Bad(
                        "an entry without a resource",
                        400,
                        "structure",
                        "",
                        of("transaction", "{\"request\":{\"method\":\"PUT\",\"url\":\"Patient/p1\"}}")),
                new Bad("an entry that is no object", 400, "structure", "", of("transaction", "7")),
                new Bad(
                        "a read in a transaction",
                        422,
                        "not-supported",
                        "",
                        of("transaction", "{\"request\":{\"method\":\"GET\",\"url\":\"Patient/p1\"}}")),
                new Bad(
                        "a method of nobody",
                        400,
                        "structure",
                        "",
                        of("transaction", "{\"request\":{\"method\":\"" + SECRET + "\",\"url\":\"Patient/p1\"}}")),
                new Bad(
                        "a conditional create",
                        412,
                        "not-supported",
                        "/Patient",
                        PATIENT,
                        "If-None-Exist",
                        "identifier=a|b"),
                new Bad(
                        "a conditional create in a transaction",
                        412,
                        "not-supported",
                        "",
                        of(
                                "transaction",
                                "{\"resource\":" + PATIENT + ",\"request\":{\"method\":\"POST\",\"url\":\"Patient\","
                                        + "\"ifNoneExist\":\"identifier=a|b\"}}")),
                new Bad("an id that differs", 400, "structure", "PUT /Patient/p2", PATIENT),
                new Bad("no id in the resource", 400, "structure", "PUT /Patient/p2", "{\"resourceType\":\"Patient\"}"),
                new Bad("a conditional update", 412, "not-supported", "PUT /Patient?identifier=a|b", PATIENT),
                new Bad("another type than in the url", 400, "structure", "PUT /Condition/p1", PATIENT),
                new Bad(
                        "a type that is none",
                        404,
                        "not-supported",
                        "PUT /Patent/p1",
                        PATIENT.replace("Patient", "Patent")),
                new Bad("an address of nobody", 404, "not-found", "PUT /-/1", PATIENT),
                new Bad("an operation", 422, "not-supported", "/Patient/$everything", PATIENT),
                new Bad(
                        "an element twice",
                        400,
                        "structure",
                        "PUT /Patient/p1",
                        PATIENT.replace("\"birthDate\"", "\"id\":\"p1\",\"birthDate\"")),
                new Bad(
                        "a Patient of another server",
                        422,
                        "business-rule",
                        "PUT /Condition/c",
                        condition.formatted("https://elsewhere.example/fhir/Patient/p1")),
                new Bad(
                        "a message without a header",
                        400,
                        "structure",
                        "",
                        of("message", "{\"resource\":" + PATIENT + "}")),
                new Bad(
                        "a message without an identifier",
                        400,
                        "required",
                        "",
                        of("message", "{\"resource\":{\"resourceType\":\"MessageHeader\",\"eventUri\":\"urn:x\"}}")),
                new Bad(
                        "an external entity",
                        400,
                        "structure",
                        "PUT /Patient/p1",
                        "<?xml version=\"1.0\"?><!DOCTYPE Patient [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                                + "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"p1\"/><gender value=\"&x;\"/></Patient>",
                        "Content-Type",
                        "application/fhir+xml"),
                new Bad(
                        "an entity bomb",
                        400,
                        "structure",
                        "PUT /Patient/p1",
                        "<!DOCTYPE Patient [<!ENTITY a \"" + "x".repeat(100) + "\"><!ENTITY b \"" + "&a;".repeat(1000)
                                + "\"><!ENTITY c \"" + "&b;".repeat(1000)
                                + "\">]><Patient xmlns=\"http://hl7.org/fhir\">"
                                + "<id value=\"&c;\"/></Patient>",
                        "Content-Type",
                        "application/fhir+xml"),
                new Bad(
                        "XML of another version",
                        400,
                        "structure",
                        "PUT /Patient/p1",
                        "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"p1\"/><animal value=\"" + SECRET
                                + "\"/></Patient>",
                        "Content-Type",
                        "application/fhir+xml"),
                new Bad(
                        "XML nested 2,000 deep",
                        400,
                        "structure",
                        "PUT /Patient/p1",
                        "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"p1\"/>"
                                + "<extension url=\"urn:x\">".repeat(2000) + "</extension>".repeat(2000) + "</Patient>",
                        "Content-Type",
                        "application/fhir+xml"),
                new Bad(
                        "nested 2,000 deep",
                        413,
                        "too-costly",
                        "PUT /Patient/p1",
                        PATIENT.replace("\"1950\"", "[".repeat(2000) + "]".repeat(2000))),
                new Bad(
                        "nested 2,000 deep in an entry",
                        413,
                        "too-costly",
                        "",
                        of(
                                "collection",
                                "{\"resource\":" + PATIENT.replace("\"1950\"", "[".repeat(2000) + "]".repeat(2000))
                                        + "}")),
                new Bad(
                        "a string that is too long",
                        413,
                        "too-costly",
                        "PUT /Patient/p1",
                        PATIENT.replace("1950", "x".repeat(8_000_100))),
                new Bad(
                        "a number that is too long",
                        413,
                        "too-costly",
                        "PUT /Patient/p1",
                        PATIENT.replace("\"1950\"", "1".repeat(5000))),
                new Bad("100,000 entries", 413, "too-costly", "", of("transaction", "{},".repeat(99_999) + "{}")));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isRefused(Bad bad) throws Exception {
        String method = bad.path.startsWith("PUT ") ? "PUT" : "POST";
        Answer answer = ehr.send(
                method,
                bad.path.replace("PUT ", "").replace("|", "%7C"),
                BodyPublishers.ofString(bad.body),
                bad.headers);
        assertThat(answer.status()).as(answer.text()).isEqualTo(bad.status);
        assertThat(answer.json().at("/resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(answer.code()).as(answer.text()).isEqualTo(bad.code);
        assertThat(answer.text())
                .doesNotContain(SECRET)
                .doesNotContain("Exception")
                .doesNotContain("org.");
        assertThat(answer.text()).contains(answer.header("X-Request-Id"));
    }

    @ParameterizedTest
    @CsvSource({"GET, /Patient/p1", "GET, ''", "PATCH, /Patient/p1", "DELETE, ''", "PUT, ''", "POST, /metadata"})
    void whatIsNotOfferedSaysWhatIs(String method, String path) throws Exception {
        Answer answer =
                ehr.send(method, path, BodyPublishers.ofString(PATIENT), "Content-Type", "application/fhir+json");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isNotBlank();
        assertThat(answer.code()).isEqualTo("not-supported");
    }

    @Test
    void aBodyOf200MegabytesIsNotHeldInMemory() throws Exception {
        Path large = folder.resolve("large.json");
        byte[] megabyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(large)) {
            out.write(
                    "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"birthDate\":\"".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 200; i++) {
                out.write(megabyte);
            }
            out.write("\"}".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(tooLarge(BodyPublishers.ofFile(large))).isTrue();
        assertThat(tooLarge(BodyPublishers.ofInputStream(() -> chunked(large)))).isTrue();
    }

    /** Whether it is refused: a client that is still sending may find the connection closed before it reads why. */
    private static boolean tooLarge(BodyPublisher body) throws Exception {
        try {
            return ehr.send("PUT", "/Patient/p1", body).status() == 413;
        } catch (IOException e) {
            return true;
        }
    }

    private static InputStream chunked(Path file) {
        try {
            return new SequenceInputStream(Collections.enumeration(List.of(Files.newInputStream(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aGzipBombIsDefused() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 500; i++) {
                gzip.write(blanks);
            }
        }
        Answer answer =
                ehr.send("POST", "", BodyPublishers.ofByteArray(bomb.toByteArray()), "Content-Encoding", "gzip");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("too-costly");
    }
}
