package org.interlaminar.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.interlaminar.fixture.Service;
import org.interlaminar.ledger.Outcome;
import org.interlaminar.ledger.RunSummary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of good and bad files: landed byte for byte, set aside with cause and position, or left out whole. */
class FileIntakeTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"birthDate\":\"1950-02-03\"}";
    private static Service service;

    @TempDir
    private Path folder;

    private String source;

    @BeforeAll
    static void start() {
        service = Service.started("interlaminar.intake.max-line=64KB", "interlaminar.intake.max-bundle=256KB");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void aSourceOfItsOwn(TestInfo test) {
        source = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void keepsEveryBodyByteForByte() throws Exception {
        String odd =
                "{ \"id\" : \"p1\",\"resourceType\":\"Patient\" , \"name\":[{\"family\":\"Mu\\u0308ller \uD83D\uDE00\"}]\t}";
        land("p.ndjson", odd);
        assertThat(new String(bodies().get(0), UTF_8)).isEqualTo(odd);
    }

    @Test
    void takesBundlesInXml() throws Exception {
        RunSummary run = land(
                "b.xml",
                "<Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"collection\"/><entry><resource><Patient>"
                        + "<id value=\"p1\"/><birthDate value=\"1950-02-03\"/></Patient></resource></entry></Bundle>");
        assertThat(run.stored()).isEqualTo(1);
        assertThat(new String(bodies().get(0), UTF_8)).isEqualTo(PATIENT);
    }

    @Test
    void leavesOutXmlThatIsNoFhir() throws Exception {
        RunSummary run =
                land("b.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Patient>&x;</Patient>");
        assertThat(run.reason()).isEqualTo("b.xml is no XML of a FHIR R4 resource; nothing of it was kept.");
    }

    @Test
    void takesCrlfBlankLinesByteOrderMarkAndAMissingLastNewline() throws Exception {
        RunSummary run = land("p.ndjson", "\uFEFF" + PATIENT + "\r\n\r\n  \n" + PATIENT.replace("p1", "p2"));
        assertThat(run.received()).isEqualTo(2);
        assertThat(run.stored()).isEqualTo(2);
        assertThat(new String(bodies().get(0), UTF_8)).isEqualTo(PATIENT);
    }

    @Test
    void setsALineAsideThatIsNotJsonAndSaysWhereItStands() throws Exception {
        RunSummary run = land("p.ndjson", PATIENT + "\n{\"resourceType\":\"Patient\",\"id\":\"p2\"\n");
        assertThat(run.stored()).isEqualTo(1);
        assertThat(run.quarantined()).isEqualTo(1);
        assertThat(run.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(quarantine()).containsExactly("bad-json at " + (PATIENT.length() + 1));
    }

    @Test
    void setsAsideWhatIsNoResourceOfR4() throws Exception {
        RunSummary run = land(
                "x.ndjson",
                String.join(
                        "\n",
                        "[1,2]",
                        "{\"id\":\"1\"}",
                        "{\"resourceType\":\"Pacient\",\"id\":\"1\"}",
                        "{\"resourceType\":\"Patient\"}",
                        "{\"resourceType\":\"MedicationOrder\",\"id\":\"1\"}",
                        "{\"resourceType\":\"Patient\",\"id\":\"1\",\"id\":\"2\"}",
                        "{\"resourceType\":\"Patient\",\"id\":\"3\",\"modifierExtension\":[{\"url\":\"u\"}]}"));
        assertThat(run.quarantined()).isEqualTo(7);
        assertThat(run.balances()).isTrue();
        assertThat(service.sql()
                        .sql("select cause from landing.quarantine where source = ? order by position")
                        .param(source)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "not-a-resource",
                        "not-a-resource",
                        "unknown-type",
                        "no-id",
                        "wrong-fhir-version",
                        "duplicate-key",
                        "unknown-modifier");
    }

    @Test
    void setsAsideWhatNamesSomebodyByACharacterNoTextMayHoldAndGoesOn() throws Exception {
        String nul = "\\u0000";
        RunSummary run = land(
                "x.ndjson",
                String.join(
                        "\n",
                        PATIENT.replace("p1", "a" + nul + "b"),
                        condition("c1", "M48.061").replace("Patient/p1", "Patient/a" + nul),
                        PATIENT.replace("}", ",\"link\":[{\"other\":{\"reference\":\"Patient/q" + nul + "\"}}]}"),
                        condition("c2", "LOCAL" + nul).replace("http://hl7.org/fhir/sid/icd-10-cm", "urn:oid:1.2.3"),
                        condition("c3", "M48.061")));
        assertThat(run.balances()).isTrue();
        assertThat(run.quarantined()).isEqualTo(2);
        assertThat(lss()).isEqualTo(1);
        assertThat(service.sql()
                        .sql("select cause || ' ' || message from landing.quarantine where source = ? group by 1")
                        .param(source)
                        .query(String.class)
                        .list())
                .containsExactly("bad-json id, meta or subject holds U+0000, which no text of FHIR may");
    }

    @Test
    void aBundleWhoseIdsHoldACharacterNoTextMayHoldIsSplitAndGoesOn() throws Exception {
        String nul = "\\u0000";
        RunSummary run = land(
                "b.json",
                "{\"resourceType\":\"Bundle\",\"type\":\"history\",\"entry\":[{\"fullUrl\":\"urn:uuid:aaa\",\"resource\":"
                        + PATIENT.replace("p1", "p" + nul) + "},{\"resource\":"
                        + condition("c1", "M48.062").replace("Patient/p1", "urn:uuid:aaa")
                        + "},{\"request\":{\"method\":\"DELETE\",\"url\":\"Condition/c" + nul + "\"}}]}");
        assertThat(run.balances()).isTrue();
        assertThat(run.quarantined()).isEqualTo(2);
        assertThat(run.stored()).isEqualTo(1);
    }

    @Test
    void setsAsideALongLineWithEscapesThatBreaksLate() throws Exception {
        RunSummary run = land(
                "x.ndjson",
                "{\"resourceType\":\"Condition\",\"code\":{\"text\":\"" + "\\u0061".repeat(6_000)
                        + "\"},\"id\":\"c\\u0061\",\"x\":\n" + PATIENT);
        assertThat(run.quarantined()).isEqualTo(1);
        assertThat(run.stored()).isEqualTo(1);
    }

    @Test
    void setsALineAsideThatIsOverTheLimitAndGoesOn() throws Exception {
        String huge = "{\"resourceType\":\"Patient\",\"id\":\"p9\",\"x\":\"" + "y".repeat(5_000_000) + "\"}";
        RunSummary run = land("p.ndjson", PATIENT + "\n" + huge + "\n" + PATIENT.replace("p1", "p2") + "\n");
        assertThat(run.stored()).isEqualTo(2);
        assertThat(run.quarantined()).isEqualTo(1);
        assertThat(quarantine()).containsExactly("line-too-long at " + (PATIENT.length() + 1));
    }

    @Test
    void leavesNothingBehindOfAHalfWrittenGzip() throws Exception {
        byte[] whole = gzip((PATIENT + "\n").repeat(1) + condition("c1", "J45"));
        Files.write(folder.resolve("half.ndjson.gz"), Arrays.copyOf(whole, whole.length - 12));
        Files.writeString(folder.resolve("whole.ndjson"), PATIENT.replace("p1", "p2"));
        RunSummary run = service.load(source, folder);
        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(run.gaps())
                .singleElement()
                .asString()
                .contains("half.ndjson.gz")
                .contains("nothing of it was kept");
        assertThat(run.stored()).isEqualTo(1);
        assertThat(run.balances()).isTrue();
    }

    @Test
    void readsGzipUnderAnyName() throws Exception {
        Files.write(folder.resolve("p.ndjson"), gzip(PATIENT));
        assertThat(service.load(source, folder).stored()).isEqualTo(1);
    }

    @Test
    void slicesABundleByteForByteAndResolvesItsUrns() throws Exception {
        String patient = "{ \"resourceType\": \"Patient\",\n \"id\": \"real-id\" }";
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"fullUrl\":\"urn:uuid:aaa\",\"resource\":"
                        + patient + "},{\"resource\":"
                        + condition("c1", "M48.062").replace("Patient/p1", "urn:uuid:aaa")
                        + "},{\"search\":{\"mode\":\"outcome\"},\"resource\":{\"resourceType\":\"OperationOutcome\",\"id\":\"o\"}}]}";
        RunSummary run = land("b.json", bundle);
        assertThat(run.received()).isEqualTo(2);
        assertThat(new String(bodies().get(1), UTF_8)).isEqualTo(patient);
        assertThat(service.sql()
                        .sql("select patient from cases.person_case where source = ? and lss = 'yes'")
                        .param(source)
                        .query(String.class)
                        .list())
                .containsExactly("real-id");
    }

    @Test
    void unfoldsBundlesOnALineThatHaveNoId() throws Exception {
        land("c.ndjson", PATIENT + "\n" + condition("c1", "M48.062") + "\n" + condition("c2", "M48.062"));
        RunSummary run = land(
                "deleted.ndjson",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                        + "{\"request\":{\"method\":\"DELETE\",\"url\":\"Condition/c1\"}},"
                        + "{\"request\":{\"method\":\"DELETE\",\"url\":\"Condition/c2\"}}]}\n");
        assertThat(run.received()).isEqualTo(2);
        assertThat(run.stored()).isEqualTo(2);
        assertThat(service.sql()
                        .sql("select patient from cases.person_case where source = ?")
                        .param(source)
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void saysWhereABundleBreaksAndKeepsNothingOfIt() throws Exception {
        RunSummary run = land("b.json", "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + PATIENT + "}");
        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(run.gaps()).singleElement().asString().contains("b.json is not well-formed JSON at byte");
        assertThat(run.stored()).isZero();
    }

    @Test
    void refusesABundleOverTheLimitAndNamesTheSetting() throws Exception {
        RunSummary run = land("b.json", "{\"resourceType\":\"Bundle\",\"x\":\"" + "y".repeat(300_000) + "\"}");
        assertThat(run.gaps()).singleElement().asString().contains("interlaminar.intake.max-bundle");
    }

    @Test
    void loadingTheSameAgainStoresNothing() throws Exception {
        land("p.ndjson", PATIENT + "\n" + condition("c1", "M48.061"));
        RunSummary again = land("p.ndjson", PATIENT + "\n" + condition("c1", "M48.061"));
        assertThat(again.stored()).isZero();
        assertThat(again.duplicate()).isEqualTo(2);
    }

    @Test
    void aDoubledLineInsideOneFileIsOneVersion() throws Exception {
        RunSummary run = land("p.ndjson", PATIENT + "\n" + PATIENT);
        assertThat(run.stored()).isEqualTo(1);
        assertThat(run.duplicate()).isEqualTo(1);
    }

    @Test
    void filtersWhatIsNotOursAndSaysWhy() throws Exception {
        RunSummary run =
                land("c.ndjson", condition("c1", "J45") + "\n{\"resourceType\":\"Practitioner\",\"id\":\"1\"}");
        assertThat(run.filtered()).isEqualTo(2);
        assertThat(service.sql()
                        .sql("select type || ' ' || reason from ledger.tally where run = ? order by 1")
                        .param(run.run())
                        .query(String.class)
                        .list())
                .containsExactly("Condition code-outside-screen", "Practitioner type-not-used");
    }

    @Test
    void aLandedConditionWhoseCodeIsCorrectedLosesItsTag() throws Exception {
        land("c.ndjson", PATIENT + "\n" + condition("c1", "M48.062"));
        assertThat(lss()).isEqualTo(1);
        RunSummary correction = land("c.ndjson", condition("c1", "J45"));
        assertThat(correction.stored()).isEqualTo(1);
        assertThat(lss()).isZero();
    }

    /** What little comes is not worth remembering all that has landed: the store is asked for each key. */
    @Test
    void aSmallFileForALargeStoreIsComparedKeyByKey() throws Exception {
        land(
                "all.ndjson",
                IntStream.range(0, 1000)
                        .mapToObj(i -> condition("c" + i, "M48.062"))
                        .collect(Collectors.joining("\n", PATIENT + "\n", "")));

        RunSummary run = land(
                "few.ndjson",
                String.join(
                        "\n",
                        condition("c1", "J45"),
                        condition("c2", "M48.062"),
                        condition("c2000", "J45"),
                        condition("c2001", "M48.062")));

        assertThat(run.stored()).isEqualTo(2);
        assertThat(run.duplicate()).isEqualTo(1);
        assertThat(run.filtered()).isEqualTo(1);
        assertThat(service.sql()
                        .sql("select kind from landing.version where source = ? and id in ('c1', 'c2001')"
                                + " order by id, delivered")
                        .param(source)
                        .query(String.class)
                        .list())
                .containsExactly("whole", "key", "whole");
    }

    @Test
    void aLaterVersionOutsideTheScreenLandsAsAKeyEvenBeforeTheEarlierOne() throws Exception {
        String later = condition("c1", "J45").replace("\"id\":\"c1\"", "\"id\":\"c1\",\"meta\":{\"versionId\":\"2\"}");
        String earlier =
                condition("c1", "M48.062").replace("\"id\":\"c1\"", "\"id\":\"c1\",\"meta\":{\"versionId\":\"1\"}");
        land("c.ndjson", later);
        land("c.ndjson", PATIENT + "\n" + earlier);
        assertThat(lss()).isZero();
    }

    @Test
    void aStubOfACorrectionTakesTheTagAway() throws Exception {
        land("c.ndjson", PATIENT + "\n" + condition("c1", "M48.062"));
        land(
                "c.ndjson",
                "{\"resourceType\":\"Condition\",\"id\":\"c1\",\"verificationStatus\":{\"coding\":[{\"code\":\"entered-in-error\"}]}}");
        assertThat(lss()).isZero();
    }

    @Test
    void setsAsideAScoreThatCannotBeAndMarksThePersonIncomplete() throws Exception {
        land(
                "c.ndjson",
                PATIENT + "\n" + condition("c1", "M48.062")
                        + "\n{\"resourceType\":\"Observation\",\"id\":\"o1\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"97909-6\"}]},"
                        + "\"subject\":{\"reference\":\"Patient/p1\"},\"effectiveDateTime\":\"2020-01-01\",\"valueQuantity\":{\"value\":140,\"unit\":\"%\"}}");
        assertThat(quarantine()).singleElement().asString().startsWith("score-out-of-range");
        assertThat(service.sql()
                        .sql("select complete from cases.person_case where source = ?")
                        .param(source)
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    private RunSummary land(String name, String content) throws Exception {
        Path file = folder.resolve(name);
        Files.write(file, content.getBytes(UTF_8));
        return service.load(source, file);
    }

    private static String condition(String id, String code) {
        return "{\"resourceType\":\"Condition\",\"id\":\"" + id
                + "\",\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10-cm\",\"code\":\"" + code
                + "\"}]},\"subject\":{\"reference\":\"Patient/p1\"},\"onsetDateTime\":\"2019-05-01\"}";
    }

    private List<byte[]> bodies() {
        return service.sql()
                .sql("select body, body_bytes from landing.version where source = ? order by type, id")
                .param(source)
                .query((row, i) -> Body.inflate(row.getBytes(1), row.getInt(2)))
                .list();
    }

    private List<String> quarantine() {
        return service.sql()
                .sql("select cause || ' at ' || position from landing.quarantine where source = ? order by position")
                .param(source)
                .query(String.class)
                .list();
    }

    private long lss() {
        return service.sql()
                .sql("select count(*) from cases.person_case where source = ? and lss = 'yes'")
                .param(source)
                .query(Long.class)
                .single();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
