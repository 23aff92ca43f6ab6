package org.interlaminar.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.interlaminar.access.Role;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.SendingEhr;
import org.interlaminar.fixture.SendingEhr.Answer;
import org.interlaminar.fixture.Service;
import org.interlaminar.fixture.TestStore;
import org.interlaminar.fixture.Visitor;
import org.interlaminar.reading.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EHRs push; what is acknowledged has landed. Each test has an EHR of its own. */
class InboxTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static Service service;

    private String source;
    private SendingEhr ehr;

    @BeforeAll
    static void serve() {
        service = Service.serving();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anEhr() {
        source = "ehr-" + UUID.randomUUID().toString().substring(0, 8);
        ehr = SendingEhr.of(service, source);
    }

    private static PatientStory treated(String id) {
        return aPatient(id)
                .born(1950)
                .withLumbarStenosis()
                .afterMildProcedure(on("2024-03-01"))
                .withOdi(50, on("2024-02-20"))
                .withOdi(30, on("2025-03-01"));
    }

    private List<String> cases() throws Exception {
        service.derive();
        return service.sql()
                .sql("select x.patient || ' ' || c.mild from mart.\"case\" c join xwalk.person x using (person)"
                        + " where x.source = ? order by 1")
                .param(source)
                .query(String.class)
                .list();
    }

    private long landed(String type) {
        return service.sql()
                .sql("select count(*) from landing.version where source = ? and type = ? and kind = 'whole'")
                .params(source, type)
                .query(Long.class)
                .single();
    }

    private long pushes() {
        return service.sql()
                .sql("select count(*) from landing.delivery where source = ?")
                .param(source)
                .query(Long.class)
                .single();
    }

    /** Received and accounted for, by the ledger. */
    private String ledger() {
        return service.sql()
                .sql(
                        "select coalesce(sum(p.received), 0) || ' = ' || coalesce((select sum(t.versions) from ledger.tally t"
                                + " join ledger.run r using (run) where r.source = ?), 0) from ledger.part p"
                                + " join ledger.run r using (run) where r.source = ?")
                .params(source, source)
                .query(String.class)
                .single();
    }

    private static ObjectNode bundle(String type) {
        ObjectNode bundle =
                JSON.createObjectNode().put("resourceType", "Bundle").put("type", type);
        bundle.putArray("entry");
        return bundle;
    }

    private static ObjectNode entry(ObjectNode bundle, String method, String url, String resource) throws IOException {
        ObjectNode entry = ((ArrayNode) bundle.get("entry")).addObject();
        if (resource != null) {
            entry.set("resource", JSON.readTree(resource));
        }
        entry.putObject("request").put("method", method).put("url", url);
        return entry;
    }

    /** Updates by id. */
    private static String transactionOf(PatientStory story) throws IOException {
        ObjectNode bundle = bundle("transaction");
        for (String resource : story.resources()) {
            JsonNode node = JSON.readTree(resource);
            entry(
                    bundle,
                    "PUT",
                    node.get("resourceType").asText() + "/" + node.get("id").asText(),
                    resource);
        }
        return bundle.toString();
    }

    @Test
    void aTransactionBecomesACase() throws Exception {
        Answer answer = ehr.post("", transactionOf(treated("one")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/type").asText()).isEqualTo("transaction-response");
        assertThat(answer.json().at("/entry"))
                .hasSize(treated("one").resources().size());
        assertThat(answer.entry(0)).isEqualTo("201 Created");
        assertThat(answer.json().at("/entry/0/response/location").asText()).startsWith("Patient/one/_history/");
        assertThat(answer.json().at("/entry/0/response/etag").asText()).startsWith("W/\"");
        assertThat(cases()).containsExactly("one yes");
        assertThat(ledger()).isEqualTo("5 = 5");
    }

    @Test
    void theSameTransactionAgainChangesNothing() throws Exception {
        ehr.post("", transactionOf(treated("one")));
        List<String> before = service.mart(source);
        Answer again = ehr.post("", transactionOf(treated("one")));
        assertThat(again.entry(0)).isEqualTo("200 OK");
        cases();
        assertThat(landed("Observation")).isEqualTo(2);
        assertThat(before).isSubsetOf(service.mart(source));
        assertThat(ledger()).isEqualTo("10 = 10");
    }

    @Test
    void entriesNameEachOtherByTheirFullUrls() throws Exception {
        ObjectNode bundle = bundle("transaction");
        List<String> resources = treated("P").resources();
        String patient = "urn:uuid:0d9b5a2e-0f0c-4a55-8d0f-3a2a0c7f4a11";
        for (String resource : resources) {
            ObjectNode node = (ObjectNode) JSON.readTree(resource);
            boolean isPatient = node.get("resourceType").asText().equals("Patient");
            node.remove("id");
            String json = node.toString().replace("Patient/P", patient);
            entry(bundle, "POST", node.get("resourceType").asText(), json)
                    .put("fullUrl", isPatient ? patient : "urn:uuid:" + UUID.randomUUID());
        }
        Answer answer = ehr.post("", bundle.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String id = answer.json().at("/entry/0/response/location").asText().split("/")[1];
        assertThat(cases()).containsExactly(id + " yes");
    }

    @Test
    void oneWrongEntryRefusesTheWholeTransaction() throws Exception {
        ObjectNode bundle = (ObjectNode) JSON.readTree(transactionOf(treated("one")));
        ((ObjectNode) bundle.at("/entry/2/request")).put("url", "Observation/other");
        Answer answer = ehr.post("", bundle.toString());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/issue/0/expression/0").asText()).isEqualTo("Bundle.entry[2]");
        assertThat(pushes()).isZero();
        assertThat(landed("Patient")).isZero();
    }

    @Test
    void ofABatchTheOthersAreTaken() throws Exception {
        ObjectNode bundle = (ObjectNode) JSON.readTree(transactionOf(treated("one")));
        bundle.put("type", "batch");
        ((ObjectNode) bundle.at("/entry/4/request")).put("url", "Observation/other");
        ((ObjectNode) bundle.at("/entry/3/resource")).put("resourceType", "Observaton");
        ((ObjectNode) bundle.at("/entry/3/request"))
                .put("url", "Observaton/" + bundle.at("/entry/3/resource/id").asText());
        Answer answer = ehr.post("", bundle.toString());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/type").asText()).isEqualTo("batch-response");
        assertThat(Stream.of(0, 1, 2, 3, 4).map(answer::entry))
                .containsExactly("201 Created", "201 Created", "201 Created", "404 Not Found", "400 Bad Request");
        assertThat(cases()).containsExactly("one yes");
    }

    @Test
    void aReferenceMayAskForThePatientByAnIdentifier() throws Exception {
        ObjectNode patient =
                (ObjectNode) JSON.readTree(treated("one").resources().get(0));
        patient.putArray("identifier")
                .addObject()
                .put("system", "urn:oid:1.2.3")
                .put("value", "MRN 7");
        assertThat(ehr.put("/Patient/one", patient.toString()).status()).isEqualTo(201);
        ObjectNode bundle = bundle("transaction");
        for (String resource : treated("one").resources().subList(1, 5)) {
            JsonNode node = JSON.readTree(resource);
            entry(
                    bundle,
                    "PUT",
                    node.get("resourceType").asText() + "/" + node.get("id").asText(),
                    resource.replace("Patient/one", "Patient?identifier=urn:oid:1.2.3|MRN%207"));
        }
        assertThat(ehr.post("", bundle.toString()).status()).isEqualTo(200);
        assertThat(cases()).containsExactly("one yes");
        Answer unknown = ehr.post("", bundle.toString().replace("MRN%207", "MRN%208"));
        assertThat(unknown.status()).isEqualTo(412);
        assertThat(unknown.code()).isEqualTo("not-found");
    }

    @Test
    void aDeleteReachesTheReport() throws Exception {
        ehr.post("", transactionOf(treated("one")));
        assertThat(cases()).containsExactly("one yes");
        String procedure = treated("one").resources().stream()
                .filter(resource -> resource.contains("\"Procedure\""))
                .findFirst()
                .orElseThrow();
        String id = JSON.readTree(procedure).get("id").asText();
        assertThat(ehr.delete("/Procedure/" + id).status()).isEqualTo(200);
        assertThat(cases()).containsExactly("one no");
    }

    @Test
    void anUpdateMayExpectTheVersionItChanges() throws Exception {
        String patient = treated("one").resources().get(0);
        Answer first = ehr.put("/Patient/one", patient);
        String etag = first.header("ETag");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Location")).startsWith("/inbox/fhir/Patient/one/_history/");
        String other = patient.replace("1950", "1951");
        Answer second = ehr.put("/Patient/one", other, "If-Match", etag);
        assertThat(second.status()).isEqualTo(200);
        Answer late = ehr.put("/Patient/one", patient.replace("1950", "1952"), "If-Match", etag);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("conflict");
        assertThat(ehr.delete("/Patient/one", "If-Match", second.header("ETag")).status())
                .isEqualTo(200);
    }

    @Test
    void equalCreatesThatRaceGiveOneResource() throws Exception {
        ObjectNode patient =
                (ObjectNode) JSON.readTree(treated("one").resources().get(0));
        patient.remove("id");
        patient.putArray("identifier")
                .addObject()
                .put("system", "urn:oid:1.2.3")
                .put("value", "7");
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            Callable<Answer> create = () -> ehr.post("/Patient", patient.toString());
            List<Future<Answer>> answers = many.invokeAll(Collections.nCopies(16, create));
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isIn(200, 201);
            }
            assertThat(answers.stream().filter(InboxTest::created)).hasSize(1);
        } finally {
            many.shutdownNow();
        }
        assertThat(landed("Patient")).isEqualTo(1);
        assertThat(ledger()).isEqualTo("16 = 16");
    }

    private static boolean created(Future<Answer> answer) {
        try {
            return answer.get().status() == 201;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCollectionIsTakenAsItStands() throws Exception {
        Answer answer = ehr.post("", treated("one").bundle());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.sentence()).startsWith("5 received: 5 landed, 0 had landed before");
        assertThat(cases()).containsExactly("one yes");
    }

    @Test
    void aMessageIsAnsweredOnce() throws Exception {
        ObjectNode message = (ObjectNode) JSON.readTree(treated("one").bundle());
        message.put("type", "message");
        message.putObject("identifier").put("system", "urn:example").put("value", "m1");
        ObjectNode header =
                JSON.createObjectNode().put("resourceType", "MessageHeader").put("id", "h1");
        header.putObject("eventCoding").put("system", "urn:example").put("code", "update");
        header.putObject("source").put("endpoint", "urn:example:ehr");
        ArrayNode entries = (ArrayNode) message.get("entry");
        entries.insertObject(0).set("resource", header);
        Answer first = ehr.post("", message.toString());
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json().at("/type").asText()).isEqualTo("message");
        assertThat(first.json().at("/entry/0/resource/response/identifier").asText())
                .isEqualTo("h1");
        assertThat(cases()).containsExactly("one yes");
        Answer again = ehr.post("/$process-message", message.toString());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(pushes()).isEqualTo(1);
        header.put("id", "h2");
        Answer other = ehr.post("", message.toString());
        assertThat(other.status()).isEqualTo(409);
    }

    @Test
    void xmlLandsAsTheJsonThatIsAcknowledged() throws Exception {
        String xml =
                "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"x1\"/><birthDate value=\"1950-01-01\"/></Patient>";
        Answer answer =
                ehr.put("/Patient/x1", xml, "Content-Type", "application/fhir+xml", "Accept", "application/fhir+xml");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.header("Content-Type")).startsWith("application/fhir+xml");
        assertThat(answer.text()).startsWith("<OperationOutcome");
        assertThat(landed("Patient")).isEqualTo(1);
        byte[] hash = service.sql()
                .sql("select sha256 from landing.delivery where source = ?")
                .param(source)
                .query(byte[].class)
                .single();
        assertThat(hash).isEqualTo(Bytes.sha256(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void gzipIsUnpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(transactionOf(treated("one")).getBytes(StandardCharsets.UTF_8));
        }
        Answer answer =
                ehr.send("POST", "", BodyPublishers.ofByteArray(packed.toByteArray()), "Content-Encoding", "gzip");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(cases()).containsExactly("one yes");
    }

    @Test
    void whatIsOutsideOfTheScreenIsAcceptedAndSaysSo() throws Exception {
        Answer noted = ehr.put(
                "/Condition/c1",
                "{\"resourceType\":\"Condition\",\"id\":\"c1\",\"subject\":{\"reference\":\"Patient/one\"},"
                        + "\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10-cm\",\"code\":\"J45.909\"}]}}");
        assertThat(noted.status()).isEqualTo(200);
        assertThat(noted.json().at("/issue/0/severity").asText()).isEqualTo("information");
        assertThat(noted.sentence()).contains("outside of what is kept");
        Answer counted = ehr.put("/Practitioner/d1", "{\"resourceType\":\"Practitioner\",\"id\":\"d1\"}");
        assertThat(counted.status()).isEqualTo(200);
        assertThat(counted.sentence()).contains("only counted");
        assertThat(ledger()).isEqualTo("2 = 2");
    }

    @Test
    void aCorrectionOutOfTheScreenRetracts() throws Exception {
        ehr.post("", transactionOf(treated("one")));
        assertThat(cases()).containsExactly("one yes");
        for (String resource : treated("one").resources()) {
            ObjectNode node = (ObjectNode) JSON.readTree(resource);
            if (node.get("resourceType").asText().equals("Procedure")) {
                node.putObject("code").put("text", "Appendectomy");
                assertThat(ehr.put("/Procedure/" + node.get("id").asText(), node.toString())
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(cases()).containsExactly("one no");
    }

    @Test
    void anUnknownModifierIsSetAside() throws Exception {
        ObjectNode patient =
                (ObjectNode) JSON.readTree(treated("one").resources().get(0));
        patient.putArray("modifierExtension")
                .addObject()
                .put("url", "urn:example:not")
                .put("valueBoolean", true);
        Answer answer = ehr.put("/Patient/one", patient.toString());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/issue/0/severity").asText()).isEqualTo("warning");
        assertThat(answer.sentence()).startsWith("Accepted and set aside");
        assertThat(service.sql()
                        .sql("select cause from landing.quarantine where source = ?")
                        .param(source)
                        .query(String.class)
                        .list())
                .containsExactly("unknown-modifier");
    }

    @Test
    void operatorsSeeWhoPushes() throws Exception {
        ehr.post("", transactionOf(treated("one")));
        String page = Visitor.of(service, Role.OPERATOR).read("/sources");
        assertThat(page.substring(page.indexOf(source)))
                .contains("Pushes by itself")
                .contains("Pushed");
    }

    @Test
    void oneHospitalNeverTouchesAnother() throws Exception {
        ehr.post("", transactionOf(treated("one")));
        List<String> before = cases();
        SendingEhr other = SendingEhr.of(service, source + "-b");
        assertThat(other.put("/Patient/one", "{\"resourceType\":\"Patient\",\"id\":\"one\",\"birthDate\":\"2000\"}")
                        .status())
                .isEqualTo(201);
        assertThat(other.delete("/Patient/one").status()).isEqualTo(200);
        assertThat(cases()).isEqualTo(before);
    }

    @Test
    void aNotificationOfASourceThatIsNotPulledIsRefused() throws Exception {
        Answer answer = ehr.send("POST", "", BodyPublishers.noBody());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.sentence()).contains("not pulled");
    }

    @Test
    void withoutTheStoreNothingIsAcknowledged() throws Exception {
        assertThat(ehr.post("", transactionOf(treated("one"))).status()).isEqualTo(200);
        TestStore.takeAway(service.url());
        try {
            Answer answer = ehr.post("", transactionOf(treated("two")));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotNull();
            assertThat(answer.code()).isEqualTo("transient");
        } finally {
            TestStore.giveBack(service.url());
        }
        await().until(() -> ehr.post("", transactionOf(treated("two"))).status() == 200);
        assertThat(cases()).containsExactly("one yes", "two yes");
    }
}
