package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.interlaminar.fixture.PatientStory.aPatient;
import static org.interlaminar.fixture.PatientStory.daysAfterIndex;
import static org.interlaminar.fixture.PatientStory.daysBeforeIndex;
import static org.interlaminar.fixture.PatientStory.on;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.interlaminar.clinical.Person;
import org.interlaminar.clinical.PersonKey;
import org.interlaminar.fixture.PatientStory;
import org.interlaminar.fixture.Seeds;
import org.interlaminar.fixture.Service;
import org.interlaminar.intake.Delivery;
import org.interlaminar.intake.Delivery.Scope;
import org.interlaminar.intake.FileIntake;
import org.interlaminar.intake.InputFile;
import org.interlaminar.ledger.Way;
import org.interlaminar.reporting.Changes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a confidentiality label holds back is, for analysts, as if it were not there. */
class ConfidentialityTest {
    private static final String DAY1 = "2026-01-01T00:00:00Z";
    private static final String DAY2 = "2026-01-02T00:00:00Z";
    private static final String DAY3 = "2026-01-03T00:00:00Z";

    private static Service service;

    @TempDir
    private Path folder;

    private String source;

    @BeforeAll
    static void start() {
        service = Service.started();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void aSourceOfItsOwn(TestInfo test) {
        source = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    }

    /** Somebody with a second operation, so that without the first another one is the index. */
    private static PatientStory treated() {
        return aPatient("p1")
                .born(1950)
                .female()
                .withEncounter("AMB", on("2024-03-01"), on("2024-03-01"))
                .withLumbarStenosisAndClaudication()
                .onset(on("2023-01-01"))
                .withLumbarStenosisOnProblemList()
                .onset(on("2023-06-01"))
                .afterMildProcedure(on("2024-03-01"))
                .duringEncounter(1)
                .withProcedure("62330", on("2025-03-01"))
                .withMedicationOrder("25480", daysBeforeIndex(100))
                .withOdi(60, daysBeforeIndex(10))
                .withOdi(40, daysAfterIndex(90))
                .withOdi(30, daysAfterIndex(360))
                .withOdi(20, daysAfterIndex(365 + 90));
    }

    // As if it were not there

    @Test
    void theMartIsWhatItWouldBeWithoutTheLabelledRecords() throws Exception {
        List<String> pairs = new ArrayList<>();
        for (long seed : Seeds.some()) {
            Random random = new Random(seed);
            for (int i = 0; i < 6; i++) {
                List<ObjectNode> all = treated().nodes();
                List<ObjectNode> labelled = treated().nodes();
                List<ObjectNode> rest = new ArrayList<>();
                for (int at = 0; at < all.size(); at++) {
                    boolean isPatient =
                            all.get(at).path("resourceType").asText().equals("Patient");
                    if (isPatient || random.nextInt(3) > 0) {
                        rest.add(all.get(at));
                    } else {
                        label(labelled.get(at), "R");
                    }
                }
                String pair = "pair" + Long.toUnsignedString(seed) + "-" + i;
                land(pair + "-labelled", DAY1, lines(labelled));
                land(pair + "-without", DAY1, lines(rest));
                pairs.add(pair);
            }
        }
        service.derive();

        TreeSet<Integer> different = new TreeSet<>();
        for (String pair : pairs) {
            List<String> without = service.mart(pair + "-without");
            different.add(without.hashCode());
            assertThat(service.mart(pair + "-labelled")).as(pair).isEqualTo(without);
        }
        assertThat(different)
                .as("marts that differ, so that something is compared")
                .hasSizeGreaterThan(5);
    }

    @Test
    void withTheFirstIndexHeldBackTheCaseIsToldAroundTheSecond() throws Exception {
        List<ObjectNode> nodes = treated().nodes();
        told(DAY1, lines(nodes));
        assertThat(facts()).isEqualTo("yes 2024-03-01 baseline 2024-02-20");
        label(first(nodes, "Procedure"), "R");
        told(DAY2, lines(nodes));
        assertThat(facts()).isEqualTo("yes 2025-03-01 baseline 2025-02-24");
        assertThat(heldBack()).containsExactly("Procedure p1-procedure-1 R");
    }

    @Test
    void aPersonWhoseEveryDiagnosisIsHeldBackHasNoStenosis() throws Exception {
        told(
                DAY1,
                treated()
                        .withTextCondition("psychosis")
                        .labelled(PatientStory.ACT, "PSY")
                        .resources());
        assertThat(answer("lss")).isEqualTo("yes");
        List<ObjectNode> nodes = treated().nodes();
        nodes.stream()
                .filter(node -> node.path("resourceType").asText().equals("Condition"))
                .forEach(node -> label(node, "V"));
        told(DAY2, lines(nodes));
        assertThat(answer("lss")).isEqualTo("no");
        assertThat(answer("mild")).isEqualTo("yes");
    }

    @Test
    void anOrdinaryLabelHoldsNothingBack() throws Exception {
        told(DAY1, treated().labelled("N").patientLabelled("M").resources());
        assertThat(answer("mild")).isEqualTo("yes");
        assertThat(heldBack()).isEmpty();
    }

    @Test
    void aDrugThatIsHeldBackSaysNothingWhereItIsNamed() throws Exception {
        String drug =
                """
                {"resourceType":"Medication","id":"m1",%s"code":{"coding":[{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"25480"}]}}""";
        told(DAY1, treated().resources());
        List<ObjectNode> nodes = treated().nodes();
        ObjectNode order = first(nodes, "MedicationRequest");
        order.remove("medicationCodeableConcept");
        order.putObject("medicationReference").put("reference", "Medication/m1");
        told(DAY2, lines(nodes));
        told(DAY2, List.of(drug.formatted("")));
        assertThat(therapies()).containsExactly("gabapentin");
        told(DAY3, List.of(drug.formatted("\"meta\":{\"security\":[{\"code\":\"R\"}]},")));
        assertThat(therapies()).isEmpty();
        assertThat(heldBack()).containsExactly("Medication m1 R");
    }

    // The whole person

    @Test
    void aPersonWhosePatientIsHeldBackIsNotInTheMartAtAll() throws Exception {
        told(DAY1, treated().patientLabelled("R").resources());
        assertThat(service.mart(source)).isEmpty();
        assertThat(heldBack()).containsExactly("Patient p1 R");
    }

    @Test
    void aPatientThatCannotBeReadIsHeldBackAllTheSame() throws Exception {
        told(DAY1, treated().patientLabelled("R").born(on("yesterday")).resources());
        assertThat(service.mart(source)).isEmpty();
        assertThat(heldBack()).containsExactly("Patient p1 R");
    }

    @Test
    void oneOfTwoJoinedRecordsHoldsThePersonBack() throws Exception {
        List<String> both = new ArrayList<>(treated().resources());
        both.add("{\"resourceType\":\"Patient\",\"id\":\"p2\",\"meta\":{\"security\":[{\"code\":\"V\"}]},"
                + "\"link\":[{\"other\":{\"reference\":\"Patient/p1\"},\"type\":\"seealso\"}]}");
        told(DAY1, both);
        assertThat(service.mart(source)).isEmpty();
    }

    @Test
    void attritionCountsThemWhereTheyAreLeftOut() throws Exception {
        List<long[]> before = attrition();
        told(DAY1, treated().patientLabelled("R").resources());
        List<long[]> after = attrition();
        assertThat(after.get(0)[0]).isEqualTo(before.get(0)[0] + 1);
        assertThat(after.get(1)[1]).isEqualTo(before.get(1)[1] + 1);
        for (int i = 1; i < after.size(); i++) {
            assertThat(after.get(i)[0]).isEqualTo(after.get(i - 1)[0] - after.get(i)[1]);
            assertThat(after.get(i)[0]).isEqualTo(before.get(i)[0]);
        }
    }

    // Labels come and go

    @Test
    void aLabelThatComesTakesTheRecordOutAndItsGoingBringsItBack() throws Exception {
        List<ObjectNode> nodes = treated().nodes();
        told(DAY1, lines(nodes));
        List<String> open = service.mart(source);
        label(first(nodes, "Observation"), "R");
        told(DAY2, lines(nodes));
        List<String> restricted = service.mart(source);
        assertThat(restricted).isNotEqualTo(open);
        assertThat(changes().get(0).why()).anyMatch(why -> why.endsWith(" is held back by its confidentiality label"));
        told(DAY3, treated().meta("3", DAY3).allWithMeta("3", DAY3).resources());
        assertThat(service.mart(source)).isEqualTo(open);
        assertThat(heldBack()).isEmpty();
    }

    @Test
    void aLabelOfThePatientTakesThePersonOutAndItsGoingBringsThePersonBackAsTheSame() throws Exception {
        told(DAY1, treated().resources());
        List<String> open = service.mart(source);
        String person = surrogate();
        told(DAY2, treated().patientLabelled("R").allWithMeta("2", DAY2).resources());
        assertThat(service.mart(source)).isEmpty();
        assertThat(changes().get(0).why()).contains("Patient/p1 is held back by its confidentiality label");
        told(DAY3, treated().allWithMeta("3", DAY3).resources());
        assertThat(service.mart(source)).isEqualTo(open);
        assertThat(surrogate()).isEqualTo(person);
        assertThat(heldBack()).isEmpty();
    }

    // Words

    private static void label(ObjectNode node, String code) {
        ObjectNode meta = node.get("meta") instanceof ObjectNode there ? there : node.putObject("meta");
        meta.withArray("security")
                .addObject()
                .put("system", PatientStory.CONFIDENTIALITY)
                .put("code", code);
    }

    private static ObjectNode first(List<ObjectNode> nodes, String type) {
        return nodes.stream()
                .filter(node -> node.path("resourceType").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(List<ObjectNode> nodes) {
        return nodes.stream().map(ObjectNode::toString).toList();
    }

    private void told(String clock, List<String> lines) throws Exception {
        land(source, clock, lines);
        service.derive();
    }

    private void land(String where, String clock, List<String> lines) throws Exception {
        Path file = Files.write(Files.createTempFile(folder, "told", ".ndjson"), lines);
        service.bean(FileIntake.class)
                .land(
                        Delivery.told(where, Way.LOAD, Instant.parse(clock), Scope.SOME),
                        List.of(new InputFile(file, file.getFileName().toString())),
                        bytes -> {});
    }

    private String facts() {
        return service.sql()
                .sql(
                        "select c.mild || ' ' || c.index_date || ' ' || s.window_name || ' ' || s.date from cases.person_case c"
                                + " join cases.score s using (source, patient) where c.source = ? and s.window_name = 'baseline'"
                                + " and s.chosen and s.index_no = 1")
                .param(source)
                .query(String.class)
                .single();
    }

    private String answer(String column) {
        return service.sql()
                .sql("select " + column + " from cases.person_case where source = ?")
                .param(source)
                .query(String.class)
                .single();
    }

    private List<String> therapies() {
        return service.sql()
                .sql("select ingredient from cases.therapy where source = ?")
                .param(source)
                .query(String.class)
                .list();
    }

    private List<String> heldBack() {
        return service.sql()
                .sql(
                        "select type || ' ' || id || ' ' || array_to_string(labels, ',') from cases.held_back where source = ?"
                                + " order by 1")
                .param(source)
                .query(String.class)
                .list();
    }

    private String surrogate() {
        return service.sql()
                .sql("select person from xwalk.person where source = ?")
                .param(source)
                .query(String.class)
                .single();
    }

    private static List<long[]> attrition() {
        return service.sql()
                .sql("select people, left_out from mart.attrition order by step")
                .query((row, i) -> new long[] {row.getLong(1), row.getLong(2)})
                .list();
    }

    private List<Changes.Change> changes() {
        PersonKey key = new PersonKey(source, "p1");
        return service.bean(Changes.class).of(new Person(key, new TreeSet<>(List.of("p1"))), 5);
    }
}
